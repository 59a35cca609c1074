package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.tests.store.Call;
import dev.gitsync.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the servlet for operators. */
@EveryContainer
@Timeout(60)
class OperationsTest {
    private static final String JSON = "application/json";

    private final WikiServer server = WikiServer.startOperations();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void reportsToUnauthenticatedClientsOnlyWhetherTheWikiIsReadable() {
        Response response = server.request("GET", "/gitsync/health").send();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).hasValue(JSON);
        assertThat(response.body()).isEqualTo("{\"status\":\"up\"}\n");
    }

    @Test
    void showsTheStateOfEverySpace() {
        write("Home", "Hello\n");
        assertThat(get("/gitsync/status").body())
                .startsWith("{\"spaces\":[{\"space\":\"docs\",\"main\":null,\"pages\":0,\"behind\":true,"
                        + "\"waitingSince\":\"1970-01-01T00:00:00Z\",\"lease\":null,");
        assertThat(operate("sync").body()).contains("\"outcome\":\"pulled\"", "\"written\":1");
        assertThat(get("/gitsync/spaces/docs").body())
                .contains("\"pages\":1", "\"behind\":false", "\"lastSync\":{\"time\":\"", "\"lastPush\":null");
    }

    @Test
    void listsSpacesPageByPage() {
        assertThat(get("/gitsync/status?after=docs").body()).isEqualTo("{\"spaces\":[]}\n");
        assertThat(get("/gitsync/status?after=doc&limit=1").body()).contains("\"docs\"");
        assertThat(get("/gitsync/status?limit=0").status()).isEqualTo(400);
        assertThat(get("/gitsync/status?limit=201").status()).isEqualTo(400);
        assertThat(get("/gitsync/status?limit=-1").status()).isEqualTo(400);
        assertThat(get("/gitsync/status?after=%FF").status()).isBetween(200, 499); // by the container
    }

    @Test
    void showsOtherSpacesIfTheStatusOfOneFails() {
        server.directory().add(new Space(new SpaceId("other"), "", "Other"));
        server.faulty().failBefore(Call.CHANGES, 1);
        assertThat(get("/gitsync/status").body())
                .startsWith("{\"spaces\":[{\"space\":\"docs\",\"unreadable\":true},{\"space\":\"other\",\"main\":null");
    }

    @ParameterizedTest
    @CsvSource({
        "sync, up-to-date",
        "plan, planned",
        "verify, '\"clean\":true'",
        "repair, '\"clean\":true'",
        "maintain, outcome"
    })
    void runsEachOperationAndAnswersWithItsReport(String operation, String expected) {
        write("Home", "Hello\n");
        operate("sync");
        Response response = operate(operation);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"space\":\"docs\",\"" + operation + "\":{")
                .contains(expected);
    }

    @Test
    void writesAnOperationToTheAuditLog() {
        try (LoggedLines audit = LoggedLines.of("dev.gitsync.audit")) {
            operate("verify");
            assertThat(audit.lines()).containsExactly("verify space=docs user=operator from=127.0.0.1");
        }
    }

    @Test
    void plansWithoutChanges() {
        write("Home", "Hello\n");
        assertThat(operate("plan").body()).contains("\"changes\":1", "\"action\":\"add\"");
        assertThat(get("/gitsync/spaces/docs").body()).contains("\"main\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/gitsync/status", "/gitsync/spaces/docs", "/gitsync/spaces/none", "/gitsync/x", "/gitsync/"})
    void answersTheSame401WithoutAnAccountAndTheSame403ToUsers(String path) {
        Response known = server.request("GET", "/gitsync/status").send();
        assertThat(known.status()).isEqualTo(401);
        assertThat(server.request("GET", path).send().withoutDate()).isEqualTo(known.withoutDate());
        Response user = as("writer", "GET", path).send();
        assertThat(user.status()).isEqualTo(403);
        assertThat(user.withoutDate())
                .isEqualTo(as("writer", "GET", "/gitsync/status").send().withoutDate());
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, Accept, x",
        "application/x-www-form-urlencoded, Accept, x",
        "multipart/form-data, Accept, x",
        "application/json, Origin, https://evil.example",
        "application/json, Origin, null",
        "application/json, Origin, http://localhost.evil.example",
        "application/json, Origin, ' '",
        "application/json, Sec-Fetch-Site, cross-site",
        "application/json, Sec-Fetch-Site, same-site"
    })
    void refusesRequestsThatAnotherSiteCouldForge(String type, String header, String value) {
        Response response = as("operator", "POST", "/gitsync/spaces/docs/sync")
                .header(header, value)
                .body(type, new byte[0])
                .send();
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("another site");
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://localhost", "Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none"})
    void acceptsRequestsOfItsOwnPages(String header, String value) {
        assertThat(as("operator", "POST", "/gitsync/spaces/docs/sync")
                        .header(header, value)
                        .body(JSON + "; charset=utf-8", new byte[0])
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /gitsync/spaces/docs/sync, 405",
        "DELETE, /gitsync/spaces/docs, 405",
        "POST, /gitsync/status, 405",
        "POST, /gitsync/spaces/none/sync, 404",
        "POST, /gitsync/spaces/docs/destroy, 404",
        "POST, /gitsync/spaces/docs/sync/x, 404",
        "GET, /gitsync/spaces/none, 404",
        "GET, /gitsync/spaces/a%20b, 404",
        "GET, /gitsync/spaces, 404",
        "GET, /gitsync/, 404"
    })
    void reportsAReasonForMissingPages(String method, String path, int status) {
        Response response = as("operator", method, path).body(JSON, new byte[0]).send();
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isNotBlank();
    }

    @Test
    void escapesTitlesOfPagesInJson() {
        write("a\"},{\\ <script>\u2028 \ud83d\ude00", "x\n");
        operate("sync");
        write("b", "x\n");
        String body = operate("plan").body();
        assertThat(body).doesNotContain("<script>").startsWith("{").endsWith("}\n");
    }

    @Test
    void grantsOnlyReadAccessToATokenOfAnOperator() {
        String docs = token(Set.of(new SpaceId("docs")));
        assertThat(bearer("GET", "/gitsync/status", docs).body()).contains("\"docs\"");
        assertThat(bearer("GET", "/gitsync/spaces/docs", docs).status()).isEqualTo(200);
        assertThat(bearer("POST", "/gitsync/spaces/docs/sync", docs).status()).isEqualTo(403);

        String other = token(Set.of(new SpaceId("other")));
        assertThat(bearer("GET", "/gitsync/status", other).body()).isEqualTo("{\"spaces\":[]}\n");
        assertThat(bearer("GET", "/gitsync/spaces/docs", other).withoutDate())
                .isEqualTo(bearer("GET", "/gitsync/spaces/none", other).withoutDate())
                .contains(" 404");
        assertThat(bearer("POST", "/gitsync/spaces/docs/sync", other).status()).isEqualTo(404);
    }

    private String token(Set<SpaceId> spaces) {
        return server.tokens()
                .issue("operator", "monitoring", spaces, AccessToken.Right.WRITE, Duration.ofDays(1))
                .secret();
    }

    private Response bearer(String method, String target, String secret) {
        return server.request(method, target)
                .header("Authorization", "Bearer " + secret)
                .body(JSON, new byte[0])
                .send();
    }

    private void write(String title, String text) {
        server.editor()
                .create(null, title, text, Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
    }

    private Response get(String target) {
        return as("operator", "GET", target).send();
    }

    private Response operate(String operation) {
        return as("operator", "POST", "/gitsync/spaces/docs/" + operation)
                .body(JSON, new byte[0])
                .send();
    }

    private RawHttp as(String user, String method, String target) {
        return server.request(method, target).as(user, WikiServer.PASSWORD);
    }
}
