package dev.gitsync.internal.mirror.remote;

import static dev.gitsync.internal.mirror.remote.FakeRemote.ok;
import static dev.gitsync.internal.mirror.remote.FakeRemote.packet;
import static dev.gitsync.internal.mirror.remote.FakeRemote.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.MirrorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator reads when a remote answers something else than git does. */
class RemoteAnswersTest {
    private static final String UPLOAD = "application/x-git-upload-pack-advertisement";
    private static final Optional<RemoteCredentials> USER = Optional.of(new UserPassword("mirror", "s3cret"));

    private static RemoteException heads(FakeRemote remote) {
        return heads(remote.url());
    }

    private static RemoteException heads(String url) {
        return heads(url, it -> {});
    }

    private static RemoteException heads(String url, Consumer<MirrorSettings.Builder> settings) {
        return RemoteFixture.failure(
                RemoteFixture.connector(RemoteFixture.settings(settings), USER),
                RemoteFixture.mirror(url),
                RemoteRepository::heads);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 507})
    void triesAgainWhenTheServerIsBroken(int code) {
        try (FakeRemote remote = FakeRemote.answering(status(code, "down for maintenance\u001b[1m\u0007"))) {
            RemoteException failure = heads(remote);
            RemoteFixture.assertSays(
                    failure,
                    Outcome.REMOTE_FAILED,
                    "The remote at 127.0.0.1 answered with status " + code
                            + ", so it is overloaded or broken. gitsync tries again; if that goes on, see its log.");
            assertThat(failure.details()).containsExactly("down for maintenance");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 422})
    void asksToCheckTheUrlWhenTheRequestIsRefused(int code) {
        try (FakeRemote remote = FakeRemote.answering(status(code, ""))) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.REMOTE_FAILED,
                    "The remote at 127.0.0.1 answered with status " + code
                            + ". Check whether the URL of the mirror is a git repository; gitsync tries again.");
        }
    }

    @Test
    void saysThatThereIsAWebPage() {
        try (FakeRemote remote = FakeRemote.answering(ok("text/html", "<h1>Sign in</h1>"))) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.NOT_FOUND,
                    "The remote at 127.0.0.1 answers with a web page instead of git. Check the URL of the mirror.");
        }
    }

    @ParameterizedTest
    @CsvSource({"not packets at all", "0009hello", "0022not an id refs/heads/main\0caps"})
    void saysThatTheAnswerIsNotGit(String content) {
        try (FakeRemote remote = FakeRemote.answering(ok(UPLOAD, content))) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.REMOTE_FAILED,
                    "The remote at 127.0.0.1 does not answer as a git server does. Check the URL of the mirror;"
                            + " gitsync tries again.");
        }
    }

    @Test
    void repeatsErrorsOfGitWithoutTheSecret() {
        try (FakeRemote remote =
                FakeRemote.answering(ok(UPLOAD, packet("ERR no luck with s3cret, nor bWlycm9yOnMzY3JldA==")))) {
            RemoteException failure = heads(remote);
            RemoteFixture.assertSays(
                    failure,
                    Outcome.REMOTE_FAILED,
                    "The remote at 127.0.0.1 answered with an error. gitsync tries again; if that goes on, check the"
                            + " URL and the credentials of the mirror.");
            assertThat(failure.details()).containsExactly("no luck with ***, nor ***");
        }
    }

    @Test
    void triesAgainWhenTheConnectionIsCutBeforeTheAnswer() {
        try (FakeRemote remote = FakeRemote.answering("")) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.UNREACHABLE,
                    "The connection to the remote at 127.0.0.1 broke off. gitsync tries again.");
        }
    }

    /** The port stays bound without a listener, so that no other process can take it. */
    @Test
    void triesAgainWhenNobodyListens() throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            RemoteFixture.assertSays(
                    heads("http://127.0.0.1:" + bound.getLocalPort() + "/docs.git"),
                    Outcome.UNREACHABLE,
                    "The remote at 127.0.0.1 can't be reached on port " + bound.getLocalPort()
                            + ". Check that the server runs; gitsync tries again.");
        }
    }

    @Test
    void triesAgainWhenTheRemoteIsSilent() {
        try (FakeRemote remote = new FakeRemote((head, in, out) -> in.read())) {
            RemoteFixture.assertSays(
                    heads(remote.url(), it -> it.idleTimeout(Duration.ofMillis(100))),
                    Outcome.UNREACHABLE,
                    "The remote at 127.0.0.1 did not answer for 100 ms (GIT_SYNC_MIRROR_IDLE_TIMEOUT_MS)."
                            + " gitsync tries again.");
        }
    }

    /** One byte each 50 ms would keep the connection alive for ever. */
    @Test
    void triesAgainWhenTheRemoteTricklesPastTheDeadline() {
        FakeRemote.Script trickle = (head, in, out) -> {
            out.write((packetsFollow() + packet("# service=git-upload-pack\n")).getBytes(StandardCharsets.US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            try {
                while (!never.await(50, TimeUnit.MILLISECONDS)) {
                    out.write("0004".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (FakeRemote remote = new FakeRemote(trickle)) {
            RemoteFixture.assertSays(
                    heads(remote.url(), it -> it.deadline(Duration.ofSeconds(1))),
                    Outcome.UNREACHABLE,
                    "The remote at 127.0.0.1 was too slow: the run did not end within 1 s"
                            + " (GIT_SYNC_MIRROR_DEADLINE_MS). gitsync tries again.");
        }
    }

    private static String packetsFollow() {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + UPLOAD + "\r\n\r\n";
    }

    @Test
    void readsNoMoreRefsThanTheLimit() {
        String line = packet(ObjectId.zeroId().name().replace('0', '1') + " refs/tags/t\n");
        String content = packet("# service=git-upload-pack\n") + "0000" + line.repeat(200_001) + "0000";
        try (FakeRemote remote = FakeRemote.answering(ok(UPLOAD, content))) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.TOO_LARGE,
                    "The remote at 127.0.0.1 has more than 200000 refs, or very long ones, which is the limit of gitsync."
                            + " Delete branches or tags there.");
        }
    }

    @Test
    void readsNoMoreHeadersThanTheLimit() {
        FakeRemote.Script script = (head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("X: " + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10_000; i++) {
                out.write(line);
            }
        };
        try (FakeRemote remote = new FakeRemote(script)) {
            assertThat(heads(remote).outcome()).isEqualTo(Outcome.REMOTE_FAILED);
        }
    }

    /** Answers a push with this report. */
    private static RemoteException pushAnswered(String... lines) throws Exception {
        SpaceRepository wiki = new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "DOCS", "Docs"));
        ObjectId commit = RemoteFixture.commit(wiki, ObjectId.zeroId(), "Home.md", new byte[1]);
        StringBuilder report = new StringBuilder();
        for (String line : lines) {
            report.append(packet(line + "\n"));
        }
        String capabilities = packet(ObjectId.zeroId().name() + " capabilities^{}\0report-status\n");
        FakeRemote.Script script = (head, in, out) -> {
            String service = head.contains("receive-pack") ? "receive" : "upload";
            String type =
                    "application/x-git-" + service + "-pack-" + (head.startsWith("GET") ? "advertisement" : "result");
            out.write(ok(type, head.startsWith("GET") ? capabilities + "0000" : report + "0000")
                    .getBytes(StandardCharsets.ISO_8859_1));
        };
        try (FakeRemote remote = new FakeRemote(script)) {
            return RemoteFixture.failure(
                    RemoteFixture.connector(RemoteFixture.settings(it -> {}), USER),
                    RemoteFixture.mirror(remote.url()),
                    it -> RemoteFixture.push(it, wiki, ObjectId.zeroId(), commit));
        }
    }

    @Test
    void triesAgainWhenTheDiskOfTheRemoteIsFull() throws Exception {
        RemoteException failure =
                pushAnswered("unpack unpack-objects abnormal exit", "ng refs/heads/main unpacker error");
        RemoteFixture.assertSays(
                failure,
                Outcome.REMOTE_FAILED,
                "The remote at 127.0.0.1 could not store the push: its disk may be full, or the repository damaged. gitsync"
                        + " tries again; if that goes on, see the details and the remote's log.");
        assertThat(failure.details()).containsExactly("unpack-objects abnormal exit");
    }

    @Test
    void saysThatTheRemoteFindsThePushTooLarge() throws Exception {
        RemoteFixture.assertSays(
                pushAnswered("unpack Pack exceeds the limit of 10 bytes", "ng refs/heads/main unpacker error"),
                Outcome.REFUSED_BY_REMOTE,
                "The remote at 127.0.0.1 refuses the push as too large. Raise its limits.");
    }

    @Test
    void repeatsWhyTheRemoteRefusesABranch() throws Exception {
        RemoteException failure = pushAnswered("unpack ok", "ng refs/heads/main protected branch hook declined");
        RemoteFixture.assertSays(
                failure,
                Outcome.REFUSED_BY_REMOTE,
                "The remote at 127.0.0.1 refuses the push to its branch main. Allow the mirror's user to push there, or"
                        + " solve what the remote names.");
        assertThat(failure.details()).containsExactly("protected branch hook declined");
    }

    /** Another wiki answers so when its own store is gone, or when another process pushes. */
    @Test
    void triesAgainWhenTheRemoteAsksForIt() throws Exception {
        RemoteException failure =
                pushAnswered("unpack ok", "ng refs/heads/main the wiki can't be reached; try again later");
        RemoteFixture.assertSays(
                failure,
                Outcome.REMOTE_FAILED,
                "The remote at 127.0.0.1 can't take the push now. gitsync tries again; if that goes on, see the details.");
        assertThat(failure.details()).containsExactly("the wiki can't be reached; try again later");
        assertThat(pushAnswered("unpack ok", "ng refs/heads/main the space is busy; try again")
                        .outcome())
                .isEqualTo(Outcome.REMOTE_FAILED);
    }

    @Test
    void triesAgainWhenTheRemoteCannotLockTheBranch() throws Exception {
        assertThat(pushAnswered("unpack ok", "ng refs/heads/main failed to update ref")
                        .outcome())
                .isEqualTo(Outcome.REMOTE_FAILED);
    }
}
