package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The promises about credentials hold behind the filters and with the accounts of an application. */
class CredentialChecksTest {
    private static final String HANDBOOK = "/git/handbook.git";
    private static final String FETCH = "/info/refs?service=git-upload-pack";

    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();

    private RawHttp get(String path) {
        return RawHttp.to(URI.create(application.url("", "")), "GET", "/wiki" + path);
    }

    private void addUser(String name) {
        application
                .bean(InMemoryUserDetailsManager.class)
                .createUser(User.withUsername(name)
                        .password("{noop}" + name)
                        .roles("ADMIN")
                        .build());
    }

    /** Also by the servlet for operators, which counts together with the other one. */
    @Test
    void refusesTheRightPasswordAfterTooManyWrongOnes() {
        addUser("joe");
        assertThat(get("/gitsync/status").as("joe", "joe").send().status()).isEqualTo(200);

        List<Integer> answers = IntStream.range(0, 10)
                .mapToObj(i -> get(HANDBOOK + FETCH).as("joe", "wrong").send().status())
                .toList();

        assertThat(answers).containsOnly(401);
        RawHttp.Response refused = get("/gitsync/status").as("joe", "joe").send();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
    }

    @Test
    void answersTheSame401ForEverySpace() {
        String present = get(HANDBOOK + FETCH).send().withoutDate();

        assertThat(present).contains(" 401");
        assertThat(get("/git/missing.git" + FETCH).send().withoutDate()).isEqualTo(present);
        assertThat(get("/git/" + "x".repeat(3000)).send().withoutDate()).isEqualTo(present);
    }

    @Test
    void answersAlikeForAForbiddenSpaceAndAMissingOne() {
        String forbidden = get(HANDBOOK + FETCH).as("eve", "eve").send().withoutDate();

        assertThat(forbidden).contains(" 404");
        assertThat(get("/git/missing.git" + FETCH).as("eve", "eve").send().withoutDate())
                .isEqualTo(forbidden);
    }

    @Test
    void headersCannotForgeAnAddressOrTls() {
        RawHttp request = get(HANDBOOK + FETCH).as("ada", "ada");

        assertThat(request.send().status()).isEqualTo(200);
        assertThat(request.header("X-Forwarded-For", "203.0.113.9").send().status())
                .isEqualTo(403);
        assertThat(request.header("X-Forwarded-Proto", "https").send().status()).isEqualTo(403);
        assertThat(request.header("Forwarded", "for=203.0.113.9;proto=https")
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesThePushWhoseTokenIsRevokedMeanwhile() {
        AccessTokens tokens = application.bean(AccessTokens.class);
        AccessTokens.Issued issued =
                tokens.issue("ada", "laptop", Set.of(), AccessToken.Right.WRITE, Duration.ofDays(1));
        String url = "http://ada:" + issued.secret() + "@127.0.0.1:" + application.port() + "/wiki" + HANDBOOK;
        GitClient ada = GitClient.at(home).clone(url, "ada");
        ada.commit("Kept.md", "Kept\n");
        assertThat(ada.run("push", "origin", "HEAD:main").exitCode()).isZero();
        ada.commit("Revoked.md", "Revoked\n");
        application
                .bean(Watched.class)
                .beforePlan(() -> tokens.revoke("ada", issued.token().id()));

        GitClient.Outcome push = ada.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("may not push to this space any more");
        assertThat(get(HANDBOOK + FETCH).as("ada", issued.secret()).send().status())
                .isEqualTo(401);
    }
}
