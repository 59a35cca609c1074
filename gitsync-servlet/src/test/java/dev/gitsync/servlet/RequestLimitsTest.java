package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.error.StoreException;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authentication;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.internal.credentials.BasicCredentials;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the limits that apply before the servlet looks up the requested space. */
@EveryContainer
@Timeout(60)
class RequestLimitsTest {
    private static final String FETCH_REFS = "/docs.git/info/refs?service=git-upload-pack";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 203.0.113.9", "X-Forwarded-Proto, https", "Forwarded, for=203.0.113.9;proto=https"})
    void ignoresHeadersOfUnknownProxies(String header, String value) {
        try (TestServer server = TestServer.start(folder)) {
            Response response = get(server, FETCH_REFS).header(header, value).send();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body()).contains("https");
            assertThat(response.header("WWW-Authenticate")).isEmpty();
            assertThat(server.spaces().calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"https, 200", "HTTPS, 200", "http, 403", "'', 403", "'https, http', 403"})
    void trustsAProxyAboutTls(String protocol, int status) {
        try (TestServer server = with(b -> b.trustedProxies(TrustedProxies.at("127.0.0.0/8")))) {
            RawHttp request = get(server, FETCH_REFS).header("X-Forwarded-For", "203.0.113.9");
            assertThat(request.header("X-Forwarded-Proto", protocol).send().status())
                    .isEqualTo(status);
        }
    }

    @Test
    void assumesPlainHttpIfATrustedProxySendsNoProtocol() {
        try (TestServer server = with(b -> b.trustedProxies(TrustedProxies.at("127.0.0.1")))) {
            assertThat(get(server, FETCH_REFS).send().status()).isEqualTo(403);
        }
    }

