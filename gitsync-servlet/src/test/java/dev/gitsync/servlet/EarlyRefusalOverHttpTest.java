package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.limits.ServerLimits;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawPack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Must show" 8 of issue 25, over HTTP: if the commands or the first commits of a push are invalid, the server answers
 * before it has received the rest, and the rest takes no permit.
 */
@EveryContainer
@Timeout(60)
class EarlyRefusalOverHttpTest {
    private static final int NOISE = 4 << 20;
    private static final int BEGINNING = 4096;

    private final WikiServer server = WikiServer.startWith(
            servlet -> servlet.limits(ServerLimits.builder().maxPushesPerUser(1).build()));

    private String main = "";

    @BeforeEach
    void writeAPage() {
        server.writeHome();
        main = String.valueOf(
                server.gitSync().status(server.docs().id()).orElseThrow().main());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void refusesByItsCommands() throws IOException {
        byte[] push = push(main, "refs/heads/other", noise(new RawPack()).bytes());

        assertAnswered(push, "ng refs/heads/other only main can be pushed to a wiki");
    }

    @Test
    void refusesByTheNumberOfObjects() throws IOException {
        byte[] push = push(
                main,
                "refs/heads/main",
                noise(new RawPack()).claiming(2_000_000).bytes());

        assertAnswered(push, "This push has more than 1000000 objects");
    }

    @Test
    void refusesByTheFirstCommits() throws IOException {
        RawPack pack = new RawPack();
        ObjectId bad = pack.add(RawPack.COMMIT, badCommit());

        assertAnswered(
                push(bad.name(), "refs/heads/main", noise(pack).bytes()),
                "Push refused: Commit " + bad.abbreviate(10).name() + " holds a NUL character");
    }

    @Test
    void reportsTheReasonToGitAsForAnyRefusedPush(@TempDir Path folder) throws IOException {
        GitClient git = server.clone(folder, "clone");
        Files.write(git.folder().resolve("noise.bin"), noise());
        git.commit("Page.md", "text\n");
        git.ok("add", "noise.bin");
        git.ok("commit", "-q", "-m", "Noise");
        String tree = git.ok("rev-parse", "HEAD^{tree}");
        Path raw = Files.write(folder.resolve("raw"), badCommit(tree));
        String bad = git.ok("hash-object", "-t", "commit", "-w", "--literally", raw.toString());

        GitClient.Outcome push = git.run("push", "origin", bad + ":refs/heads/main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr())
                .contains("remote: Push refused: Commit " + bad.substring(0, 10), "[remote rejected]")
                .doesNotContain("RPC failed", "hung up");
        assertThat(git.run("push", "-q", "origin", "HEAD:main").exitCode()).isZero();
    }

    /** Sends the beginning of the push. Sends the rest when the answer has arrived and another push has been accepted. */
    private void assertAnswered(byte[] push, String answer) throws IOException {
        try (Socket client = server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .header("Content-Type", "application/x-git-receive-pack-request")
                .header("Content-Length", Integer.toString(push.length))
                .open()) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(push, 0, BEGINNING);

            String response = readUntil(client.getInputStream(), answer);
            assertThat(response).startsWith("HTTP/1.1 200");
            assertThat(otherPush()).contains("ok refs/heads/main");

            client.getOutputStream().write(push, BEGINNING, push.length - BEGINNING);
            assertThat(response + text(client.getInputStream().readAllBytes())).contains("00000000");
        }
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder response = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (response.indexOf(end) < 0) {
            int n = in.read(buffer);
            assertThat(n).as(response.toString()).isPositive();
            response.append(text(Arrays.copyOf(buffer, n)));
        }
        return response.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String otherPush() {
        RawPack pack = new RawPack();
        ObjectId tree = pack.tree(
                RawPack.Item.file("Home.md", pack.blob("Hello\n")),
                RawPack.Item.file("Other.md", pack.blob("other\n")));
        ObjectId commit = pack.commit(tree, ObjectId.fromString(main));
        return server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .body("application/x-git-receive-pack-request", push(commit.name(), "refs/heads/main", pack.bytes()))
                .send()
                .body();
    }

    private byte[] push(String to, String ref, byte[] pack) {
        String command = main + " " + to + " " + ref + "\0report-status side-band-64k";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("%04x%s0000".formatted(command.length() + 4, command).getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(pack);
        return body.toByteArray();
    }

    private byte[] badCommit() {
        return badCommit("0123456789".repeat(4));
    }

    private byte[] badCommit(String tree) {
        String person = "Ada <ada@example.org> 1700000000 +0000";
        return ("tree " + tree + "\nparent " + main + "\nauthor " + person + "\ncommitter " + person
                        + "\n\nMess\0age\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RawPack noise(RawPack pack) {
        pack.add(RawPack.BLOB, noise());
        return pack;
    }

    private static byte[] noise() {
        byte[] noise = new byte[NOISE];
        new Random(7).nextBytes(noise);
        return noise;
    }
}
