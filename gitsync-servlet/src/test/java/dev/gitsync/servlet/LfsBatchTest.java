package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.access.Access;
import dev.gitsync.tests.http.RawHttp.Response;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says to do with objects, and to whom it says anything. */
final class LfsBatchTest extends LfsHttpTest {
    @Test
    void anUploadGoesToTheUrlOfTheObject() {
        Response response = batch("writer", "upload", object(oid(HELLO), HELLO.length));
        String url = "http://localhost/git/docs.git/info/lfs/objects/";
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type").orElse("")).startsWith(TYPE);
        assertThat(response.body())
                .isEqualTo(
                        "{\"transfer\":\"basic\",\"objects\":[{\"oid\":\"" + oid(HELLO) + "\",\"size\":18,\"actions\":{"
                                + "\"upload\":{\"href\":\"" + url + oid(HELLO) + "\"},\"verify\":{\"href\":\"" + url
                                + "verify\"}}}],\"hash_algo\":\"sha256\"}");
    }

    @Test
    void whatTheSpaceHasIsNotUploadedAgain() {
        stored(HELLO);
        assertThat(batch("writer", "upload", object(oid(HELLO), HELLO.length)).body())
                .contains(oid(HELLO))
                .doesNotContain("actions", "error");
    }

    @Test
    void whatAnotherSpaceHasIsUploaded() {
        stored(HELLO);
        server.spaces().add("other");
        Response response = as("writer", "POST", "/other.git/info/lfs/objects/batch")
                .body(
                        TYPE,
                        ("{\"operation\":\"upload\",\"objects\":[" + object(oid(HELLO), HELLO.length) + "]}")
                                .getBytes())
                .send();
        assertThat(response.body()).contains("\"upload\"");
    }

    @Test
    void aReaderDownloads() {
        stored(HELLO);
        assertThat(batch("reader", "download", object(oid(HELLO), HELLO.length)).body())
                .contains("\"download\":{\"href\":\"http://localhost/git/docs.git/info/lfs/objects/" + oid(HELLO)
                        + "\"}");
    }

    @Test
    void objectsHaveErrorsOfTheirOwn() {
        stored(HELLO);
        String body = batch(
                        "reader",
                        "download",
                        object(oid(HELLO), HELLO.length),
                        object(UNKNOWN, 5),
                        object(oid(HELLO), 5),
                        object("../../etc/passwd", 5),
                        object(oid(HELLO).toUpperCase(java.util.Locale.ROOT), 18),
                        object(oid(HELLO), -1))
                .body();
        assertThat(body.split("\"oid\"", -1)).hasSize(7);
        assertThat(body).contains("\"code\":404,\"message\":\"This space does not have the object.\"");
        assertThat(body).contains("\"code\":422,\"message\":\"The object has 18 bytes, not 5.\"");
        assertThat(body.split("The oid must be", -1)).hasSize(4);
        assertThat(batch("writer", "upload", object(UNKNOWN, TestSpaces.MAX_OBJECT_BYTES + 1))
                        .body())
                .contains("\"code\":422", "this server accepts up to 8388608");
    }

    @Test
    void thousandObjectsTakeOneQueryAndTenThousandAreRefused() {
        assertThat(batch(
                                "writer",
                                "upload",
                                Collections.nCopies(1_000, object(UNKNOWN, 5)).toArray(String[]::new))
                        .status())
                .isEqualTo(200);
        assertError(
                batch(
                        "writer",
                        "upload",
                        Collections.nCopies(10_000, object(UNKNOWN, 5)).toArray(String[]::new)),
                413,
                "A batch has at most 1000 objects, not 10000. Ask for fewer.");
    }

    @Test
    void readersMayNotUpload() {
        assertError(batch("reader", "upload", object(UNKNOWN, 5)), 403, "You may read this space, but not push to it.");
        assertError(upload("reader", oid(HELLO), HELLO), 403, "not push to it");
        assertError(post("reader", "objects/verify", object(UNKNOWN, 5)), 403, "not push to it");
        assertThat(has(oid(HELLO))).isFalse();
    }

    @Test
    void spacesThatTheUserMayNotReadDoNotExist() {
        stored(HELLO);
        for (String below : List.of("objects/" + oid(HELLO), "locks", "nothing")) {
            Response forbidden = get("stranger", LFS + below);
            assertError(forbidden, 404, "Repository not found, or you may not read it.");
            assertThat(get("writer", "/missing.git/info/lfs/" + below).withoutDate())
                    .isEqualTo(forbidden.withoutDate());
            assertThat(anonymous("GET", LFS + below).send().withoutDate())
                    .isEqualTo(anonymous("GET", "/missing.git/info/lfs/" + below)
                            .send()
                            .withoutDate());
        }
        assertThat(batch("stranger", "download", object(oid(HELLO), 18)).status())
                .isEqualTo(404);
    }

