package dev.gitsync.examples.springboot.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.push.PushValidator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Lets a test do something while a push is planned. */
@Configuration(proxyBeanMethods = false)
class Hooks {
    private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});
    private final CountDownLatch closing = new CountDownLatch(1);

    void beforeNextPlan(Runnable once) {
        next.set(once);
    }

    void awaitClose() {
        try {
            assertThat(closing.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    void on(ContextClosedEvent event) {
        closing.countDown();
    }

    @Bean
    PushValidator hookedValidator() {
        return (space, pusher, plan) -> {
            next.getAndSet(() -> {}).run();
            return Optional.empty();
        };
    }
}
