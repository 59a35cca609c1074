package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import jakarta.servlet.http.HttpServlet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Faults F3: with two servlets, an attacker gets as many attempts as with one. */
class SharedSignInCountsTest {
    private static final ServerLimits LIMITS =
            ServerLimits.builder().maxFailedSignIns(3).build();
    private static final String WRONG =
            "Basic " + Base64.getEncoder().encodeToString("ada:wrong".getBytes(StandardCharsets.UTF_8));

    @Test
    void sharesCountsBetweenTheServletsOfOneWiki() throws Exception {
        try (GitSync gitSync = gitSync()) {
            assertBlockedAfterThree(git(gitSync, null), operations(gitSync, null));
        }
    }

    @Test
    void sharesCountsBetweenServletsWithTheSameLimiter() throws Exception {
        SignInLimiter limiter = new SignInLimiter(LIMITS);
        try (GitSync one = gitSync();
                GitSync other = gitSync()) {
            assertBlockedAfterThree(git(one, limiter), operations(other, limiter));
        }
    }

    @Test
    void separatesTheCountsOfTwoWikis() throws Exception {
        try (GitSync one = gitSync();
                GitSync other = gitSync()) {
            HttpServlet first = git(one, null);
            for (int i = 0; i < 3; i++) {
                signIn(first);
            }
            assertThat(signIn(first)).isEqualTo(429);
            assertThat(signIn(operations(other, null))).isEqualTo(401);
        }
    }

    private static void assertBlockedAfterThree(HttpServlet git, HttpServlet operations) throws Exception {
        assertThat(signIn(git)).isEqualTo(401);
        assertThat(signIn(operations)).isEqualTo(401);
        assertThat(signIn(git)).isEqualTo(401);
        assertThat(signIn(operations)).isEqualTo(429);
        assertThat(signIn(git)).isEqualTo(429);
    }

    private static int signIn(HttpServlet servlet) throws Exception {
        FakeExchange exchange = new FakeExchange("GET", "/status", Map.of("Authorization", WRONG), new byte[0]);
        servlet.service(exchange.request(), exchange.response());
        return exchange.status();
    }

    private static GitSync gitSync() {
        return GitSync.builder()
                .spaces(new InMemorySpaceDirectory())
                .pages(new InMemoryPageStore())
                .repositories(new InMemoryRepositoryStore())
                .build();
    }

    private static HttpServlet git(GitSync gitSync, @Nullable SignInLimiter limiter) {
        GitSyncServlet.Builder builder = GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator((name, password) -> Optional.empty()))
                .access((user, space) -> Access.NONE)
                .limits(LIMITS);
        return (limiter == null ? builder : builder.signInLimiter(limiter)).build();
    }

    private static HttpServlet operations(GitSync gitSync, @Nullable SignInLimiter limiter) {
        GitSyncOperationsServlet.Builder builder = GitSyncOperationsServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator((name, password) -> Optional.empty()))
                .operators(user -> false)
                .limits(LIMITS);
        return (limiter == null ? builder : builder.signInLimiter(limiter)).build();
    }
}
