package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.internal.work.Keepalive;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Law 13: the budget that a plan uses for each file. */
final class PlannerBudgetTest {
    private static final Map<String, String> BEFORE = Map.of("a.txt", "1", "b.txt", "1", "c.txt", "1", "d.txt", "1");
    /** Two new files, one deleted file and three changed files. */
    private static final Map<String, String> AFTER =
            Map.of("a.txt", "2", "b.txt", "2", "c.txt", "2", "e.txt", "1", "f.txt", "1");

    private static final int CHANGES = 6;

    private final PlannedSpace space;

    PlannerBudgetTest() throws Exception {
        space = new PlannedSpace();
        space.push(BEFORE);
    }

    @Test
    void chargesEachChangedFileForItsComparisonAndItsPlan() throws Exception {
        space.plan(AFTER);
        long before = space.budget.spent();
        space.plan(AFTER);
        assertThat(space.budget.spent() - before).isEqualTo(2 * CHANGES);
    }

    @Test
    void chargesEachPageForReadingAndWriting() throws Exception {
        int pages = 7;
        space.push(pages(pages, "1"));
        long before = space.budget.spent();
        space.plan(pages(pages, "2"));
        assertThat(space.budget.spent() - before).isEqualTo(4 * pages);
    }

    @Test
    void namesTheComparisonThatExceedsTheBudget() {
        space.budget = budget(CHANGES - 1, PlanMemory.unlimited());
        assertThatThrownBy(() -> space.plan(AFTER))
                .isInstanceOf(BudgetSpentException.class)
                .hasMessageContaining("comparing the pushed files with those of main");
    }

    @Test
    void namesTheSizeOfAPlanThatExceedsTheBudget() {
        space.budget = budget(2 * CHANGES - 1, PlanMemory.unlimited());
        assertThatThrownBy(() -> space.plan(AFTER))
                .isInstanceOf(BudgetSpentException.class)
                .hasMessageContaining("planning 6 changed files");
    }

    @Test
    void countsMemoryOfNotesOnChangedFiles() throws Exception {
        long room = CHANGES * PlanMemory.ofFile("a.txt".length());
        space.budget = budget(1_000, new PlanMemory(room - 1));
        assertThatThrownBy(() -> space.plan(AFTER)).isInstanceOf(BudgetSpentException.class);

        space.budget = budget(1_000, new PlanMemory(room));
        space.plan(AFTER);
        // A second attempt within the same cycle takes the place of the first.
        assertThat(space.plan(AFTER).otherFiles()).isEqualTo(CHANGES);
    }

    @Test
    void countsMemoryOfTextsOfPages() throws Exception {
        space.push(Map.of("A.md", "x".repeat(6_000)));
        Map<String, String> edited = Map.of("A.md", "y".repeat(6_000));
        space.budget = budget(1_000, new PlanMemory(12_000));
        assertThatThrownBy(() -> space.plan(edited))
                .as("memory with the message")
                .isInstanceOf(BudgetSpentException.class)
                .hasMessageContaining("looking where 0 removed pages went among 0 added ones");

        space.budget = budget(1_000, new PlanMemory(12_000 + "A.md".length()));
        assertThat(space.plan(edited).changes()).hasSize(1);
    }

    @Test
    void readsNoPagesThatExceedTheMemory() throws Exception {
        space.push(Map.of("A.md", "x"));
        space.budget = budget(1_000, new PlanMemory(5_999));
        assertThatThrownBy(() -> space.plan(Map.of("A.md", "y".repeat(6_000))))
                .isInstanceOf(BudgetSpentException.class)
                .hasMessageContaining("planning 1 changed files");
    }

    private static Map<String, String> pages(int n, String text) {
        Map<String, String> pages = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            pages.put("Page " + i + ".md", text + i);
        }
        return pages;
    }

    private static WorkBudget budget(long units, PlanMemory memory) {
        return WorkBudget.of(
                new WorkBudget.Limits(units, Duration.ofDays(1), memory), System::nanoTime, Keepalive.none());
    }
}
