package dev.gitsync.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.work.BudgetSpentException.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 13: work under a lease has a deadline. */
class WorkBudgetTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final List<String> beats = new ArrayList<>();
    private final PlanMemory memory = new PlanMemory(1_000);
    private long now;
    private boolean isClientThere = true;

    @Test
    void stopsAfterItsUnitsAndNamesTheWork() {
        WorkBudget budget = budget(1_000);
        budget.doing("comparing", 20_000, "changed files");
        budget.spend(1_000);

        assertThat(budget.spent()).isEqualTo(1_000);
        assertThatThrownBy(budget::spend).isInstanceOfSatisfying(BudgetSpentException.class, spent -> {
            assertThat(spent.limit()).isEqualTo(Limit.WORK);
            assertThat(spent.activity()).isEqualTo("comparing 20,000 changed files");
            assertThat(spent.amount()).isEqualTo("1,000 steps");
        });
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void stopsSoonAfterItsDeadline() {
        WorkBudget budget = budget(Long.MAX_VALUE);
        budget.doing("merging");
        now = DEADLINE.toNanos() + 1;

        assertThat(budget.isSpent()).isTrue();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        budget.spend();
                    }
                })
                .isInstanceOfSatisfying(BudgetSpentException.class, spent -> {
                    assertThat(spent.limit()).isEqualTo(Limit.TIME);
                    assertThat(spent.amount()).isEqualTo("300 seconds");
                });
    }

    @Test
    void stopsWhenAnotherThreadCancelsIt() {
        WorkBudget budget = budget(1_000);
        budget.cancel();

        assertThatThrownBy(budget::spend)
                .isInstanceOfSatisfying(
                        BudgetSpentException.class,
                        spent -> assertThat(spent.limit()).isEqualTo(Limit.CANCELLED));
    }

    @Test
    void sendsKeepalivesUntilNoRequestWaits() {
        WorkBudget budget = budget(1_000_000);
        budget.doing("planning");
        for (int second = 1; second <= 12; second++) {
            now = Duration.ofSeconds(second).toNanos();
            budget.spend(100);
        }
        assertThat(beats).containsExactly("planning after PT5S", "planning after PT10S");

        isClientThere = false;
        now = Duration.ofSeconds(15).toNanos();
        assertThatThrownBy(() -> budget.spend(100)).isInstanceOf(BudgetSpentException.class);
    }

    @Test
    void checksTheClientFromTheBeginning() {
        WorkBudget budget = budget(1_000);
        budget.requireClient();

        isClientThere = false;
        assertThatThrownBy(budget::requireClient)
                .isInstanceOfSatisfying(
                        BudgetSpentException.class,
                        spent -> assertThat(spent.limit()).isEqualTo(Limit.CANCELLED));
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void limitsTextsToTheMemory() {
        WorkBudget budget = budget(1_000);
        budget.doing("reading the texts");
        budget.hold(600);

        assertThatThrownBy(() -> budget.hold(500)).isInstanceOfSatisfying(BudgetSpentException.class, spent -> {
            assertThat(spent.limit()).isEqualTo(Limit.MEMORY);
            assertThat(spent.amount()).isEqualTo("1,000 bytes of text");
        });
        budget.releaseAll();
        budget.hold(1_000);
    }

    @Test
    void sharesTheMemoryForTextsWithOtherPushes() {
        WorkBudget one = budget(1_000);
        WorkBudget other = budget(1_000);
        one.hold(600);

        assertThatThrownBy(() -> other.hold(500))
                .isInstanceOfSatisfying(
                        BudgetSpentException.class,
                        spent -> assertThat(spent.limit()).isEqualTo(Limit.MEMORY_IN_USE));
        one.releaseAll();
        other.hold(500);
    }

    @Test
    void countsTheMemoryOfTexts() {
        assertThat(PlanMemory.bytes("Zürich")).isEqualTo(6);
        assertThat(PlanMemory.bytes("日本")).isEqualTo(4);
    }

    @Test
    void neverExhaustsAnUnlimitedBudget() {
        WorkBudget budget = WorkBudget.unlimited();

        assertThatCode(() -> budget.spend(Integer.MAX_VALUE)).doesNotThrowAnyException();
        assertThat(budget.isSpent()).isFalse();
    }

    private WorkBudget budget(long units) {
        return WorkBudget.of(new WorkBudget.Limits(units, DEADLINE, memory), () -> now, new Keepalive() {
            @Override
            public boolean report(String activity, Duration elapsed) {
                beats.add(activity + " after " + elapsed);
                return isClientThere;
            }

            @Override
            public boolean isConnected() {
                return isClientThere;
            }
        });
    }
}
