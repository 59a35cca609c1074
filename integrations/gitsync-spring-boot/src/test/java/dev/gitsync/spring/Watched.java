package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.push.Pusher;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Notes as whom a push is planned. */
@Configuration(proxyBeanMethods = false)
class Watched {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Runnable next = () -> {};

    @EventListener
    void on(ContextClosedEvent event) {
        closing.countDown();
    }

    void awaitClose() {
        try {
            assertThat(closing.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

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
