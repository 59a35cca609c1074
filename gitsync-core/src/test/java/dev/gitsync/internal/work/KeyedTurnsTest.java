package dev.gitsync.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedTurnsTest {
    private final KeyedTurns<String> turns = new KeyedTurns<>();

    @Test
    void turnOfAKeyIsTakenOnceAndOfAnotherKeyBesideIt() throws Exception {
        KeyedTurns.Turn a = turns.take("a", Duration.ZERO).orElseThrow();
        assertThat(turns.take("a", Duration.ZERO)).isEmpty();
        assertThat(turns.isTaken("a")).isTrue();
        assertThat(turns.isTaken("b")).isFalse();
        turns.take("b", Duration.ZERO).orElseThrow().close();

        a.close();
        assertThat(turns.isTaken("a")).isFalse();
    }

    @Test
    void turnThatIsGivenBackTwiceIsFreeOnce() throws Exception {
        KeyedTurns.Turn first = turns.take("a", Duration.ZERO).orElseThrow();
        first.close();
        first.close();

        KeyedTurns.Turn second = turns.take("a", Duration.ZERO).orElseThrow();
        assertThat(turns.take("a", Duration.ZERO)).isEmpty();
        second.close();
    }

    @Test
    void whoWaitsGetsTheTurnOfWhoHasIt() throws Exception {
        KeyedTurns.Turn first = turns.take("a", Duration.ZERO).orElseThrow();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> turns.run("a", () -> "done"));
        assertThat(waiting).isNotDone();

        first.close();
        assertThat(waiting.get()).isEqualTo("done");
    }

    @Test
    void workThatFailsGivesItsTurnBack() {
        assertThatThrownBy(() -> turns.run("a", () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(turns.isTaken("a")).isFalse();
    }
}
