package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.access.Access;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults F1, promise B7: one user takes as much as the limits allow, and another user still pushes and fetches. */
@EveryContainer
@Timeout(60)
class FairShareTest {
    private static final byte[] FLUSH = "0000".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void servesOtherClientsDuringSlowPushes() throws Exception {
        ServerLimits limits = ServerLimits.builder()
                .maxPushes(2)
                .maxPushesPerUser(2)
                .maxPushesPerSpace(2)
                .pushWait(Duration.ofMillis(200))
                .build();
        try (TestServer server = start(limits);
                Trickle trickle = new Trickle(server)) {
            for (int i = 0; i < 8; i++) {
                trickle.begin("git-receive-pack", "00b0");
                trickle.begin("git-upload-pack", "0098want ");
            }
            trickle.awaitReading();

            otherUserPushesAndFetches(server, "other");
            otherUserPushesAndFetches(server, "docs");

            assertThat(trickle.reading())
                    .as("slow requests that the server reads")
                    .isEqualTo(16);
        }
    }

    @Test
    void limitsTheShareOfASlowUser() throws Exception {
        ServerLimits limits = ServerLimits.builder()
                .maxPushes(2)
                .maxPushesPerUser(1)
                .maxFetches(2)
                .pushWait(Duration.ofMillis(200))
                .build();
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        try (TestServer server = start(limits)) {
            server.spaces().whenOpened(() -> {
                server.spaces().whenOpened(() -> {});
                inside.countDown();
                awaitUninterruptibly(goOn);
            });
            RawHttp push = push(server, "writer", "docs");
            Thread heavy = new Thread(push::send);
            heavy.start();
            inside.await();
            assertThat(push.send().status()).as("another push of the same user").isEqualTo(503);

            otherUserPushesAndFetches(server, "other");
            goOn.countDown();
            heavy.join();
            assertThat(push.send().status()).isEqualTo(200);
        }
    }

    @Test
    void leavesAProcessorToOthersWhileFetchesOfOneUserCompute() throws Exception {
        int fetches = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(fetches);
        AtomicInteger heavy = new AtomicInteger(fetches);
        try (TestServer server = start(ServerLimits.defaults())) {
            server.spaces().whenOpened(() -> {
                if (heavy.getAndDecrement() > 0) {
                    inside.countDown();
                    awaitUninterruptibly(goOn);
                }
            });
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < fetches + 2; i++) {
                threads.add(new Thread(() -> fetch(server).send()));
            }
            threads.forEach(Thread::start);
            inside.await();

            otherUserPushesAndFetches(server, "other");
            goOn.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Faults E: another fetch took the processor while the client of the first one was reading. */
    @Test
    void asksAFetchWithoutAProcessorToRetryLater() throws Exception {
        int share = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ServerLimits limits =
                ServerLimits.builder().fetchWait(Duration.ofSeconds(1)).build();
        CountDownLatch inside = new CountDownLatch(share);
        CountDownLatch write = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        try (TestServer server = start(limits);
                LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            server.spaces().whenOpened(() -> {
                int number = opened.getAndIncrement();
                inside.countDown();
                awaitUninterruptibly(number == 0 ? write : goOn);
            });
            FutureTask<RawHttp.Response> answer =
                    new FutureTask<>(() -> fetch(server).send());
            List<Thread> threads = new ArrayList<>(List.of(new Thread(answer)));
            for (int i = 0; i < share - 1; i++) {
                threads.add(new Thread(() -> fetch(server).send()));
            }
            threads.forEach(Thread::start);
            inside.await();
            Thread next = new Thread(() -> fetch(server).send());
            threads.add(next);
            next.start();
            await().until(FairShareTest::isQueuedForAProcessor);
            write.countDown();
            RawHttp.Response told = answer.get();
            goOn.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(told.status()).as(told.body()).isEqualTo(503);
            assertThat(told.body()).isEqualTo(ErrorResponse.SERVER_BUSY.message() + "\n");
            assertThat(log.lines()).singleElement().asString().startsWith("No capacity for a request: POST");
            assertThat(log.causes()).isEmpty();
        }
    }

    private static boolean isQueuedForAProcessor() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(frames -> Arrays.stream(frames)
                                .anyMatch(frame -> frame.getClassName().endsWith(".PausablePermit"))
                        && Arrays.stream(frames)
                                .anyMatch(frame -> frame.getClassName().endsWith(".ConcurrencyLimiter$Waiter")));
    }

