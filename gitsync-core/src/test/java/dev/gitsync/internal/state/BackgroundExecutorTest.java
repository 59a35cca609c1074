package dev.gitsync.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundExecutorTest {
    private static final int MOST = Runtime.getRuntime().availableProcessors();

    @Test
    void dropsWorkWithoutAFreeThread() throws Exception {
        CountDownLatch running = new CountDownLatch(MOST);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        try (BackgroundExecutor threads = new BackgroundExecutor()) {
            for (int i = 0; i < MOST; i++) {
                threads.execute(() -> {
                    running.countDown();
                    await().until(() -> end.getCount() == 0);
                    done.incrementAndGet();
                });
            }
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            threads.execute(() -> done.addAndGet(1_000));
            end.countDown();
        }
        assertThat(done).as("work that was done before close returned").hasValue(MOST);
    }

    @Test
    void doesNothingAfterClose() {
        BackgroundExecutor threads = new BackgroundExecutor();
        threads.close();
        threads.close();
        AtomicBoolean isRun = new AtomicBoolean();
        threads.execute(() -> isRun.set(true));
        assertThat(isRun).isFalse();
    }

    @Test
    void keepsNoIdleThreadAndDoesNotDelayTheExit() {
        AtomicBoolean isDaemon = new AtomicBoolean();
        try (BackgroundExecutor threads = new BackgroundExecutor()) {
            Thread[] worker = new Thread[1];
            CountDownLatch seen = new CountDownLatch(1);
            threads.execute(() -> {
                worker[0] = Thread.currentThread();
                isDaemon.set(worker[0].isDaemon());
                seen.countDown();
            });
            await().until(() -> seen.getCount() == 0 && !worker[0].isAlive());
        }
        assertThat(isDaemon).isTrue();
    }
}