    @Test
    void asksForCredentialsAsGitLfsExpects() {
        Response response =
                anonymous("POST", LFS + "objects/batch").body(TYPE, new byte[0]).send();
        assertError(response, 401, "Sign in");
        assertThat(response.header("LFS-Authenticate")).contains("Basic realm=\"Test wiki\", charset=\"UTF-8\"");
        assertThat(response.header("WWW-Authenticate")).isPresent();
        server.allow("reader", Access.NONE);
        assertThat(get("reader", LFS + "locks").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | The operation must be upload or download.",
                "{\"operation\":\"delete\"} | 422 | The operation must be upload or download.",
                "{\"operation\":7} | 422 | The field operation must be a string.",
                "{\"operation\":\"download\",\"transfers\":[\"tus\"]} | 422 | only the transfer basic",
                "{\"operation\":\"download\",\"hash_algo\":\"sha512\"} | 409 | only the hash algorithm sha256",
                "{\"operation\":\"download\",\"objects\":{}} | 422 | The field objects must be a list of objects.",
                "{\"operation\":\"download\",\"objects\":[1]} | 422 | The field objects must be a list of objects.",
                "{\"operation\":\"download\",\"objects\":[{\"oid\":1}]} | 422 | The field oid must be a string.",
                "{\"operation\":\"download\",\"objects\":[{\"size\":1.5}]} | 422 | The field size must be an integer.",
                "{\"operation\":\"download\",\"objects\":[{\"size\":99999999999999999999}]} | 422 | The field size must be an integer.",
                "{\"operation\":\"download\", | 400 | The request is invalid: the JSON has no end.",
                "[] | 400 | The request is invalid: the body is not a JSON object.",
            })
    void refusesInvalidBatches(String body, int status, String sentence) {
        assertError(post("writer", "objects/batch", body), status, sentence);
    }

    @Test
    void missingFieldsHaveTheDefaultsOfTheSpecification() {
        assertThat(post("reader", "objects/batch", "{\"operation\":\"download\",\"ref\":null,\"transfers\":null}")
                        .body())
                .contains("\"objects\":[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/vnd.git-lfs+json2", ""})
    void refusesOtherMediaTypes(String type) {
        assertError(
                as("writer", "POST", LFS + "objects/batch")
                        .body(type, "{}".getBytes())
                        .send(),
                415,
                "content type");
    }

    /** A body of a few bytes must not become gigabytes of JSON. */
    @Test
    void refusesCompressedBodies() {
        Response response = as("writer", "POST", LFS + "objects/batch")
                .header("Content-Encoding", "gzip")
                .body(TYPE, new byte[] {0x1f, (byte) 0x8b, 8, 0})
                .send();
        assertError(response, 415, "encoding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"operation\":\"upload\",\"operation\":\"download\"} | a name twice",
                "{\"operation\":\"upload\",\"objects\":[{\"oid\":\"a\",\"oid\":\"b\"}]} | a name twice",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]} | more than 16 levels",
            })
    void refusesAmbiguousAndDeepJson(String body, String sentence) {
        assertError(post("writer", "objects/batch", body), 400, sentence);
    }

    @Test
    void acceptsACharset() {
        assertThat(as("reader", "POST", LFS + "objects/batch")
                        .body(TYPE + "; charset=utf-8", "{\"operation\":\"download\"}".getBytes())
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesLongBodiesBeforeTheyArrive() {
        Response response = as("writer", "POST", LFS + "objects/batch")
                .header("Content-Type", TYPE)
                .header("Content-Length", "2000000")
                .sendAndNoMore();
        assertError(response, 413, "size limit");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, objects/batch, POST",
        "POST, objects/" + "0000000000000000000000000000000000000000000000000000000000000000" + ", 'GET, HEAD, PUT'",
        "DELETE, locks, 'GET, POST'",
        "GET, locks/verify, POST",
        "PUT, locks/1/unlock, POST",
        "DELETE, nothing, 'GET, HEAD, POST, PUT'",
    })
    void refusesOtherMethods(String method, String below, String allowed) {
        Response response = as("writer", method, LFS + below).send();
        assertError(response, 405, "does not support the method");
        assertThat(response.header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "objects",
                "objects/batch/",
                "objects/1234",
                "objects/..%2fbatch",
                "locks/a%2fb/unlock",
                "lockz"
            })
    void otherUrlsAreNotFound(String below) {
        assertError(get("writer", LFS + below), 404, "not found");
    }

    @Test
    void wikisWithoutAttachmentsSaySo() {
        server.spaces().withoutAttachments();
        assertError(batch("writer", "upload", object(UNKNOWN, 1)), 501, "no Git LFS");
        assertError(download("writer", UNKNOWN), 501, "no Git LFS");
        assertError(post("writer", "locks/verify", "{}"), 404, "no locks of files");
        assertThat(batch("stranger", "upload", object(UNKNOWN, 1)).status()).isEqualTo(404);
    }
}
