package dev.gitsync.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.ContentHash;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A server with Git LFS for every test, and the few requests that many tests send. */
abstract class LfsHttpTest extends HttpTest {
    static final String LFS = "/docs.git/info/lfs/";
    static final String TYPE = "application/vnd.git-lfs+json";
    static final byte[] HELLO = "Hello, large file\n".getBytes(UTF_8);
    static final String UNKNOWN = "0".repeat(64);

    static String oid(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    RawHttp json(String user, String below, String body) {
        return as(user, "POST", LFS + below).body(TYPE, body.getBytes(UTF_8));
    }

    Response post(String user, String below, String body) {
        return json(user, below, body).send();
    }

    Response batch(String user, String operation, String... objects) {
        return post(
                user,
                "objects/batch",
                "{\"operation\":\"" + operation + "\",\"transfers\":[\"lfs-standalone-file\",\"basic\"],"
                        + "\"ref\":{\"name\":\"refs/heads/main\"},\"objects\":[" + String.join(",", objects)
                        + "],\"hash_algo\":\"sha256\"}");
    }

    static String object(String oid, long size) {
        return "{\"oid\":\"" + oid + "\",\"size\":" + size + "}";
    }

    Response upload(String user, String oid, byte[] contents) {
        return as(user, "PUT", LFS + "objects/" + oid)
                .body("application/octet-stream", contents)
                .send();
    }

    Response download(String user, String oid, String... header) {
        RawHttp request = as(user, "GET", LFS + "objects/" + oid);
        return (header.length == 0 ? request : request.header(header[0], header[1])).send();
    }

    /** An object of the space. */
    String stored(byte[] contents) {
        assertThat(upload("writer", oid(contents), contents).status()).isEqualTo(200);
        return oid(contents);
    }

    /** Whether the space has an object. */
    boolean has(String oid) {
        return !server.spaces()
                .objects()
                .sizes(server.spaces().at("docs"), Set.of(new ContentHash(oid)))
                .isEmpty();
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Checks that a response is an error of Git LFS with a sentence. */
    static void assertError(Response response, int status, String sentence) {
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.header("Content-Type").orElse("")).startsWith(TYPE);
        assertThat(response.body()).contains("\"message\":\"").contains(sentence);
    }
}