    @Test
    void acceptsPlainHttpIfItIsAllowed() {
        try (TestServer server = with(b -> b.allowPlainHttp(true))) {
            assertThat(get(server, FETCH_REFS)
                            .header("X-Forwarded-For", "203.0.113.9")
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesPlainHttpAlikeForEveryPath() {
        try (TestServer server = TestServer.start(folder)) {
            Response known = get(server, FETCH_REFS).header("Forwarded", "x").send();
            Response unknown = server.request("GET", "/nothing.git/info/refs?service=git-upload-pack")
                    .header("Forwarded", "x")
                    .send();
            assertThat(unknown.withoutDate()).isEqualTo(known.withoutDate());
        }
    }

    @Test
    void blocksEvenTheRightPasswordAfterTooManyFailures() {
        List<AuditEvent> events = new CopyOnWriteArrayList<>();
        try (TestServer server = with(b -> b.audit(events::add)
                .limits(ServerLimits.builder().maxFailedSignIns(3).build()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(wrong(server, "reader").status()).isEqualTo(401);
            }
            Response blocked = get(server, FETCH_REFS).send();
            assertThat(blocked.status()).isEqualTo(429);
            assertThat(Integer.parseInt(blocked.header("Retry-After").orElseThrow()))
                    .isBetween(290, 301);
            assertThat(blocked.body()).contains("too many failed attempts");
            assertThat(server.request("GET", FETCH_REFS)
                            .as("writer", TestServer.PASSWORD)
                            .send()
                            .status())
                    .as("sign-in of another account")
                    .isEqualTo(200);
        }
        assertThat(events).filteredOn(AuditEvent.SignInFailed.class::isInstance).hasSize(3);
        assertThat(events)
                .filteredOn(AuditEvent.SignInBlocked.class::isInstance)
                .hasSize(1);
    }

    @Test
    void countsUnknownNamesLikeExistingOnes() {
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxFailedSignIns(2).build()))) {
            for (String name : List.of("unknown", "reader")) {
                assertThat(wrong(server, name).status()).isEqualTo(401);
                assertThat(wrong(server, name).status()).isEqualTo(401);
            }
            assertThat(wrong(server, "unknown").withoutDate())
                    .isEqualTo(wrong(server, "reader").withoutDate());
        }
    }

    @Test
    void clearsFailuresAfterAValidPassword() {
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxFailedSignIns(2).build()))) {
            for (int i = 0; i < 4; i++) {
                assertThat(wrong(server, "reader").status()).isEqualTo(401);
                assertThat(get(server, FETCH_REFS).send().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void countsTheClientBehindATrustedProxyAndNotTheProxy() {
        try (TestServer server = with(b -> b.trustedProxies(TrustedProxies.at("127.0.0.1"))
                .limits(ServerLimits.builder().maxFailedSignIns(1).build()))) {
            assertThat(from(server, "6.6.6.6, 203.0.113.9").status()).isEqualTo(401);
            assertThat(from(server, "7.7.7.7, 203.0.113.9").status())
                    .as("the same client with another start of the chain")
                    .isEqualTo(429);
            assertThat(from(server, "203.0.113.9, 203.0.113.10").status()).isEqualTo(401);
        }
    }

    /** Faults F6: the search for the client never reaches hops that the client invented, however many it sends. */
    @Test
    void findsClientBehindManyHops() {
        try (TestServer server = with(b -> b.trustedProxies(TrustedProxies.at("127.0.0.1", "10.0.0.0/8"))
                .limits(ServerLimits.builder().maxFailedSignIns(1).build()))) {
            String invented = "6.6.6.6, ".repeat(40);
            assertThat(from(server, invented + "203.0.113.9, 10.0.0.7").status())
                    .isEqualTo(401);
            assertThat(from(server, invented + "203.0.113.10").status())
                    .as("another client behind the same proxy")
                    .isEqualTo(401);
            assertThat(from(server, "203.0.113.9").status())
                    .as("the same client without invented hops")
                    .isEqualTo(429);
        }
    }

    @Test
    void usesTheFarthestTrustedProxyIfTheChainIsInvalid() {
        try (TestServer server = with(b -> b.trustedProxies(TrustedProxies.at("127.0.0.1", "10.0.0.0/8"))
                .limits(ServerLimits.builder().maxFailedSignIns(1).build()))) {
            assertThat(from(server, "unknown, 10.0.0.7").status()).isEqualTo(401);
            assertThat(from(server, "unknown, 10.0.0.8").status()).isEqualTo(401);
            assertThat(from(server, "10.0.0.9, ".repeat(40) + "10.0.0.7").status())
                    .isEqualTo(401);
            assertThat(from(server, "10.0.0.7").status()).isEqualTo(429);
        }
    }

    /** Faults F3. */
    @Test
    void checksABurstOfSignInsUpToTheLimit() throws Exception {
        AtomicInteger checks = new AtomicInteger();
        Authenticator counting = request -> {
            checks.incrementAndGet();
            return new Authentication.Rejected();
        };
        try (TestServer server = with(b -> b.authenticator(counting))) {
            List<Callable<Integer>> burst =
                    Collections.nCopies(60, () -> wrong(server, "reader").status());
            ExecutorService threads = Executors.newFixedThreadPool(60);
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(burst)) {
                answers.add(answer.get());
            }
            threads.shutdown();
            assertThat(checks).hasValue(10);
            assertThat(answers)
                    .containsOnly(401, 429)
                    .filteredOn(status -> status == 401)
                    .hasSize(10);
        }
    }

    @Test
    void countsNoAttemptWithoutCredentials() {
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxFailedSignIns(1).build()))) {
            for (int i = 0; i < 8; i++) {
                assertThat(server.request("GET", FETCH_REFS).send().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void acceptsHeadersUpToTheLimit() {
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxHeaderChars(2000).build()))) {
            int others = get(server, FETCH_REFS).header("X-Long", "").headerChars();
            assertThat(get(server, FETCH_REFS)
                            .header("X-Long", "x".repeat(2000 - others))
                            .send()
                            .status())
                    .isEqualTo(200);
            assertThat(get(server, FETCH_REFS)
                            .header("X-Long", "x".repeat(2001 - others))
                            .send()
                            .status())
                    .isEqualTo(431);
        }
    }

    @Test
    void refusesABodyByItsContentLengthWithoutReadingIt() {
        try (TestServer server = with(
                b -> b.limits(ServerLimits.builder().maxPushRequestBytes(2000).build()))) {
            RawHttp push = server.request("POST", "/docs.git/git-receive-pack")
                    .as("writer", TestServer.PASSWORD)
                    .header("Content-Type", "application/x-git-receive-pack-request");
            assertThat(push.header("Content-Length", "2001").sendAndNoMore().status())
                    .isEqualTo(413);
            assertThat(push.body("application/x-git-receive-pack-request", new byte[2000])
                            .send()
                            .status())
                    .isNotEqualTo(413);
        }
    }

    @Test
    void refusesAFetchOfTooManyObjects() {
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxWantsPerFetch(2).build()))) {
            GitClient.at(folder).ok("clone", "-q", server.url("writer", "docs"), "docs");
            GitClient git = GitClient.at(folder).in("docs");
            git.commit("Home.md", "Hello\n");
            git.ok("push", "-q", "origin", "HEAD:main");
            String want = "0032want " + git.ok("rev-parse", "HEAD:Home.md") + "\n";
            assertThat(wants(server, want.repeat(2)).body()).doesNotContain("at once");
            String three = want + want.replaceFirst("want .", "want 0") + want.replaceFirst("want .", "want 1");
            assertThat(wants(server, three).body()).contains("asks for more than 2 objects at once");
        }
    }

    @Test
    void asksAUserWithTooManyConcurrentRequestsToWait() throws Exception {
        ServerLimits limits =
                ServerLimits.builder().maxRequests(3).maxRequestsPerUser(1).build();
        try (TestServer server = with(b -> b.limits(limits))) {
            whileOneIsServed(server, () -> {
                Response second = get(server, FETCH_REFS).send();
                assertThat(second.status()).isEqualTo(429);
                assertThat(second.header("Retry-After")).hasValue("5");
                assertThat(second.body()).contains("too many requests in progress");
            });
        }
    }

    /**
     * Faults C2: nine sign-ins at once while the database does not answer. Some were reported as failed attempts or as
     * too many requests.
     */
    @Test
    void reportsThatAccountsCanNotBeCheckedForAnUncheckedSignIn() throws Exception {
        SignInLimiter limiter =
                new SignInLimiter(ServerLimits.builder().maxRequests(1).build());
        Thread waiting = new Thread(() -> limiter.begin("127.0.0.1", "bob").close());
        try (TestServer server = with(b -> b.signInLimiter(limiter))) {
            SignInAttempt underWay = limiter.begin("127.0.0.1", "ada");
            waiting.start();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            accountsCanNotBeChecked(get(server, FETCH_REFS).send());
            underWay.close();
            waiting.join();
            assertThat(get(server, FETCH_REFS).send().status()).isEqualTo(200);
        }
    }

    /** Faults C2, E. */
    @Test
    void asksClientToRetryLaterIfAccountsAreUnavailable() {
        AtomicInteger checks = new AtomicInteger();
        Authenticator down = request -> {
            checks.incrementAndGet();
            throw new StoreException("inside");
        };
        List<AuditEvent> events = new CopyOnWriteArrayList<>();
        ServerLimits limits = ServerLimits.builder().maxFailedSignIns(1).build();
        try (TestServer server = with(b -> b.authenticator(down).limits(limits).audit(events::add));
                LoggedLines log = LoggedLines.of(RequestAuthenticator.class)) {
            for (int i = 1; i <= 2; i++) {
                accountsCanNotBeChecked(get(server, FETCH_REFS).send());
                assertThat(checks).hasValue(i);
                assertThat(log.lines()).hasSize(i);
            }
        }
        assertThat(events).noneMatch(AuditEvent.SignInFailed.class::isInstance);
    }

    private static void accountsCanNotBeChecked(Response answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("can't check your account").contains("Try again");
    }

    @Test
    void asksClientsToRetryLaterIfTheServerIsFull() throws Exception {
        ServerLimits limits = ServerLimits.builder().maxRequests(1).build();
        try (TestServer server = with(b -> b.limits(limits))) {
            whileOneIsServed(server, () -> {
                Response anybody =
                        server.request("GET", "/nothing.git/info/refs").send();
                assertThat(anybody.status()).isEqualTo(503);
                assertThat(anybody.header("Retry-After")).hasValue("5");
            });
        }
    }

    @Test
    void letsConcurrentPushesWaitUpToTheTimeout() throws Exception {
        ServerLimits limits = ServerLimits.builder()
                .maxPushes(1)
                .pushWait(Duration.ofMillis(200))
                .build();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestServer server = with(b -> b.limits(limits))) {
            RawHttp push = server.request("POST", "/docs.git/git-receive-pack")
                    .as("writer", TestServer.PASSWORD)
                    .body("application/x-git-receive-pack-request", "0000".getBytes(StandardCharsets.US_ASCII));
            server.spaces().whenOpened(() -> {
                inside.countDown();
                await(goOn);
            });
            Thread first = new Thread(push::send);
            first.start();
            inside.await();
            assertThat(push.send().status()).isEqualTo(503);
            goOn.countDown();
            first.join();
            assertThat(push.send().status()).isEqualTo(200);
        }
    }

    @Test
    void endsABodyThatDripsAfterTheTimeout() throws Exception {
        ServerLimits limits =
                ServerLimits.builder().maxReceiveTime(Duration.ofMillis(400)).build();
        try (TestServer server = with(b -> b.limits(limits))) {
            Response response = server.request("POST", "/docs.git/git-upload-pack")
                    .as("reader", TestServer.PASSWORD)
                    .header("Content-Type", "application/x-git-upload-pack-request")
                    .drip("0032want 0123456789012345678901234567890123456789\n".getBytes(StandardCharsets.UTF_8), 40);
            assertThat(response.status()).isEqualTo(408);
        }
    }

    @Test
    void endsASlowBodyBeforeTheDeadline() throws Exception {
        ServerLimits limits = ServerLimits.builder()
                .minReceiveRate(10_000)
                .maxSlowTime(Duration.ofMillis(200))
                .build();
        try (TestServer server = with(b -> b.limits(limits))) {
            RawHttp fetch = server.request("POST", "/docs.git/git-upload-pack")
                    .as("reader", TestServer.PASSWORD)
                    .header("Content-Type", "application/x-git-upload-pack-request");
            byte[] want = "0032want 0123456789012345678901234567890123456789\n".getBytes(StandardCharsets.UTF_8);
            assertThat(fetch.drip(want, 40).status()).isEqualTo(408);
            assertThat(wants(server, "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "1, 404"})
    void acceptsAUriUpToTheLimit(int tooMuch, int status) {
        int limit = "/git/docs.git/info/refs".length() - tooMuch;
        try (TestServer server =
                with(b -> b.limits(ServerLimits.builder().maxUriChars(limit).build()))) {
            assertThat(get(server, FETCH_REFS).send().status()).isEqualTo(status);
        }
    }

    @Test
    void acceptsCredentialsUpToTheLimit() {
        int longest = (4096 - "Basic ".length()) / 4 * 3;
        assertThat(credentialsOf(longest)).isPresent();
        assertThat(credentialsOf(longest + 3)).isEmpty();
    }

    private static Optional<BasicCredentials> credentialsOf(int octets) {
        byte[] credentials = ("reader:" + "x".repeat(octets - "reader:".length())).getBytes(StandardCharsets.US_ASCII);
        String header = "Basic " + Base64.getEncoder().encodeToString(credentials);
        return BasicCredentials.of(
                new FakeExchange("GET", FETCH_REFS, Map.of("Authorization", header), new byte[0]).request());
    }

    /** Runs {@code meanwhile} while the server serves another request. */
    private static void whileOneIsServed(TestServer server, Runnable meanwhile) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        server.spaces().whenOpened(() -> {
            inside.countDown();
            await(goOn);
        });
        Thread first = new Thread(() -> get(server, FETCH_REFS).send());
        first.start();
        inside.await();
        meanwhile.run();
        goOn.countDown();
        first.join();
        // The first client receives its answer a moment before its permit is released.
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(get(server, FETCH_REFS).send().status()).isEqualTo(200));
    }

    private TestServer with(UnaryOperator<GitSyncServlet.Builder> settings) {
        return TestServer.startWith(folder, settings);
    }

    private static RawHttp get(TestServer server, String below) {
        return server.request("GET", below).as("reader", TestServer.PASSWORD);
    }

    private static Response wrong(TestServer server, String name) {
        return server.request("GET", FETCH_REFS).as(name, "wrong").send();
    }

    private static Response from(TestServer server, String chain) {
        return server.request("GET", FETCH_REFS)
                .header("X-Forwarded-For", chain)
                .header("X-Forwarded-Proto", "https")
                .as("reader", "wrong")
                .send();
    }

    private static Response wants(TestServer server, String wants) {
        byte[] body = ("0011command=fetch0001" + wants + "0009done\n0000").getBytes(StandardCharsets.UTF_8);
        return server.request("POST", "/docs.git/git-upload-pack")
                .as("reader", TestServer.PASSWORD)
                .header("Git-Protocol", "version=2")
                .body("application/x-git-upload-pack-request", body)
                .send();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
