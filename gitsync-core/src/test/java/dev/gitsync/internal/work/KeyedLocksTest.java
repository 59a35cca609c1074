package dev.gitsync.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedLocksTest {
    private final KeyedLocks<String> locks = new KeyedLocks<>();

    @Test
    void grantsExclusivePermitsPerKey() throws Exception {
        KeyedLocks.Handle a = locks.tryLock("a", Duration.ZERO).orElseThrow();
        assertThat(locks.tryLock("a", Duration.ZERO)).isEmpty();
        assertThat(locks.isLocked("a")).isTrue();
        assertThat(locks.isLocked("b")).isFalse();
        locks.tryLock("b", Duration.ZERO).orElseThrow().close();

        a.close();
        assertThat(locks.isLocked("a")).isFalse();
    }

    @Test
    void releasesAPermitOnceIfItIsReleasedTwice() throws Exception {
        KeyedLocks.Handle first = locks.tryLock("a", Duration.ZERO).orElseThrow();
        first.close();
        first.close();

        KeyedLocks.Handle second = locks.tryLock("a", Duration.ZERO).orElseThrow();
        assertThat(locks.tryLock("a", Duration.ZERO)).isEmpty();
        second.close();
    }

    @Test
    void grantsAReleasedPermitToAWaitingThread() throws Exception {
        KeyedLocks.Handle first = locks.tryLock("a", Duration.ZERO).orElseThrow();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> locks.run("a", () -> "done"));
        assertThat(waiting).isNotDone();

        first.close();
        assertThat(waiting.get()).isEqualTo("done");
    }

    @Test
    void releasesThePermitOfFailedWork() {
        assertThatThrownBy(() -> locks.run("a", () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(locks.isLocked("a")).isFalse();
    }
}
