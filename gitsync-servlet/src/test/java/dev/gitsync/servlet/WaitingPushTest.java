package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.limits.ServerLimits;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promise B9: git prints what a push waits for. */
@Timeout(60)
class WaitingPushTest {
    @TempDir
    Path folder;

    private final InProcessSpaceLock lock = new InProcessSpaceLock();
    private final WikiServer server = WikiServer.startOver(
            engine -> engine.lock(lock)
                    .settings(GitSyncSettings.builder()
                            .cycle(cycle -> cycle.lockWait(Duration.ofSeconds(40)))
                            .build()),
            servlet -> servlet.limits(ServerLimits.builder()
                    .maxPushesPerUser(1)
                    .pushWait(Duration.ofSeconds(4))
                    .build()));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void reportsAPushThatWaitsForTheLease() throws Exception {
        Lease other = lease();
        Push push = new Push("a");
        push.awaitPacket("Waiting for another");
        other.close();

        assertThat(push.end().exitCode()).as(push.end().stderr()).isZero();
        assertThat(push.end().stderr())
                .contains("remote: Waiting for another push or sync of this space to end: 1 of at most 40 seconds");
    }

    @Test
    void reportsAPushThatWaitsAndThenAcceptsIt() throws Exception {
        Lease other = lease();
        Push first = new Push("a");
        first.awaitPacket("Waiting for another");
        Push second = new Push("b");
        second.awaitPacket("Waiting for a turn");
        other.close();

        assertThat(first.end().exitCode()).isZero();
        assertThat(second.end().exitCode()).as(second.end().stderr()).isZero();
        assertThat(second.end().stderr()).contains("remote: Waiting for a turn after other pushes: 1 seconds so far");
    }

    @Test
    void reportsWaitTimeout() throws Exception {
        Lease other = lease();
        Push first = new Push("a");
        first.awaitPacket("Waiting for another");
        Push second = new Push("b");

        assertThat(second.end().exitCode()).isNotZero();
        assertThat(second.end().stderr())
                .contains("remote: Waiting for a turn", "This server is busy. Try again in a few seconds.");
        other.close();
        assertThat(first.end().exitCode()).isZero();
    }

    private Lease lease() throws InterruptedException {
        return ((SpaceLock.Attempt.Acquired) lock.acquire(server.docs(), Duration.ZERO)).lease();
    }

    /** A push that is in progress. */
    private final class Push {
        private final Path packets;
        private final CompletableFuture<Outcome> outcome;

        Push(String name) {
            GitClient git = GitClient.at(folder).clone(server.url("writer", WikiServer.PASSWORD), name);
            git.commit(name + ".md", "text\n");
            packets = folder.resolve(name + "-packets");
            outcome = CompletableFuture.supplyAsync(
                    () -> git.with("GIT_TRACE_PACKET", packets.toString()).run("push", "origin", "HEAD:main"));
        }

        /** Waits until git has received this text. */
        void awaitPacket(String text) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Files.exists(packets) && Files.readString(packets).contains(text));
        }

        Outcome end() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }
    }
}
