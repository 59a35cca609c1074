package dev.gitsync.servlet.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.SpaceDirectory;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any client may ask whether the wiki is up, so the check must cost the wiki and the server almost nothing. */
@Timeout(30)
class HealthCheckTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicLong now = new AtomicLong();
    private volatile boolean standsStill;
    private volatile boolean isDown;

    private final GitSync gitSync = GitSync.builder()
            .spaces(new SlowDirectory())
            .pages(new InMemoryPageStore())
            .repositories(new InMemoryRepositoryStore())
            .build();
    private final HealthCheck health = new HealthCheck(gitSync, now::get);

    @AfterEach
    void close() {
        goOn.countDown();
        gitSync.close();
    }

    @Test
    void asksTheWikiUpToOnceASecond() {
        assertThat(health.isUp()).isTrue();
        isDown = true;
        pass(SECOND.minusNanos(1));
        assertThat(health.isUp()).isTrue();
        assertThat(asked).hasValue(1);
        pass(Duration.ofNanos(1));
        assertThat(health.isUp()).isFalse();
        assertThat(asked).hasValue(2);
    }

    @Test
    void blocksOneRequestIfTheWikiStallsAndReportsItDownToOthers() throws Exception {
        assertThat(health.isUp()).isTrue();
        pass(SECOND);
        standsStill = true;
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(health::isUp);
        assertThat(isAsked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(health.isUp()).as("health by the last answer").isTrue();
        pass(HealthCheck.TIMEOUT);
        assertThat(health.isUp()).as("health without an answer for too long").isFalse();
        assertThat(first).isNotDone();

        goOn.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).hasValue(2);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private final class SlowDirectory implements SpaceDirectory {
        @Override
        public List<Space> enabled() {
            return List.of();
        }

        @Override
        public Optional<Space> find(SpaceId id) {
            asked.incrementAndGet();
            if (isDown) {
                throw new StoreException("down");
            }
            if (standsStill) {
                isAsked.countDown();
                await(goOn);
            }
            return Optional.empty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
