package dev.gitsync.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects on their way in and out, and all that clients can do wrong. */
final class LfsTransferTest extends LfsHttpTest {
    @Test
    void anObjectComesBackAsItWas() {
        byte[] contents = new byte[300_000];
        new Random(1).nextBytes(contents);
        String oid = stored(contents);
        Response response = download("reader", oid);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(text(contents));
        assertThat(response.header("Content-Length")).contains("300000");
        assertThat(post("writer", "objects/verify", object(oid, 300_000)).status())
                .isEqualTo(200);
    }

    @Test
    void noBrowserRendersAnObject() {
        String oid = stored("<script>alert(1)</script>".getBytes(UTF_8));
        Response response = download("reader", oid);
        assertThat(response.header("Content-Type")).contains("application/octet-stream");
        assertThat(response.header("Content-Disposition")).contains("attachment");
        assertThat(response.header("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-4, Hello, bytes 0-4/18",
        "bytes=7-11, large, bytes 7-11/18",
        "bytes=13-, 'file\n', bytes 13-17/18",
        "bytes=-5, 'file\n', bytes 13-17/18",
        "bytes=13-999, 'file\n', bytes 13-17/18",
    })
    void aRangeIsAPart(String range, String part, String contentRange) {
        Response response = download("reader", stored(HELLO), "Range", range);
        assertThat(response.status()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(part);
        assertThat(response.header("Content-Range")).contains(contentRange);
        assertThat(response.header("Content-Length")).contains(String.valueOf(part.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=18-", "bytes=99-100", "bytes=-0", "bytes=999999999999999999-"})
    void aRangeAfterTheEndIsAnError(String range) {
        Response response = download("reader", stored(HELLO), "Range", range);
        assertError(response, 416, "The object has only 18 bytes.");
        assertThat(response.header("Content-Range")).contains("bytes */18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-1", "bytes=0-1,5-6", "bytes=-18446744073709551616", "bytes=--5", "lines=1-2"})
    void otherRangesAreIgnored(String range) {
        Response response = download("reader", stored(HELLO), "Range", range);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(text(HELLO));
    }

    @Test
    void aConditionalRangeNeedsTheTagOfTheObject() {
        String oid = stored(HELLO);
        RawHttp request = as("reader", "GET", LFS + "objects/" + oid).header("Range", "bytes=0-4");
        assertThat(request.header("If-Range", "\"" + oid + "\"").send().status())
                .isEqualTo(206);
        assertThat(request.header("If-Range", "\"other\"").send().status()).isEqualTo(200);
        assertThat(download("reader", oid).header("ETag")).contains("\"" + oid + "\"");
    }

    @Test
    void aHeadHasNoBody() {
        Response response =
                as("reader", "HEAD", LFS + "objects/" + stored(HELLO)).send();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Length")).contains("18");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void emptyObjectsAreObjects() {
        String oid = stored(new byte[0]);
        assertThat(download("reader", oid).status()).isEqualTo(200);
        assertThat(download("reader", oid, "Range", "bytes=0-0").status()).isEqualTo(416);
    }

    @Test
    void missingObjectsAndThoseOfOtherSpacesAreNotFound() {
        assertError(download("reader", UNKNOWN), 404, "This space does not have the object.");
        assertError(post("writer", "objects/verify", object(UNKNOWN, 5)), 404, "does not have the object");
        String oid = stored(HELLO);
        server.spaces().add("other");
        Response response = get("reader", "/other.git/info/lfs/objects/" + oid);
        assertError(response, 404, "This space does not have the object.");
        assertThat(as("reader", "HEAD", "/other.git/info/lfs/objects/" + oid)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anUploadWithAnotherHashLeavesNothingBehind() {
        assertError(upload("writer", UNKNOWN, HELLO), 422, "hash");
        assertThat(has(UNKNOWN)).isFalse();
        assertThat(has(oid(HELLO))).isFalse();
    }

    @Test
    void verifyingComparesTheSize() {
        String oid = stored(HELLO);
        assertError(post("writer", "objects/verify", object(oid, 17)), 422, "The object has 18 bytes.");
        assertError(post("writer", "objects/verify", object("x", 17)), 422, "The oid must be");
        assertError(post("writer", "objects/verify", "{\"oid\":\"" + oid + "\"}"), 422, "The object has 18 bytes.");
    }

    @Test
    void anUploadThatIsTooLargeIsRefusedBeforeItArrives() {
        Response response = as("writer", "PUT", LFS + "objects/" + UNKNOWN)
                .header("Content-Length", String.valueOf(TestSpaces.MAX_OBJECT_BYTES + 1))
                .sendAndNoMore();
        assertError(response, 413, "this server accepts up to 8388608");
    }

    @Test
    void anUploadWithoutASizeIsRefused() {
        Response response = as("writer", "PUT", LFS + "objects/" + oid(HELLO))
                .header("Transfer-Encoding", "chunked")
                .sendAndNoMore();
        assertThat(response.status()).isIn(400, 411);
        assertThat(has(oid(HELLO))).isFalse();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws Exception {
        RawHttp request = as("writer", "PUT", LFS + "objects/" + oid(HELLO)).header("Content-Length", "18");
        try (Socket socket = request.open()) {
            socket.getOutputStream().write(HELLO, 0, 10);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(has(oid(HELLO))).isFalse();
        assertThat(upload("writer", oid(HELLO), HELLO).status()).isEqualTo(200);
    }

    @Test
    void compressedUploadsAreRefused() {
        Response response = as("writer", "PUT", LFS + "objects/" + oid(HELLO))
                .header("Content-Encoding", "gzip")
                .body("application/octet-stream", HELLO)
                .send();
        assertError(response, 415, "encoding");
    }

    @Test
    void theTypeOfAnUploadIsOfNoConcern() {
        assertThat(as("writer", "PUT", LFS + "objects/" + oid(HELLO))
                        .body("text/html; charset=utf-16", HELLO)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void uploadingAgainIsHarmless() {
        stored(HELLO);
        stored(HELLO);
        assertThat(download("reader", oid(HELLO)).body()).isEqualTo(text(HELLO));
    }

    /** Two clients upload one object, and the second begins after the first has ended: it sends all of it before it reads the response. */
    @Test
    void uploadingALargeObjectAgainIsHarmless() {
        server.spaces().objectsIn(new ThriftyStore(server.spaces().objects()));
        byte[] large = new byte[7 << 20];
        stored(large);
        stored(large);
    }

    @Test
    void aQuotaOfTheWikiIsASentenceAndNoRetry() {
        server.spaces()
                .objectsIn(new BrokenStore(new StoreRejectedException("The space is full: delete a file.", null)));
        assertError(upload("writer", oid(HELLO), HELLO), 422, "The space is full: delete a file.");
    }

    @Test
    void aStoreThatIsDownIsUnavailable() {
        server.spaces().objectsIn(new BrokenStore(new StoreException("no connection to 10.0.0.7")));
        Response response = upload("writer", oid(HELLO), HELLO);
        assertError(response, 503, "Try again later");
        assertThat(response.header("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain("10.0.0.7");
        assertThat(download("reader", UNKNOWN).status()).isEqualTo(503);
    }

    @Test
    void aPartOfAnObjectIsNeverTheWhole() {
        server.spaces().objectsIn(new ShortStore());
        Response response = download("reader", UNKNOWN);
        assertThat(response.header("Content-Length").orElse(""))
                .isNotEqualTo(String.valueOf(response.body().length()));
    }

    /** A store that does not read what it has. */
    private record ThriftyStore(AttachmentStore delegate) implements ForwardingObjects {
        @Override
        public void store(Space space, ContentSource source) throws IOException {
            if (!delegate.contains(space, source.hash())) {
                delegate.store(space, source);
            }
        }
    }

    /** A store in which nothing works. */
    private record BrokenStore(StoreException failure) implements FakeObjects {
        @Override
        public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
            throw failure;
        }

        @Override
        public InputStream open(Space space, ContentHash hash, long offset) {
            throw failure;
        }

        @Override
        public void store(Space space, ContentSource source) {
            throw failure;
        }
    }

    /** A store that has lost the end of every object. */
    private record ShortStore() implements FakeObjects {
        @Override
        public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
            return Map.of(hashes.iterator().next(), 1_000_000L);
        }

        @Override
        public InputStream open(Space space, ContentHash hash, long offset) {
            return new ByteArrayInputStream(new byte[500_000]);
        }

        @Override
        public void store(Space space, ContentSource source) {
            throw new AssertionError("nothing is uploaded");
        }
    }

    /** A store of which only objects are asked for. */
    private interface FakeObjects extends AttachmentStore {
        @Override
        default List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
            throw new AssertionError("nobody asks for attachments");
        }

        @Override
        default Optional<Attachment> attachment(Space space, PageId id) {
            throw new AssertionError("nobody asks for an attachment");
        }
    }
}
