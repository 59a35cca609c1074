package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.access.Access;
import dev.gitsync.report.PushResult;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server rejects a push whose client has disconnected before the push is applied: the user may have pushed the
 * change again in the meantime, perhaps as another commit (must show 6, a process that was stopped).
 */
@EveryContainer
@Timeout(60)
class UnattendedPushTest {
    private final PushResults results = new PushResults();
    private final AtomicReference<Runnable> whenAsked = new AtomicReference<>(UnattendedPushTest::nothing);
    private final AtomicReference<Runnable> whenPlanned = new AtomicReference<>(UnattendedPushTest::nothing);
    private final WikiServer server = WikiServer.startOver(
            engine -> engine.validator((space, pusher, plan) -> {
                        runOnce(whenPlanned);
                        return Optional.empty();
                    })
                    .listener(results),
            servlet -> servlet.access((user, space) -> {
                runOnce(whenAsked);
                return Access.WRITE;
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
    void rejectsAPushWhoseClientLeftBeforeTheCheck() throws Exception {
        assertPushOfALeavingClientIsNotAccepted(whenAsked::set);
    }

    @Test
    void rejectsAPushWhoseClientLeftDuringPlanning() throws Exception {
        assertPushOfALeavingClientIsNotAccepted(whenPlanned::set);
    }

    @Test
    void acceptsPushWhoseClientWaits() throws Exception {
        RawPush push = RawPush.of(server, 1);
        try (Socket client = push.open()) {
            push.send(client);

            assertThat(results.next()).isInstanceOf(PushResult.Accepted.class);
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("unpack ok", "ok refs/heads/main");
        }
    }

    private void assertPushOfALeavingClientIsNotAccepted(Consumer<Runnable> moment) throws Exception {
        CountDownLatch isThere = new CountDownLatch(1);
        CountDownLatch hasLeft = new CountDownLatch(1);
        RawPush push = RawPush.of(server, 1);
        moment.accept(() -> {
            isThere.countDown();
            PushResults.await(hasLeft);
        });
        try (Socket client = push.open()) {
            push.send(client);
            PushResults.await(isThere);
        }
        hasLeft.countDown();

        assertThat(results.next())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.summary())
                                .isEqualTo("the connection was closed before the push was accepted"));
        assertThat(server.pages().pages(server.docs(), null, 10)).hasSize(1);
    }

    private static void runOnce(AtomicReference<Runnable> action) {
        Objects.requireNonNull(action.getAndSet(UnattendedPushTest::nothing)).run();
    }

    private static void nothing() {}
}
