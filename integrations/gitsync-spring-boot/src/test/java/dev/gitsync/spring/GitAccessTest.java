package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.store.PageStore;
import dev.gitsync.tests.GitClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** git against the application. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GitAccessTest {
    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();

    private GitClient clone(String user) {
        return GitClient.at(home).clone(application.url(user, "/git/handbook.git"), user);
    }

    @Test
    void pushesWithAnAccountOfTheApplication() {
        GitClient ada = clone("ada");
        ada.commit("Setup.md", "# Setup\n");

        assertThat(ada.run("push", "origin", "HEAD:main").stderr()).contains("Setup");

        List<Page> pages = application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 100);
        assertThat(pages).extracting(page -> page.content().title()).contains("Setup");
    }

    @Test
    void readersMayNotPush() {
        GitClient bob = clone("bob");
        bob.commit("Bob.md", "Bob\n");

        GitClient.Outcome push = bob.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("403");
    }

    @Test
    void usersWithoutAnAuthorityFindNothing() throws Exception {
        assertThat(get("eve", "/git/handbook.git/info/refs?service=git-upload-pack")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void workOfAPushRunsAsTheUserWhoPushed() {
        Watched watched = application.bean(Watched.class);
        GitClient ada = clone("ada");
        ada.commit("Watched.md", "Watched\n");

        assertThat(ada.run("push", "origin", "HEAD:main").exitCode()).isZero();

        assertThat(watched.seen()).contains("ada with [ROLE_EDITOR]");
        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
    }

    /** A user who is locked out keeps the connection, but not the push. */
    @Test
    void lockedUserMayNotPushAnyMore() {
        InMemoryUserDetailsManager accounts = application.bean(InMemoryUserDetailsManager.class);
        accounts.createUser(
                User.withUsername("dan").password("{noop}dan").roles("EDITOR").build());
        GitClient dan = clone("dan");
        dan.commit("Dan.md", "Dan\n");
        application
                .bean(Watched.class)
                .beforePlan(() -> accounts.updateUser(User.withUsername("dan")
                        .password("{noop}dan")
                        .roles("EDITOR")
                        .accountLocked(true)
                        .build()));

        GitClient.Outcome push = dan.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 100))
                .extracting(page -> page.content().title())
                .doesNotContain("Dan");
    }

    /** The chain of Spring Boot protects everything else, as it would without gitsync. */
    @Test
    void otherPathsStayProtected() throws Exception {
        assertThat(get("", "/anything").statusCode()).isEqualTo(401);
        assertThat(get("ada", "/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void gitPathsHaveNoSessionAndAskForAPassword() throws Exception {
        HttpResponse<String> response = get("", "/git/handbook.git/info/refs?service=git-upload-pack");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic realm=\"wiki\"");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void operationsAreForMaintainers() throws Exception {
        assertThat(get("root", "/gitsync/status").statusCode()).isEqualTo(200);
        assertThat(get("ada", "/gitsync/status").statusCode()).isEqualTo(403);
        assertThat(get("", "/gitsync/health").statusCode()).isEqualTo(200);
    }

    @Test
    void healthAndMetricsOfTheApplicationHaveThoseOfGitsync() throws Exception {
        clone("ada");
        assertThat(get("ada", "/actuator/health").body()).contains("\"gitSync\":{\"status\":\"UP\"}");
        MeterRegistry registry = application.bean(MeterRegistry.class);
        assertThat(registry.find("gitsync.http.requests").timers()).isNotEmpty();
        assertThat(registry.find("gitsync.cycles").counters()).isNotEmpty();
        assertThat(registry.find("gitsync.spaces.failing").gauges()).isNotEmpty();
        assertThat(registry.find("gitsync.mirrors.waiting").gauges()).isNotEmpty();
    }

    @Test
    void requestsAndPushesAreObserved() throws Exception {
        GitClient ada = clone("ada");
        ada.commit("Observed.md", "Observed\n");

        assertThat(ada.run("push", "origin", "HEAD:main").exitCode()).isZero();

        Observed observed = application.bean(Observed.class);
        assertThat(observed.has("gitsync.push", "kind=client", "outcome=accepted"))
                .isTrue();
        assertThat(observed.has("gitsync.apply", "kind=push", "outcome=applied"))
                .isTrue();
        assertThat(observed.has("http.server.requests", "uri=/git/{space}/git-receive-pack"))
                .isTrue();
    }

    /** A user pushes while the application stops. It is the last test, since the application does not start again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void pushEndsBeforeTheApplicationDoes() throws Exception {
        Watched watched = application.bean(Watched.class);
        CountDownLatch arrived = new CountDownLatch(1);
        watched.beforePlan(() -> {
            arrived.countDown();
            watched.awaitClose();
        });
        GitClient ada = clone("ada");
        ada.commit("Last.md", "Last\n");
        CompletableFuture<GitClient.Outcome> push =
                CompletableFuture.supplyAsync(() -> ada.run("push", "origin", "HEAD:main"));
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

        application.close();

        assertThat(push.get(60, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(TestDatabase.openPages().pages(TestApplication.HANDBOOK, null, 100))
                .extracting(page -> page.content().title())
                .contains("Last");
    }

    private HttpResponse<String> get(String user, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(application.url("", path)));
        if (!user.isEmpty()) {
            String credentials = user + ":" + user;
            request.header(
                    "Authorization",
                    "Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString(credentials.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
