package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Collects the results of pushes, as the engine reports them. */
final class PushResults implements SyncListener {
    private final BlockingQueue<PushResult> results = new LinkedBlockingQueue<>();

    @Override
    public void onPush(PushAttempt attempt, PushResult result) {
        results.add(result);
    }

    /** Waits for the next result. */
    PushResult next() {
        try {
            PushResult result = results.poll(30, TimeUnit.SECONDS);
            assertThat(result).as("result of a push").isNotNull();
            return result;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for {@code latch} where checked exceptions are not allowed. */
    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError(cause);
    }
}
