package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.Keepalive;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What a push of attachments costs, in steps that {@link WorkBudget} counts: ten times as many changed files cost no more than twelve
 * times as many steps, and files that did not change cost nothing. Law 7.
 */
class AttachmentCostTest {
    private static final int FEW = 80;

    @Test
    void wideFoldersAreAdded() throws Exception {
        assertCost(n -> Map.of(), n -> files(n, i -> "img/" + i + ".png"));
    }

    @Test
    void deepFoldersAreAdded() throws Exception {
        assertCost(n -> Map.of(), n -> files(n, i -> "d/".repeat(i % 40) + i + ".png"));
    }

    @Test
    void identicalFilesMoveUnderOtherNames() throws Exception {
        assertCost(
                n -> same(n, i -> "old/" + i + ".png", "same"), n -> same(n, i -> "new/x" + (n - i) + ".png", "same"));
    }

    @Test
    void emptyFilesMoveUnderOtherNames() throws Exception {
        assertCost(n -> same(n, i -> "old/" + i + ".png", ""), n -> same(n, i -> "new/x" + (n - i) + ".png", ""));
    }

    @Test
    void filesMoveToFoldersOfTheirOwn() throws Exception {
        assertCost(n -> files(n, i -> i + ".png"), n -> files(n, i -> "f" + i + "/" + i + ".png"));
    }

    @Test
    void filesOfTheSameNameMoveBetweenFolders() throws Exception {
        assertCost(n -> files(n, i -> "a" + i + "/x.png"), n -> files(n, i -> "b" + (n - i) + "/x.png"));
    }

    @Test
    void folderOfFilesMovesWhole() throws Exception {
        assertCost(n -> files(n, i -> "old/" + i + ".png"), n -> files(n, i -> "new/" + i + ".png"));
    }

    @Test
    void pageTakesOverTheFilesBelowIt() throws Exception {
        assertCost(
                n -> files(n, i -> "Foo/" + i + ".png"),
                n -> with(files(n, i -> "Foo/" + i + ".png"), "Foo.md", "a page"));
    }

    @Test
    void pagesMoveAndLeaveTheirFiles() throws Exception {
        assertCost(n -> pages(n, i -> "P" + i, i -> "P" + i), n -> pages(n, i -> "Q" + i, i -> "P" + i));
    }

    @Test
    void chainOfPagesMovesOverTheFoldersOfEachOther() throws Exception {
        assertCost(n -> pages(n, i -> "P" + i, i -> "P" + i), n -> pages(n, i -> "P" + (i + 1), i -> "P" + i));
    }

    /** Files are traced through the commits only where they change. */
    @Test
    void eachCommitAddsAFile() throws Exception {
        assertThat(costOfCommits(10 * FEW)).isLessThanOrEqualTo(12 * costOfCommits(FEW));
    }

    private static long costOfCommits(int n) throws Exception {
        PlannedSpace space = PlannedSpace.withAttachments();
        space.limits = PlannedSpace.sizes(10_000, 20_000);
        space.push(Map.of("old.png", "a file that the push deletes"));
        List<SortedMap<String, String>> commits = new ArrayList<>();
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            tree.put("f" + i % 10 + "/" + i + ".png", "content " + i);
            commits.add(new TreeMap<>(tree));
        }
        WorkBudget.Limits limits = new WorkBudget.Limits(1L << 40, Duration.ofDays(1), PlanMemory.unlimited());
        space.budget = WorkBudget.of(limits, System::nanoTime, Keepalive.none());
        space.pushCommits(commits);
        return space.budget.spent();
    }

    @Test
    void pageThatMovesWithItsFolderCostsNothing() throws Exception {
        long few = cost(FEW, this::manual, n -> renamed(manual(n)));
        long many = cost(10 * FEW, this::manual, n -> renamed(manual(n)));

        assertThat(many).isEqualTo(few);
    }

    @Test
    void changedFileCostsNothingForItsNeighbours() throws Exception {
        IntFunction<Map<String, String>> after = n -> with(manual(n), "Manual/7.png", "changed");

        assertThat(cost(10 * FEW, this::manual, after)).isEqualTo(cost(FEW, this::manual, after));
    }

    private Map<String, String> manual(int n) {
        return with(files(n, i -> "Manual/" + i + ".png"), "Manual.md", "a page");
    }

    private static Map<String, String> renamed(Map<String, String> files) {
        SortedMap<String, String> renamed = new TreeMap<>();
        files.forEach((path, text) -> renamed.put(path.replaceFirst("Manual", "Guide"), text));
        return renamed;
    }

    private static Map<String, String> pages(int n, IntFunction<String> page, IntFunction<String> folder) {
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            files.put(page.apply(i) + ".md", "the page with the number " + i + "\n");
            files.put(folder.apply(i) + "/x.png", "content " + i);
        }
        return files;
    }

    private static Map<String, String> files(int n, IntFunction<String> path) {
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            files.put(path.apply(i), "content " + i);
        }
        return files;
    }

    private static Map<String, String> same(int n, IntFunction<String> path, String content) {
        Map<String, String> files = files(n, path);
        files.replaceAll((name, text) -> content);
        return files;
    }

    private static Map<String, String> with(Map<String, String> files, String path, String content) {
        files.put(path, content);
        return files;
    }

    private static void assertCost(IntFunction<Map<String, String>> before, IntFunction<Map<String, String>> after)
            throws Exception {
        assertThat(cost(10 * FEW, before, after)).isLessThanOrEqualTo(12 * cost(FEW, before, after));
    }

    private static long cost(int n, IntFunction<Map<String, String>> before, IntFunction<Map<String, String>> after)
            throws Exception {
        PlannedSpace space = PlannedSpace.withAttachments();
        space.limits = PlannedSpace.sizes(10_000, 20_000);
        space.push(before.apply(n));
        WorkBudget.Limits limits = new WorkBudget.Limits(1L << 40, Duration.ofDays(1), PlanMemory.unlimited());
        space.budget = WorkBudget.of(limits, System::nanoTime, Keepalive.none());
        space.plan(after.apply(n));
        return space.budget.spent();
    }
}
