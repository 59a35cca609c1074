package dev.gitsync.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignInLimiterTest {
    private static final String ADA = "ada";
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final ServerLimits LIMITS =
            ServerLimits.builder().maxFailedSignIns(3).signInWindow(WINDOW).build();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInCounts counts = new InProcessSignInCounts(now::get);
    private final SignInLimiter limiter = new SignInLimiter(LIMITS, counts);
    private final SignInLimiter oneAtATime =
            new SignInLimiter(ServerLimits.builder().maxRequests(5).build(), counts, now::get);

    @Test
    void forgetsFailuresWhenTheWindowIsOver() {
        fail("1.1.1.1", ADA, 3);
        assertThat(blocked("1.1.1.1", ADA)).hasValue(WINDOW);
        now.addAndGet(WINDOW.toNanos() - 1);
        assertThat(blocked("1.1.1.1", ADA)).hasValue(Duration.ofNanos(1));
        now.addAndGet(1);
        assertThat(blocked("1.1.1.1", ADA)).isEmpty();
    }

    @Test
    void ignoresTheCaseOfNames() {
        fail("1.1.1.1", ADA, 2);
        fail("1.1.1.1", "ADA", 1);
        assertThat(blocked("1.1.1.1", ADA)).isPresent();
    }

    @Test
    void blocksAnAddressThatTriesManyAccounts() {
        for (int i = 0; i < 15; i++) {
            assertThat(blocked("1.1.1.1", "new")).isEmpty();
            fail("1.1.1.1", "user" + i, 1);
        }
        assertThat(blocked("1.1.1.1", "new")).isPresent();
        assertThat(blocked("1.1.1.1", null)).isPresent();
        assertThat(blocked("1.1.1.2", "new")).isEmpty();
    }

    /** Sibling of faults F3: users at one address share it with a client that guesses passwords. */
    @Test
    void admitsAKnownAccountFromABlockedAddress() {
        succeed("1.1.1.1", ADA, ADA);
        for (int i = 0; i < 15; i++) {
            fail("1.1.1.1", "user" + i, 1);
        }
        assertThat(blocked("1.1.1.1", "new")).isPresent();
        for (int i = 0; i < 9; i++) {
            succeed("1.1.1.1", ADA, ADA);
        }
        fail("1.1.1.1", ADA, 1);
        assertThat(blocked("1.1.1.1", ADA))
                .as("known account after a failure of its own")
                .isPresent();
    }

    /** Sibling of faults F3: a program keeps using a revoked token. */
    @Test
    void blocksNoOtherUserAtTheAddressOfAnInvalidToken() {
        String revoked = "gst_" + "r".repeat(43);
        String good = "gst_" + "g".repeat(43);
        for (int i = 0; i < 100; i++) {
            try (SignInAttempt attempt = limiter.beginWithToken("1.1.1.1", revoked)) {
                fail(attempt);
            }
        }
        assertThat(blocked(limiter.beginWithToken("1.1.1.1", revoked))).isPresent();
        assertThat(blocked("1.1.1.1", ADA)).isEmpty();
        try (SignInAttempt attempt = limiter.beginWithToken("1.1.1.1", good)) {
            ((SignInAttempt.Reserved) attempt).succeeded();
        }
        for (int i = 0; i < 12; i++) {
            fail("1.1.1.1", "user" + i, 1);
        }
        assertThat(blocked("1.1.1.1", ADA)).isPresent();
        try (SignInAttempt attempt = limiter.beginWithToken("1.1.1.1", good)) {
            assertThat(blocked(attempt))
                    .as("token that was valid at this address before")
                    .isEmpty();
        }
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        fail("2001:db8:1:2:3:4:5:6", ADA, 3);
        assertThat(blocked("2001:db8:1:2:ffff:0:0:1", ADA)).isPresent();
        assertThat(blocked("2001:db8:1:3:3:4:5:6", ADA)).isEmpty();
    }

    @Test
    void admitsTheOwnerOfAnAttackedAccountFromAKnownAddress() {
        succeed("9.9.9.9", ADA, ADA);
        for (int i = 0; i < 60; i++) {
            fail("1.1.2." + i, ADA, 1);
        }
        assertThat(blocked("1.1.3.1", ADA)).isPresent();
        assertThat(blocked("9.9.9.9", ADA)).isEmpty();
        fail("9.9.9.9", ADA, 3);
        assertThat(blocked("9.9.9.9", ADA)).isPresent();
    }

    /** Faults F2. */
    @Test
    void clearsNoFailuresForValidCredentialsOfAnotherKind() {
        fail("1.1.1.1", ADA, 2);
        succeed("1.1.1.1", ADA, null);
        fail("1.1.1.1", ADA, 1);
        assertThat(blocked("1.1.1.1", ADA)).isPresent();
    }

    /** Sibling of faults F2: a wiki in which "ada" and "ADA" are two accounts. */
    @Test
    void clearsNoFailuresOfANameThatDiffersInCase() {
        for (int i = 0; i < 3; i++) {
            fail("1.1.1.1", ADA, 1);
            succeed("1.1.1.1", "ADA", "ADA");
        }
        assertThat(blocked("1.1.1.1", ADA)).isPresent();
        assertThat(blocked("1.1.1.1", "ADA"))
                .as("block of the account with the other name")
                .isEmpty();
    }

    /** Sibling of faults F2: the limits over all accounts and all addresses apply as well. */
    @Test
    void appliesLimitsOfANameThatDiffersInCase() {
        succeed("9.9.9.9", "ADA", "ADA");
        for (int i = 0; i < 60; i++) {
            fail("1.1.2." + i, ADA, 1);
        }
        assertThat(blocked("9.9.9.9", ADA)).isPresent();
    }

    /** Sibling of faults F2: longer names are counted by their hash. */
    @Test
    void clearsNoOtherFailuresForAnAccountNamedLikeAHash() throws NoSuchAlgorithmException {
        String victim = "a".repeat(65);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(victim.getBytes(StandardCharsets.UTF_8)));
        fail("1.1.1.1", victim, 2);
        succeed("1.1.1.1", hash, hash);
        fail("1.1.1.1", victim, 1);
        assertThat(blocked("1.1.1.1", victim)).isPresent();
    }

    /** Many directories treat these as one name. */
    @Test
    void countsSpellingsOfANameAsOneAccount() {
        fail("1.1.1.1", "jos\u00e9", 1);
        fail("1.1.1.1", "jose\u0301 ", 1);
        fail("1.1.1.1", "\uff2a\uff4f\uff53\uff45", 1);
        assertThat(blocked("1.1.1.1", "jose")).isPresent();
    }

    @Test
    void recognizesAnIpv6AddressInEveryNotation() {
        fail("2001:db8:0:0:0:0:0:1", ADA, 1);
        fail("2001:db8::2", ADA, 1);
        fail("[2001:DB8::3%eth0]", ADA, 1);
        assertThat(blocked("2001:db8::4", ADA)).isPresent();
        assertThat(blocked("::ffff:1.1.1.1", ADA)).isEmpty();
        fail("::ffff:1.1.1.1", ADA, 3);
        assertThat(blocked("1.1.1.1", ADA)).isPresent();
    }

    @Test
    void appliesTheAccountLimitDespiteValidCredentialsOfAnotherKind() {
        succeed("9.9.9.9", ADA, null);
        for (int i = 0; i < 60; i++) {
            fail("1.1.2." + i, ADA, 1);
        }
        assertThat(blocked("9.9.9.9", ADA)).isPresent();
    }

    @Test
    void countsNoSuccesses() {
        for (int i = 0; i < 100; i++) {
            succeed("1.1.1.1", ADA, ADA);
            succeed("1.1.1.1", ADA, null);
        }
        assertThat(blocked("1.1.1.1", ADA)).isEmpty();
    }

    /** Faults F3: an attempt counts before its credentials are checked. */
    @Test
    void checksABurstOfAttemptsUpToTheLimit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(60);
        List<Callable<Boolean>> burst = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            burst.add(() -> {
                try (SignInAttempt attempt = limiter.begin("1.1.1.1", ADA)) {
                    return fail(attempt);
                }
            });
        }
        int checked = 0;
        for (Future<Boolean> attempt : threads.invokeAll(burst)) {
            checked += attempt.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(checked).isEqualTo(3);
    }

    /** Promise B7: checking a password is slow on purpose. */
    @Test
    void checksCredentialsOfOneAddressOnUpToHalfOfTheProcessors() throws Exception {
        SignInLimiter roomy = new SignInLimiter(ServerLimits.defaults());
        List<SignInAttempt> underWay = new ArrayList<>();
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        for (int i = 0; i < half; i++) {
            underWay.add(roomy.begin("1.1.1.1", "user" + i));
        }
        Thread waiting = new Thread(() -> roomy.begin("1.1.1.1", "another").close());
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        try (SignInAttempt elsewhere = roomy.begin("1.1.1.2", "another")) {
            assertThat(blocked(elsewhere)).isEmpty();
        }
        underWay.forEach(SignInAttempt::close);
        waiting.join();
    }

    /** Faults C2: while the database does not answer, queued sign-ins do not wait for one failing check after the other. */
    @Test
    void failsASignInBehindAFailedAttemptAtOnce() throws Exception {
        SignInAttempt silent = oneAtATime.begin("1.1.1.1", ADA);
        FutureTask<Optional<Duration>> second = waiting("bob");
        FutureTask<Optional<Duration>> third = waiting("eve");
        now.addAndGet(CheckQueue.STALL_TIMEOUT.toNanos());
        silent.close();
        assertThat(second.get()).hasValue(Duration.ZERO);
        assertThat(third.get()).hasValue(Duration.ZERO);
        assertThat(blocked(oneAtATime.begin("1.1.1.1", ADA)))
                .as("a later sign-in, which queries the database again")
                .isEmpty();
    }

    /** Faults C2: the first check in the queue stalls for up to 23 seconds. */
    @Test
    void timesOutASignInBehindAStalledAttempt() throws Exception {
        SignInAttempt silent = oneAtATime.begin("1.1.1.1", ADA);
        FutureTask<Optional<Duration>> second = waiting("bob");
        now.addAndGet(CheckQueue.STALL_TIMEOUT.toNanos());
        assertThat(second.get()).hasValue(Duration.ZERO);
        silent.close();
    }

    /** A long queue that makes progress is not stalled: many users sign in for the first time after a restart. */
    @Test
    void checksASignInBehindFinishedAttempts() throws Exception {
        SignInAttempt slow = oneAtATime.begin("1.1.1.1", ADA);
        FutureTask<Optional<Duration>> second = waiting("bob");
        now.addAndGet(CheckQueue.STALL_TIMEOUT.toNanos() - 1);
        ((SignInAttempt.Reserved) slow).failed();
        now.addAndGet(1);
        slow.close();
        assertThat(second.get()).isEmpty();
    }

    /** Faults C2: 5 seconds for a connection, and 15 and 3 more for a statement, as in {@code PostgresPool}. */
    @Test
    void waitsLessThan30SecondsInAllTimeoutsOfASignIn() {
        assertThat(CheckQueue.STALL_TIMEOUT.plusSeconds(5 + 15 + 3)).isLessThan(Duration.ofSeconds(30));
        assertThat(CheckQueue.MAX_WAIT.plusSeconds(5)).isLessThan(Duration.ofSeconds(30));
    }

    private FutureTask<Optional<Duration>> waiting(String account) {
        FutureTask<Optional<Duration>> turn = new FutureTask<>(() -> {
            try (SignInAttempt attempt = oneAtATime.begin("1.1.1.1", account)) {
                return blocked(attempt);
            }
        });
        Thread thread = new Thread(turn);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return turn;
    }

    @Test
    void countsAttemptsInProgressForOtherReplicas() {
        SignInLimiter replica = new SignInLimiter(LIMITS, counts);
        fail("1.1.1.1", ADA, 2);
        try (SignInAttempt underWay = limiter.begin("1.1.1.1", ADA)) {
            assertThat(blocked(underWay)).isEmpty();
            try (SignInAttempt elsewhere = replica.begin("1.1.1.1", ADA)) {
                assertThat(blocked(elsewhere)).isPresent();
            }
        }
    }

    @Test
    void countsNoAttemptThatCouldNotBeChecked() {
        for (int i = 0; i < 9; i++) {
            limiter.begin("1.1.1.1", ADA).close();
        }
        assertThat(blocked("1.1.1.1", ADA)).isEmpty();
    }

    @Test
    void countsLongNamesByTheirHash() {
        String name = "x".repeat(3000);
        List<String> keys = new ArrayList<>();
        SignInLimiter recording = new SignInLimiter(LIMITS, new Recording(counts, keys));
        recording.begin("1.1.1.1", name).close();
        assertThat(keys).hasSize(4).allSatisfy(key -> assertThat(key).hasSizeLessThan(161));
    }

    private Optional<Duration> blocked(String address, @Nullable String account) {
        try (SignInAttempt attempt = limiter.begin(address, account)) {
            return blocked(attempt);
        }
    }

    private static Optional<Duration> blocked(SignInAttempt attempt) {
        if (attempt instanceof SignInAttempt.Blocked blocked) {
            return Optional.of(blocked.delay());
        }
        return attempt instanceof SignInAttempt.Crowded ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    /** Reports wrong credentials, if the limiter lets them be checked. */
    private static boolean fail(SignInAttempt attempt) {
        if (attempt instanceof SignInAttempt.Reserved reserved) {
            reserved.failed();
            return true;
        }
        return false;
    }

    private void fail(String address, String account, int times) {
        for (int i = 0; i < times; i++) {
            try (SignInAttempt attempt = limiter.begin(address, account)) {
                ((SignInAttempt.Reserved) attempt).failed();
            }
        }
    }

    private void succeed(String address, String claimed, @Nullable String account) {
        try (SignInAttempt attempt = limiter.begin(address, claimed)) {
            if (account == null) {
                ((SignInAttempt.Reserved) attempt).succeeded();
            } else {
                ((SignInAttempt.Reserved) attempt).succeeded(account);
            }
        }
    }

    private record Recording(SignInCounts counts, List<String> keys) implements SignInCounts {
        @Override
        public Optional<Duration> reserve(List<Limit> limits, Duration window) {
            limits.forEach(limit -> keys.add(limit.key()));
            return counts.reserve(limits, window);
        }

        @Override
        public void release(List<String> given) {
            counts.release(given);
        }

        @Override
        public void clear(String key) {
            counts.clear(key);
        }

        @Override
        public void remember(String key) {
            counts.remember(key);
        }

        @Override
        public boolean isKnown(String key) {
            return counts.isKnown(key);
        }
    }
}
