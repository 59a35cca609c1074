package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.tests.http.RawPack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults E1: the server answers malformed input with 400 or with git's own report, and logs one line without a stack trace. */
@EveryContainer
@Timeout(60)
class MalformedInputTest {
    private static WikiServer server;
    private static ObjectId tip;

    @BeforeAll
    static void start() {
        server = WikiServer.start();
        server.editor()
                .create(
                        null,
                        "Home",
                        "Hello\n",
                        Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
        server.gitSync().runOnce(server.docs().id());
        tip = ObjectId.fromString(
                server.gitSync().status(server.docs().id()).orElseThrow().main());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void reportsATreeLineThatPointsToACommit() {
        RawPack pack = new RawPack();
        ObjectId commit = pack.commit(tip, tip);
        try (Log log = new Log()) {
            Response response = push(commit, pack.bytes()).send();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).contains("ng refs/heads/main ").doesNotContain("Exception");
            log.assertNoTrace();
        }
    }

    /** Sibling of faults E1: no object has the zero id, so no client can send it. */
    @ParameterizedTest
    @ValueSource(strings = {"parent", "second parent", "older parent", "tree", "tag", "file", "folder", "submodule"})
    void reportsAZeroIdInPlaceOfAnObject(String place) {
        ObjectId zero = ObjectId.zeroId();
        RawPack pack = new RawPack();
        ObjectId tree = pack.tree(RawPack.Item.file("A.md", pack.blob("a\n")));
        ObjectId commit = switch (place) {
            case "parent" -> pack.commit(tree, zero);
            case "second parent" -> pack.commit(tree, tip, zero);
            case "older parent" -> pack.commit(tree, tip, pack.commit(tree, zero));
            case "tree" -> pack.commit(zero, tip);
            case "tag" -> pack.tag(zero);
            case "file" -> pack.commit(pack.tree(RawPack.Item.file("A.md", zero)), tip);
            case "folder" -> pack.commit(pack.tree(RawPack.Item.folder("A", zero)), tip);
            default -> pack.commit(pack.tree(RawPack.Item.of("160000", "A", zero)), tip);
        };
        try (Log log = new Log()) {
            Response response = push(commit, pack.bytes()).send();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .contains("ng refs/heads/main the push contains invalid content")
                    .doesNotContain("Exception");
            log.assertNoTrace();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "version", "half", "checksum", "none"})
    void reportsAnInvalidPack(String flaw) {
        RawPack pack = new RawPack();
        ObjectId commit = pack.commit(pack.tree(RawPack.Item.file("A.md", pack.blob("a\n"))), tip);
        byte[] good = pack.bytes();
        byte[] bad = switch (flaw) {
            case "magic" ->
                ("KCAP" + new String(good, 4, good.length - 4, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
            case "version" -> pack.version(9).bytes();
            case "half" -> Arrays.copyOf(good, good.length / 2);
            case "checksum" -> pack.withBadChecksum().bytes();
            default -> new byte[0];
        };
        try (Log log = new Log()) {
            Response response = push(commit, bad).send();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).contains("unpack error ").contains("git fsck");
            log.assertOneLine();
        }
    }

    @Test
    void reportsAPackOfTwoBillionObjectsBeforeItAllocatesMemory() {
        try (Log log = new Log()) {
            Response response =
                    push(tip, new RawPack().claiming(Integer.MAX_VALUE).bytes()).send();
            assertThat(response.body()).contains("unpack error ", "more than", "objects");
            log.assertOneLine();
        }
    }

    /** Law 13: without the check, JGit would look the commit up and answer for each line. */
    @Test
    void looksUpACommitOnceThatAFetchNamesManyTimes() {
        String have = "0032have " + tip.name() + "\n";
        Response response = ask("0012command=fetch\n0001" + have.replace("have", "want") + have.repeat(1000) + "0000");
        assertThat(response.body()).containsOnlyOnce("ACK " + tip.name()).contains("ready", "PACK");
    }

    @Test
    void answers400ToAnUnsupportedCommand() {
        try (Log log = new Log()) {
            String body = "0018command=object-info\n00010009size\n0031oid " + tip.name() + "\n0000";
            assertThat(ask(body).status()).isEqualTo(400);
            log.assertOneLine();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-receive-pack", "git-upload-pack"})
    void answers400ToAChunkOfAnInvalidSize(String service) throws IOException {
        try (Log log = new Log()) {
            String answer = raw(service, "Transfer-Encoding: chunked", "4\r\n0032\r\nzz\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("Exception", "\tat ");
            log.assertNoTrace();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-receive-pack", "git-upload-pack"})
    void answers400OrNothingToATruncatedBody(String service) throws IOException {
        try (Log log = new Log()) {
            String answer = raw(service, "Content-Length: 1000", "0032");
            assertThat(answer)
                    .satisfiesAnyOf(
                            a -> assertThat(a).isEmpty(), a -> assertThat(a).startsWith("HTTP/1.1 400 "));
            log.assertNoTrace();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not gzip", "\u001f\u008b\b\0\0\0\0\0\0\0\u00ff\u00ff"})
    void answers400ToInvalidGzip(String body) {
        try (Log log = new Log()) {
            for (String service : List.of("git-receive-pack", "git-upload-pack")) {
                Response response = server.request("POST", "/git/docs.git/" + service)
                        .as("writer", WikiServer.PASSWORD)
                        .header("Content-Encoding", "gzip")
                        .body("application/x-" + service + "-request", body.getBytes(StandardCharsets.ISO_8859_1))
                        .send();
                assertThat(response.status()).isEqualTo(400);
            }
            log.assertNoTrace();
        }
    }

    private static Response ask(String body) {
        return server.request("POST", "/git/docs.git/git-upload-pack")
                .as("writer", WikiServer.PASSWORD)
                .header("Git-Protocol", "version=2")
                .body("application/x-git-upload-pack-request", body.getBytes(StandardCharsets.US_ASCII))
                .send();
    }

    private static RawHttp push(ObjectId commit, byte[] pack) {
        String command = tip.name() + " " + commit.name() + " refs/heads/main\0report-status";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("%04x%s0000".formatted(command.length() + 4, command).getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(pack);
        return server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .body("application/x-git-receive-pack-request", body.toByteArray());
    }

    /** Sends bytes that no client library would send, and closes the output. */
    private static String raw(String service, String header, String body) throws IOException {
        String credentials =
                Base64.getEncoder().encodeToString(("writer:" + WikiServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
        String request = "POST /git/docs.git/" + service
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic " + credentials
                + "\r\nContent-Type: application/x-" + service + "-request\r\n" + header + "\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The failures that the servlet logs. */
    private static final class Log implements AutoCloseable {
        private final LoggedLines lines = LoggedLines.of(ExceptionMapper.class);

        void assertNoTrace() {
            assertThat(lines.lines()).allSatisfy(line -> assertThat(line).startsWith("Malformed request"));
        }

        void assertOneLine() {
            assertThat(lines.lines()).singleElement().asString().startsWith("Malformed request");
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
