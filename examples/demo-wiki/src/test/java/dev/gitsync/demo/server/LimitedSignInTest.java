package dev.gitsync.demo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.SignIn;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInLimiter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitedSignInTest {
    private static final String ADDRESS = "127.0.0.1";

    private final SignInLimiter limiter =
            new SignInLimiter(ServerLimits.builder().maxRequests(1).build());
    private final LimitedSignIn signIn = new LimitedSignIn(new SignIn(new Accounts(Jdbi.create("jdbc:none"))), limiter);

    /** Faults C2: the answer was 429 with a message about failed attempts, although none had failed. */
    @Test
    void reportsThatAccountsCanNotBeCheckedForAnUncheckedSignIn() throws Exception {
        Thread waiting = new Thread(() -> limiter.begin(ADDRESS, "bob").close());
        SignInAttempt underWay = limiter.begin(ADDRESS, "ada");
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        HttpProblem told = catchThrowableOfType(HttpProblem.class, () -> signIn.check(request(), "eve", "demo"));
        underWay.close();
        waiting.join();
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.sentence()).contains("can't be checked").contains("Try again");
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                LimitedSignInTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> ADDRESS;
                    case "isSecure" -> false;
                    default -> null;
                });
    }
}
