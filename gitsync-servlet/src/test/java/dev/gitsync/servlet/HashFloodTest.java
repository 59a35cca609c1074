package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 13: a client may choose ids of objects that do not exist so that all have the same hash code. A hash table would
 * compare each with all before it, which takes many minutes for the ids that fit one request.
 */
@Timeout(30)
class HashFloodTest {
    private static final int MANY = 20_000;

    @TempDir
    Path folder;

    @Test
    void refusesAFetchThatNamesManyObjectsOfOneHash() {
        try (TestServer server = TestServer.start(folder)) {
            assertThat(fetch(server, lines(i -> "want " + id(i) + "\n")).status())
                    .isEqualTo(400);
            assertThat(fetch(server, lines(i -> "shallow " + id(i) + "\n")).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesAFetchIntoACloneWithTooManyShallowCommits() {
        try (TestServer server = TestServer.start(folder)) {
            assertThat(fetch(
                                    server,
                                    lines(i -> "shallow "
                                            + String.format("%08d%08d", 0, i)
                                                    .repeat(3)
                                                    .substring(0, 40)))
                            .body())
                    .contains("this clone is cut off at more than 10000 commits");
        }
    }

    @Test
    void refusesAPushThatNamesManyObjectsOfOneHash() {
        try (WikiServer server = WikiServer.start()) {
            byte[] shallow = (lines(i -> "shallow " + id(i)) + "0000").getBytes(StandardCharsets.US_ASCII);
            assertThat(push(server, shallow).status()).isEqualTo(400);

            RawPack pack = new RawPack();
            Item[] files = new Item[MANY];
            Item[] folders = new Item[files.length];
            for (int i = 0; i < files.length; i++) {
                files[i] = Item.file(String.format("%06d.md", i), ObjectId.fromString(id(i)));
                folders[i] = Item.folder(String.format("%06d", i), ObjectId.fromString(id(i)));
            }
            ObjectId zero = ObjectId.zeroId();
            for (Item[] items : new Item[][] {files, folders}) {
                ObjectId commit = pack.commit(pack.tree(items), pack.commit(pack.tree()));
                String command = line(zero.name() + " " + commit.name() + " refs/heads/main\0report-status") + "0000";
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                body.writeBytes(command.getBytes(StandardCharsets.US_ASCII));
                body.writeBytes(pack.bytes());
                assertThat(push(server, body.toByteArray()).body())
                        .contains("ng refs/heads/main the push contains invalid content");
            }
        }
    }

    /** JGit uses the second word as hash code; it is zero. */
    private static String id(int number) {
        return String.format("%040x", number + 1);
    }

    private static String lines(IntFunction<String> text) {
        return IntStream.range(0, MANY).mapToObj(i -> line(text.apply(i))).collect(Collectors.joining());
    }

    private static String line(String text) {
        return String.format("%04x", text.length() + 4) + text;
    }

    private static Response fetch(TestServer server, String lines) {
        byte[] body = ("0011command=fetch0001" + lines + "0009done\n0000").getBytes(StandardCharsets.US_ASCII);
        return server.request("POST", "/docs.git/git-upload-pack")
                .as("reader", TestServer.PASSWORD)
                .header("Git-Protocol", "version=2")
                .body("application/x-git-upload-pack-request", body)
                .send();
    }

    private static Response push(WikiServer server, byte[] body) {
        return server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .body("application/x-git-receive-pack-request", body)
                .within(25_000)
                .send();
    }
}
