package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of mirrors, and what they do with them. */
@Timeout(60)
class MirrorOperationsTest {
    private static final String JSON = "application/json";
    private static final MirrorId HUB = new MirrorId("hub");

    private static final TestMirrors MIRRORS =
            new TestMirrors().add("hub", "docs").add("lab", "other");
    private static final InMemoryMirrorStateStore STATES = new InMemoryMirrorStateStore();
    private static final WikiServer SERVER = WikiServer.startOperations(
            engine -> engine.mirrors(MIRRORS).mirrorSecrets(MIRRORS).mirrorStates(STATES));

    @BeforeEach
    void forget() {
        STATES.remove(HUB);
        MIRRORS.down(false);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void listsTheMirrorsOfASpaceWithTheirStates() {
        assertThat(get("/gitsync/spaces/docs/mirrors").body())
                .isEqualTo("{\"space\":\"docs\",\"mirrors\":[{\"mirror\":\"hub\",\"paused\":false,\"outcome\":null,"
                        + "\"next\":null,\"since\":null,\"url\":\"https://127.0.0.1:1/hub.git\",\"direction\":\"both\","
                        + "\"branch\":\"main\",\"folder\":\"\",\"checked\":null,\"decision\":null,\"last\":null}]}\n");
        stand(Outcome.CONFLICT);
        assertThat(get("/gitsync/spaces/docs/mirrors").body())
                .contains("\"outcome\":\"conflict\",\"next\":\"wait\",\"since\":\"1970-01-01T00:00:00Z\"")
                .contains("\"checked\":\"1970-01-01T00:00:00Z\"")
                .contains(
                        "\"sentence\":\"Solve it.\",\"details\":[\"docs/Home.md\"],\"main\":\"" + "1".repeat(40) + "\"")
                .contains("\"remote\":null");
    }

    @Test
    void showsOneMirrorWithItsLastReports() {
        stand(Outcome.CONFLICT);
        assertThat(get("/gitsync/spaces/docs/mirrors/hub").body())
                .startsWith("{\"space\":\"docs\",\"mirror\":\"hub\",\"paused\":false,\"outcome\":\"conflict\"")
                .contains("\"reports\":[{\"time\":\"1970-01-01T00:00:00Z\",\"outcome\":\"conflict\"");
    }

    @Test
    void theStatusOfASpaceShowsItsMirrors() {
        SERVER.directory().add(new Space(new SpaceId("third"), "", "Third"));
        stand(Outcome.REPLACED);
        MIRRORS.calls();
        String hub = "\"mirrors\":[{\"mirror\":\"hub\",\"paused\":false,\"outcome\":\"replaced\",\"next\":\"operator\","
                + "\"since\":\"1970-01-01T00:00:00Z\"}]}";
        assertThat(get("/gitsync/status").body()).contains(hub).endsWith("\"mirrors\":[]}]}\n");
        assertThat(MIRRORS.calls()).as("one query for all spaces").containsExactly("all");
        assertThat(get("/gitsync/spaces/docs").body()).endsWith(hub + "\n");
    }

    @Test
    void mirrorsThatCannotBeReadHideNoStatus() {
        MIRRORS.down(true);
        assertThat(get("/gitsync/status").body()).contains("\"space\":\"docs\"").endsWith("\"mirrors\":null}]}\n");
        assertThat(get("/gitsync/spaces/docs/mirrors").status()).isEqualTo(503);
    }

    @Test
    void runsAMirrorNow() {
        Response response = operate("hub/run");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"space\":\"docs\",\"mirror\":\"hub\",\"run\":{\"time\":\"")
                .contains("\"next\":", "\"sentence\":");
    }

    @Test
    void pausesAndResumes() {
        assertThat(operate("hub/pause").body())
                .isEqualTo("{\"space\":\"docs\",\"mirror\":\"hub\",\"pause\":{\"outcome\":\"done\"}}\n");
        assertThat(get("/gitsync/spaces/docs").body()).contains("\"paused\":true");
        assertThat(operate("hub/resume").body()).contains("\"resume\":{\"outcome\":\"done\"}");
        assertThat(get("/gitsync/spaces/docs").body()).contains("\"paused\":false");
    }

    @Test
    void storesADecisionThatTheMirrorWaitsFor() {
        assertThat(operate("hub/decide?decision=continue").body()).contains("\"decide\":{\"outcome\":\"not-done\"}");
        stand(Outcome.REPLACED);
        assertThat(operate("hub/decide?decision=join-keeping-wiki").body()).contains("\"outcome\":\"not-done\"");
        assertThat(operate("hub/decide?decision=continue&remote=" + "2".repeat(40))
                        .body())
                .contains("\"outcome\":\"not-done\"");
        assertThat(operate("hub/decide?decision=continue").body())
                .isEqualTo("{\"space\":\"docs\",\"mirror\":\"hub\",\"decide\":{\"outcome\":\"done\"}}\n");
        assertThat(get("/gitsync/spaces/docs/mirrors").body()).contains("\"decision\":\"continue\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hub/decide", "hub/decide?decision=", "hub/decide?decision=CONTINUE", "hub/decide?decision=x"})
    void saysWhichDecisionsThereAre(String operation) {
        Response response = operate(operation);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("join-keeping-remote");
    }

