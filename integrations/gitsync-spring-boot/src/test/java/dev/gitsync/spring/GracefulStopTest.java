package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.push.PushValidator;
import dev.gitsync.store.PageStore;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** An application that stops while a user pushes. */
class GracefulStopTest {
    @TempDir
    private Path data;

    @TempDir
    private Path home;

    @Test
    void pushEndsBeforeTheApplicationDoes() throws Exception {
        TestApplication application = TestApplication.start(
                List.of(TestApplication.Wiki.class, Slow.class),
                "gitsync.data-directory=" + data,
                "server.shutdown=graceful",
                "spring.threads.virtual.enabled=true");
        PageStore pages = application.bean(PageStore.class);
        Slow slow = application.bean(Slow.class);
        GitClient ada = GitClient.at(home).clone(application.url("ada", "/git/handbook.git"), "ada");
        ada.commit("Last.md", "Last\n");
        CompletableFuture<GitClient.Outcome> push =
                CompletableFuture.supplyAsync(() -> ada.run("push", "origin", "HEAD:main"));
        assertThat(slow.arrived.await(60, TimeUnit.SECONDS)).isTrue();

        application.close();

        assertThat(push.get(60, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(pages.pages(TestApplication.HANDBOOK, null, 10))
                .extracting(page -> page.content().title())
                .contains("Last");
    }

    /** Keeps the push waiting until the application stops. */
    @Configuration(proxyBeanMethods = false)
    static class Slow {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch closing = new CountDownLatch(1);

        @EventListener
        void on(ContextClosedEvent event) {
            closing.countDown();
        }

        @Bean
        PushValidator waiting() {
            return (space, pusher, plan) -> {
                arrived.countDown();
                try {
                    assertThat(closing.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Optional.empty();
            };
        }
    }
}
