package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.push.Pusher;
import dev.gitsync.store.PageChange;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** git against an application that has the starter, accounts of Spring Security, and a wiki, with a context path. */
class GitAccessTest {
    @TempDir
    private static Path data;

    private static TestApplication application;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        application = TestApplication.start(
                List.of(TestApplication.Wiki.class, Watched.class),
                "gitsync.data-directory=" + data,
                "server.servlet.context-path=/wiki",
                "management.endpoints.web.exposure.include=health",
                "management.endpoint.health.show-details=always");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private GitClient clone(String user) {
        GitClient.Outcome outcome =
                GitClient.at(home).run("clone", "-q", application.url(user, "/wiki/git/handbook.git"), user);
        assertThat(outcome.stderr()).isEmpty();
        return GitClient.at(home).in(user);
    }

    @Test
    void pushesWithAnAccountOfTheApplication() {
        GitClient ada = clone("ada");
        ada.commit("Setup.md", "# Setup\n");

        assertThat(ada.run("push", "origin", "HEAD:main").stderr()).contains("Setup");

        List<Page> pages = application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 10);
        assertThat(pages).extracting(page -> page.content().title()).contains("Setup", "Welcome");
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
        assertThat(get("eve", "/wiki/git/handbook.git/info/refs?service=git-upload-pack")
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
        assertThat(application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 10))
                .extracting(page -> page.content().title())
                .doesNotContain("Dan");
    }

    /** The chain of Spring Boot protects everything else, as it would without gitsync. */
    @Test
    void otherPathsStayProtected() throws Exception {
        assertThat(get("", "/wiki/anything").statusCode()).isEqualTo(401);
        assertThat(get("ada", "/wiki/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void gitPathsHaveNoSessionAndAskForAPassword() throws Exception {
        HttpResponse<String> response = get("", "/wiki/git/handbook.git/info/refs?service=git-upload-pack");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic realm=\"wiki\"");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void operationsAreForMaintainers() throws Exception {
        assertThat(get("root", "/wiki/gitsync/status").statusCode()).isEqualTo(200);
        assertThat(get("ada", "/wiki/gitsync/status").statusCode()).isEqualTo(403);
        assertThat(get("", "/wiki/gitsync/health").statusCode()).isEqualTo(200);
    }

    @Test
    void healthAndMetricsOfTheApplicationHaveThoseOfGitsync() throws Exception {
        assertThat(get("ada", "/wiki/actuator/health").body())
                .contains("\"gitSync\"")
                .contains("\"spaces\":1");
        assertThat(application
                        .bean(MeterRegistry.class)
                        .find("gitsync.http.requests")
                        .timers())
                .isNotEmpty();
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

    /** Notes as whom a push is planned. */
    @Configuration(proxyBeanMethods = false)
    static class Watched {
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private volatile Runnable next = () -> {};

        List<String> seen() {
            return seen;
        }

        void beforePlan(Runnable once) {
            next = once;
        }

        @Bean
        PushValidator watch() {
            return this::noted;
        }

        private Optional<String> noted(Space space, Pusher pusher, List<PageChange> plan) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            seen.add(user.getName() + " with " + user.getAuthorities());
            Runnable now = next;
            next = () -> {};
            now.run();
            return Optional.empty();
        }
    }
}