    @Test
    void anOperationOnAMirrorIsOnTheTrail() {
        try (LoggedLines audit = LoggedLines.of("dev.gitsync.audit")) {
            operate("hub/pause");
            operate("lab/pause");
            assertThat(audit.lines())
                    .containsExactly("mirror-pause space=docs mirror=hub user=operator from=127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /gitsync/spaces/docs/mirrors/hub/run, 405",
        "POST, /gitsync/spaces/docs/mirrors, 405",
        "DELETE, /gitsync/spaces/docs/mirrors/hub, 405",
        "POST, /gitsync/spaces/docs/mirrors/hub/destroy, 404",
        "POST, /gitsync/spaces/docs/mirrors/hub/run/x, 404",
        "POST, /gitsync/spaces/docs/mirrors/lab/run, 404",
        "POST, /gitsync/spaces/docs/mirrors/none/run, 404",
        "POST, /gitsync/spaces/docs/mirrors/lab/decide, 404",
        "GET, /gitsync/spaces/docs/mirrors/lab, 404",
        "GET, /gitsync/spaces/docs/mirrors/a%20b, 404",
        "GET, /gitsync/spaces/none/mirrors, 404",
        "GET, /gitsync/mirrors, 404"
    })
    void answersWhatThereIsNotWithAReason(String method, String path, int status) {
        Response response = as("operator", method, path).body(JSON, new byte[0]).send();
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gitsync/spaces/docs/mirrors", "/gitsync/spaces/docs/mirrors/hub"})
    void isTheSame401ForStrangersAndTheSame403ForUsers(String path) {
        assertThat(SERVER.request("GET", path).send().withoutDate())
                .isEqualTo(SERVER.request("GET", "/gitsync/status").send().withoutDate())
                .contains(" 401");
        assertThat(as("writer", "GET", path).send().withoutDate())
                .isEqualTo(as("writer", "GET", "/gitsync/status").send().withoutDate())
                .contains(" 403");
    }

    @Test
    void refusesWhatThePageOfAnotherSiteCouldSend() {
        Response form = as("operator", "POST", "/gitsync/spaces/docs/mirrors/hub/pause")
                .body("text/plain", new byte[0])
                .send();
        assertThat(form.status()).isEqualTo(403);
        assertThat(form.body()).contains("another site");
        assertThat(get("/gitsync/spaces/docs").body()).contains("\"paused\":false");
    }

    @Test
    void aTokenOfAnOperatorShowsTheMirrorsOfItsSpacesAndOperatesNone() {
        String docs = token("docs");
        assertThat(bearer("GET", "/gitsync/spaces/docs/mirrors", docs).body()).contains("hub");
        assertThat(bearer("POST", "/gitsync/spaces/docs/mirrors/hub/run", docs).status())
                .isEqualTo(403);
        assertThat(bearer("POST", "/gitsync/spaces/docs/mirrors/none/run", docs).status())
                .isEqualTo(403);
        String other = token("other");
        assertThat(bearer("GET", "/gitsync/spaces/docs/mirrors", other).withoutDate())
                .isEqualTo(bearer("GET", "/gitsync/spaces/none/mirrors", other).withoutDate())
                .contains(" 404");
        assertThat(bearer("POST", "/gitsync/spaces/docs/mirrors/hub/run", other).status())
                .isEqualTo(404);
    }

    private String token(String space) {
        return SERVER.tokens()
                .issue(
                        "operator",
                        "monitoring",
                        Set.of(new SpaceId(space)),
                        AccessToken.Right.WRITE,
                        Duration.ofDays(1))
                .secret();
    }

    /** Lets the last run of the mirror have this outcome. */
    private void stand(Outcome outcome) {
        ObjectId main = ObjectId.fromString("1".repeat(40));
        MirrorReport report = new MirrorReport(
                HUB, Instant.EPOCH, outcome, "Solve it.", List.of("docs/Home.md"), Optional.of(main), Optional.empty());
        STATES.add(report);
        MirrorState before = STATES.states(List.of(HUB)).getOrDefault(HUB, MirrorState.initial());
        boolean isSaved = STATES.save(
                HUB,
                new MirrorState(
                        before.version(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.EPOCH),
                        Optional.of(Instant.EPOCH),
                        Optional.of(report)));
        assertThat(isSaved).isTrue();
    }

    private Response bearer(String method, String target, String secret) {
        return SERVER.request(method, target)
                .header("Authorization", "Bearer " + secret)
                .body(JSON, new byte[0])
                .send();
    }

    private Response get(String target) {
        return as("operator", "GET", target).send();
    }

    private Response operate(String operation) {
        return as("operator", "POST", "/gitsync/spaces/docs/mirrors/" + operation)
                .body(JSON, new byte[0])
                .send();
    }

    private RawHttp as(String user, String method, String target) {
        return SERVER.request(method, target).as(user, WikiServer.PASSWORD);
    }
}
