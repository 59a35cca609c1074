package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 13: the server stops working for a client that closed its connection. The clock of the engine advances six
 * seconds at each reading.
 */
@EveryContainer
@Timeout(60)
class AbandonedPushTest {
    private static final int PAGES = 400;

    @TempDir
    Path folder;

    private final AtomicLong time = new AtomicLong();
    private final PushResults results = new PushResults();
    private volatile Runnable atNextLook = () -> {};
    private final WikiServer server = WikiServer.startOver(builder -> Clocks.of(
            builder.settings(GitSyncSettings.builder()
                            .cycle(cycle -> cycle.deadline(Duration.ofHours(20)))
                            .build())
                    .listener(results),
            () -> {
                atNextLook.run();
                return time.addAndGet(Duration.ofSeconds(6).toNanos());
            }));

    @BeforeEach
    void writeAPage() {
        server.writeHome();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void stopsWhenTheClientIsGone() throws Exception {
        CountDownLatch isAtWork = new CountDownLatch(1);
        CountDownLatch isGone = new CountDownLatch(1);
        RawPush push = RawPush.of(server, PAGES);
        try (Socket client = push.open()) {
            atNextLook = () -> {
                isAtWork.countDown();
                PushResults.await(isGone);
            };
            push.send(client);
            PushResults.await(isAtWork);
            client.setSoLinger(true, 0);
        }
        isGone.countDown();

        assertThat(results.next()).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(PushResult.Reason.TOO_MUCH_WORK);
            assertThat(refused.summary()).isEqualTo("the connection was closed before the push was accepted");
        });
        assertThat(server.pages().pages(server.docs(), null, 10)).hasSize(1);
    }

    @Test
    void sendsProgressWhileTheServerWorks() {
        GitClient git = server.clone(folder, "clone");
        git.commit("Page.md", "text\n");

        assertThat(git.run("push").stderr()).contains("remote: Still at work after 6 seconds");
        assertThat(results.next()).isInstanceOf(PushResult.Accepted.class);
    }
}