    @Test
    void asksClientToRetryLaterIfTheSpoolIsFull() throws Exception {
        ServerLimits limits = ServerLimits.builder()
                .maxSpoolBytes(1 << 20)
                .maxPushRequestBytes(4 << 20)
                .build();
        try (TestServer server = start(limits)) {
            RawHttp.Response answer = server.request("POST", "/docs.git/git-receive-pack")
                    .as("writer", TestServer.PASSWORD)
                    .body("application/x-git-receive-pack-request", new byte[2 << 20])
                    .send();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).hasValue("5");
            otherUserPushesAndFetches(server, "docs");
        }
    }

    @Test
    void servesOtherUsersWhileARefusedUserKeepsSending() throws Exception {
        ServerLimits limits =
                ServerLimits.builder().maxRequests(6).maxRequestsPerUser(2).build();
        try (TestServer server = start(limits);
                Trickle trickle = new Trickle(server)) {
            trickle.begin("git-receive-pack", "00b0");
            trickle.begin("git-receive-pack", "00b0");
            trickle.awaitReading();
            for (int i = 0; i < 8; i++) {
                trickle.begin("git-receive-pack", "00b0");
            }
            trickle.awaitAnswers(6);

            otherUserPushesAndFetches(server, "other");
        }
    }

    @Test
    void answers400ToATruncatedBody() throws Exception {
        try (TestServer server = start(ServerLimits.defaults())) {
            RawHttp push = server.request("POST", "/docs.git/git-receive-pack")
                    .as("writer", TestServer.PASSWORD)
                    .header("Content-Type", "application/x-git-receive-pack-request");
            assertThat(push.header("Content-Length", "9").sendAndNoMore().status())
                    .isEqualTo(400);
            assertThat(push.header("Transfer-Encoding", "chunked\r\n\r\nnonsense")
                            .sendAndNoMore()
                            .status())
                    .isEqualTo(400);
        }
    }

    private TestServer start(ServerLimits limits) {
        TestServer server = TestServer.startWith(folder, builder -> builder.limits(limits));
        server.spaces().add("other");
        server.allow("innocent", Access.WRITE);
        return server;
    }

    private void otherUserPushesAndFetches(TestServer server, String space) {
        GitClient git = GitClient.at(home).clone(server.url("innocent", space), space);
        git.commit("Home.md", "Hello\n");
        git.ok("push", "-q", "origin", "HEAD:main");
        git.ok("fetch", "-q");
    }

    private static RawHttp push(TestServer server, String user, String space) {
        return server.request("POST", "/" + space + ".git/git-receive-pack")
                .as(user, TestServer.PASSWORD)
                .body("application/x-git-receive-pack-request", FLUSH);
    }

    private static RawHttp fetch(TestServer server) {
        return server.request("POST", "/docs.git/git-upload-pack")
                .as("writer", TestServer.PASSWORD)
                .header("Git-Protocol", "version=2")
                .body(
                        "application/x-git-upload-pack-request",
                        "0014command=ls-refs\n0000".getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Connections of {@code writer} that sent the beginning of a request and never send the rest. */
    private static final class Trickle implements Closeable {
        private final TestServer server;
        private final List<Socket> sockets = new ArrayList<>();

        Trickle(TestServer server) {
            this.server = server;
        }

        void begin(String service, String firstBytes) throws IOException {
            Socket socket = server.request("POST", "/docs.git/" + service)
                    .as("writer", TestServer.PASSWORD)
                    .header("Content-Type", "application/x-" + service + "-request")
                    .header("Content-Length", "100000")
                    .open();
            sockets.add(socket);
            socket.getOutputStream().write(firstBytes.getBytes(StandardCharsets.US_ASCII));
        }

        /** Waits until the server reads from all of them. */
        void awaitReading() {
            await().atMost(Duration.ofSeconds(20)).until(() -> reading() == sockets.size());
        }

        void awaitAnswers(int answers) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sockets.stream().filter(Trickle::isAnswered).count() >= answers);
        }

        private static boolean isAnswered(Socket socket) {
            try {
                return socket.getInputStream().available() > 0;
            } catch (IOException e) {
                return true;
            }
        }

        long reading() {
            return Thread.getAllStackTraces().values().stream()
                    .filter(frames -> Arrays.stream(frames)
                            .anyMatch(frame -> frame.getClassName().endsWith(".LimitedRequestBody")))
                    .count();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
