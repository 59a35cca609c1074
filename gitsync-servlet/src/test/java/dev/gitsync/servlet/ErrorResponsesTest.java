package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.access.Access;
import dev.gitsync.error.StoreException;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.git.RequestAuthorizer;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.tests.http.RawHttp.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the status, headers and message of each error response. */
final class ErrorResponsesTest extends HttpTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST    | /docs.git/info/refs        | GET, HEAD",
                "GET     | /docs.git/git-upload-pack  | POST",
                "HEAD    | /docs.git/git-upload-pack  | POST",
                "GET     | /docs.git/git-receive-pack | POST",
                "PUT     | /docs.git/git-receive-pack | POST",
                "PUT     | /docs.git/info/refs        | GET, HEAD",
                "DELETE  | /docs.git                  | GET, HEAD, POST",
                "OPTIONS | /docs.git/info/refs        | GET, HEAD",
                "TRACE   | /docs.git/info/refs        | GET, HEAD",
                "TRACE   | /missing.git/info/refs     | GET, HEAD",
                "PROPFIND| /                          | GET, HEAD, POST",
                "get     | /docs.git/info/refs        | GET, HEAD",
            })
    void refusesMethodsThatGitDoesNotUse(String method, String path, String allowed) {
        Response response =
                as("writer", method, path).header("X-Echo", "secret").send();
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).contains(allowed);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Basic");
        assertThat(server.spaces().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?service=git-upload-archive",
                "?service=git-upload-pack&service=git-receive-pack",
                "?service=git-upload-pack;service=git-receive-pack",
                "?service=git-upload-pack&x=y",
                "?service=git%2Dreceive-pack",
                "?service=",
                "?",
            })
    void refusesOtherServices(String query) {
        Response response = get("writer", "/docs.git/info/refs" + query);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("This server ");
        assertThat(server.spaces().calls()).containsExactly("space docs");
    }

    @Test
    void refusesTheDumbProtocolWithAMessage() {
        Response response = get("writer", "/docs.git/info/refs");
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("smart HTTP");
    }

    @Test
    void refusesAReadersPushInBothRequests() {
        Response refs = get("reader", PUSH_REFS);
        Response push = post("reader", "git-receive-pack", new byte[0]).send();
        assertThat(refs.status()).isEqualTo(403);
        assertThat(refs.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(push.withoutDate()).isEqualTo(refs.withoutDate());
        assertThat(server.spaces().calls()).containsOnly("space docs");
    }

    @Test
    void checksAccessAgainInEveryRequest() {
        assertThat(get("writer", PUSH_REFS).status()).isEqualTo(200);
        server.allow("writer", Access.READ);
        assertThat(post("writer", "git-receive-pack", new byte[0]).send().status())
                .isEqualTo(403);
        server.allow("writer", Access.NONE);
        assertThat(post("writer", "git-upload-pack", new byte[0]).send().status())
                .isEqualTo(404);
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        Response get = get("reader", FETCH_REFS);
        Response head = as("reader", "HEAD", FETCH_REFS).send();
        assertThat(head.statusLine()).isEqualTo(get.statusLine());
        assertThat(head.header("Content-Type")).contains("application/x-git-upload-pack-advertisement");
        assertThat(head.body()).isEmpty();
        assertThat(get.body()).isNotEmpty();
    }

    @Test
    void forbidsCachingOfEveryResponse() {
        List<Response> responses = List.of(
                get("reader", FETCH_REFS),
                get("reader", PUSH_REFS),
                get("stranger", FETCH_REFS),
                anonymous("GET", FETCH_REFS).send(),
                as("reader", "TRACE", FETCH_REFS).send(),
                post("reader", "git-upload-pack", "zzzz".getBytes(StandardCharsets.US_ASCII))
                        .send());
        for (Response response : responses) {
            assertThat(response.header("Cache-Control")).contains("no-cache, max-age=0, must-revalidate");
            assertThat(response.header("Pragma")).contains("no-cache");
            assertThat(response.header("Expires")).contains("Fri, 01 Jan 1980 00:00:00 GMT");
            assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void catchesUpBeforeItAdvertisesOrSendsObjects() {
        get("writer", FETCH_REFS);
        get("writer", PUSH_REFS);
        post("writer", "git-upload-pack", new byte[0]).send();
        assertThat(server.spaces().calls())
                .containsExactly(
                        "space docs",
                        "catchUp docs",
                        "open docs",
                        "uploadPack",
                        "space docs",
                        "catchUp docs",
                        "open docs",
                        "receivePack docs",
                        "space docs",
                        "catchUp docs",
                        "open docs",
                        "uploadPack");
    }

    @Test
    void doesNotCatchUpForResponseWithoutRefs() {
        Response capabilities = as("reader", "GET", FETCH_REFS)
                .header("Git-Protocol", "version=2")
                .send();
        assertThat(capabilities.body()).contains("ls-refs");
        post("reader", "git-upload-pack", "0014command=ls-refs\n0000".getBytes(StandardCharsets.US_ASCII))
                .header("Git-Protocol", "version=2")
                .send();
        assertThat(server.spaces().calls())
                .containsExactly(
                        "space docs",
                        "open docs",
                        "uploadPack",
                        "space docs",
                        "catchUp docs",
                        "open docs",
                        "uploadPack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version=1", "version=20", "xversion=2", "version=2;x", "VERSION=2", "object-format=sha1"})
    void catchesUpForAResponseInAnotherVersion(String parameters) {
        Response refs = as("reader", "GET", FETCH_REFS)
                .header("Git-Protocol", parameters)
                .send();
        assertThat(refs.body()).doesNotContain("ls-refs");
        assertThat(server.spaces().calls()).contains("catchUp docs");
    }

    @Test
    void leavesTheCatchUpOfAPushToTheEngine() {
        post("writer", "git-receive-pack", new byte[0]).send();
        assertThat(server.spaces().calls()).containsExactly("space docs", "open docs", "receivePack docs");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PROGRESS", "LOCK_HELD"})
    void asksClientToRetryLaterWhenTheSpaceIsBusy(SyncReport.Reason reason) {
        server.spaces().catchUpEndsAs(id -> new SyncReport.Skipped(id, reason));
        for (Response response : List.of(get("reader", FETCH_REFS), get("writer", PUSH_REFS))) {
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("Retry-After")).contains("5");
            assertThat(response.body()).contains("is working on this space");
        }
        Response late = post("reader", "git-upload-pack", new byte[0]).send();
        assertThat(late.header("Content-Type")).contains("application/x-git-upload-pack-result");
        assertThat(late.body()).isEqualTo("004eERR " + ErrorResponse.SPACE_BUSY.message() + "\n");
        assertThat(server.spaces().calls()).doesNotContain("open docs");
    }

    @Test
    void hidesTheDetailsOfAFailure() {
        try (LoggedLines log = LoggedLines.of(RequestAuthorizer.class)) {
            server.spaces()
                    .catchUpEndsAs(id -> new SyncReport.Failed(id, "db7 is\ndown", new StoreException("secret")));
            Response response = get("reader", FETCH_REFS);
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("Retry-After")).contains("5");
            assertThat(response.body()).doesNotContain("db7").doesNotContain("secret");
            assertThat(log.lines()).singleElement().asString().contains("docs").contains("db7 is?down");
        }
    }

    @Test
    void logsAnUnexpectedExceptionOnceAndHidesIt() {
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            server.spaces().catchUpEndsAs(id -> {
                throw new IllegalStateException("inside");
            });
            Response response = get("reader", FETCH_REFS);
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).isEqualTo(ErrorResponse.INTERNAL_ERROR.message() + "\n");
            assertThat(log.lines()).singleElement().asString().doesNotContain("Basic");
        }
    }

    @Test
    void asksClientToRetryLaterIfAStoreIsUnavailable() {
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            server.spaces().catchUpEndsAs(id -> {
                throw new StoreException("inside");
            });
            assertThat(get("reader", FETCH_REFS).status()).isEqualTo(503);
            assertThat(log.lines()).hasSize(1);
        }
    }
}
