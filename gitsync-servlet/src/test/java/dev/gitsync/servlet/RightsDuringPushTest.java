package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.PasswordCheck;
import dev.gitsync.tests.GitClient;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens.Issued;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults F4, promise H6: a right that is withdrawn during a push no longer applies to that push. */
@Timeout(60)
class RightsDuringPushTest {
    private final AtomicReference<Runnable> whenPlanned = new AtomicReference<>(() -> {});
    private @Nullable WikiServer server;

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server().close();
    }

    @Test
    void refusesPushWhoseTokenWasRevokedMeanwhile() {
        start(builder -> builder);
        Issued issued =
                server().tokens().issue("writer", "test", Set.of(), AccessToken.Right.WRITE, Duration.ofDays(1));
        whenPlanned.set(() -> server().tokens().revoke("writer", issued.token().id()));

        assertRefused(issued.secret());
    }

    @Test
    void refusesPushWhoseRightWasWithdrawnMeanwhile() {
        AtomicReference<Access> right = new AtomicReference<>(Access.WRITE);
        start(builder -> builder.access((user, space) -> Objects.requireNonNull(right.get())));
        whenPlanned.set(() -> right.set(Access.READ));

        assertRefused(WikiServer.PASSWORD);
    }

    @Test
    void refusesPushOfAFormerMaintainer() {
        AtomicReference<Access> right = new AtomicReference<>(Access.MAINTAIN);
        start(builder -> builder.access((user, space) -> Objects.requireNonNull(right.get())));
        whenPlanned.set(() -> right.set(Access.WRITE));

        assertRefused(WikiServer.PASSWORD);
    }

    @Test
    void refusesPushOfAnAccountThatWasLockedMeanwhile() {
        AtomicBoolean isLocked = new AtomicBoolean();
        start(builder -> builder.authenticator(new BasicAuthenticator(new PasswordCheck() {
            @Override
            public Optional<WikiUser> check(String userName, String password) {
                return Optional.of(new WikiUser(userName, new Person(userName, "a@example.org")));
            }

            @Override
            public boolean isStillAllowed(WikiUser user) {
                return !isLocked.get();
            }
        })));
        whenPlanned.set(() -> isLocked.set(true));

        assertRefused("open-sesame");
    }

    @Test
    void refusesPushWhosePasswordWasResetMeanwhile() {
        AtomicReference<String> current = new AtomicReference<>("open-sesame");
        start(builder -> builder.authenticator(new BasicAuthenticator(new PasswordCheck() {
            @Override
            public Optional<WikiUser> check(String userName, String password) {
                return password.equals(current.get())
                        ? Optional.of(new WikiUser(userName, new Person(userName, "a@example.org")))
                        : Optional.empty();
            }

            @Override
            public boolean isStillValid(String userName, String password, WikiUser user) {
                return check(userName, password).isPresent();
            }
        })));
        whenPlanned.set(() -> current.set("another"));

        assertRefused("open-sesame");
    }

    private void assertRefused(String password) {
        GitClient git = GitClient.at(home).clone(server().url("writer", password), "docs");
        git.commit("Home.md", "Hello\n");

        GitClient.Outcome push = git.run("push", "-q", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr())
                .contains("you may not push to this space any more", "Nothing was changed")
                .doesNotContain(password);
        assertThat(server().gitSync().status(server().docs().id()).orElseThrow().main())
                .isNull();
    }

    private void start(UnaryOperator<GitSyncServlet.Builder> settings) {
        server = WikiServer.startOver(
                engine -> engine.validator((space, pusher, plan) -> {
                    Objects.requireNonNull(whenPlanned.get()).run();
                    return Optional.empty();
                }),
                settings);
    }

    private WikiServer server() {
        return Objects.requireNonNull(server);
    }
}
