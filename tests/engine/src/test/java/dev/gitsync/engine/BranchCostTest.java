package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cost follows change (laws 7 and 12), counted: deleting and restoring a branch of ten times the pages reads, inserts
 * and compares at most twelve times as many objects and names. The branch is wide or deep, and the wiki reports its
 * pages in any order. Measured: 10.1 to 10.3 times.
 */
class BranchCostTest {
    private static final int SMALL = 50;
    private static final int LEVELS = 20;
    private static final int MOST = 12;

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void deletedAndRestoredBranch(boolean isWide, boolean parentsFirst) throws IOException {
        List<Cost> small = costs(SMALL, isWide, parentsFirst);
        List<Cost> large = costs(10 * SMALL, isWide, parentsFirst);
        for (int i = 0; i < small.size(); i++) {
            assertThat(operations(large.get(i))).isLessThanOrEqualTo(MOST * operations(small.get(i)));
            assertThat(large.get(i).git().of(RepositoryCall.MOVE_REFS))
                    .isEqualTo(small.get(i).git().of(RepositoryCall.MOVE_REFS));
        }
    }

    private static long operations(Cost cost) {
        return cost.git().of(RepositoryCall.READ) + cost.git().of(RepositoryCall.INSERT) + cost.names();
    }

    /** Returns the costs of deleting and of restoring the branch. */
    private static List<Cost> costs(int pages, boolean isWide, boolean parentsFirst) throws IOException {
        SizedSpace space =
                isWide ? SizedSpace.of(pages, BranchCostTest::wide) : SizedSpace.of(pages, BranchCostTest::deep);
        List<Page> branch = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            PageId id = space.page(isWide ? wide(i) : deep(i));
            branch.add(space.wiki.page(space.space, id).orElseThrow());
        }
        if (!parentsFirst) {
            Collections.reverse(branch);
        }
        List<PageChange> deletions = new ArrayList<>();
        branch.forEach(page -> deletions.add(new PageChange.Delete(page.id(), page.version(), space.edit("delete"))));
        ApplyResult.Applied deleted = apply(space, deletions);
        Cost deletion = pull(space);
        List<PageChange> restorations = new ArrayList<>();
        branch.forEach(page -> restorations.add(new PageChange.Restore(
                page.id(),
                Objects.requireNonNull(deleted.versions().get(page.id())),
                page.content(),
                space.edit("restore"))));
        apply(space, restorations);
        Cost restoration = pull(space);
        assertThat(((VerifyReport.Verified) space.sync.verify(space.space.id())).differences())
                .isEmpty();
        assertThat(space.page(isWide ? wide(pages - 1) : deep(pages - 1)))
                .isEqualTo(branch.get(parentsFirst ? pages - 1 : 0).id());
        return List.of(deletion, restoration);
    }

    private static ApplyResult.Applied apply(SizedSpace space, List<PageChange> changes) {
        return (ApplyResult.Applied) space.wiki.apply(space.space, changes, ApplyContext.edit("ada"));
    }

    private static Cost pull(SizedSpace space) throws IOException {
        return space.cost(() -> assertThat(space.sync.runOnce(space.space.id()))
                .isInstanceOfSatisfying(
                        SyncReport.Pulled.class,
                        pulled -> assertThat(pulled.commits()).isEqualTo(1)));
    }

    private static String wide(int i) {
        return i == 0 ? SizedSpace.ROOT : SizedSpace.ROOT + "/Page " + i;
    }

    private static String deep(int i) {
        if (i == 0) {
            return SizedSpace.ROOT;
        }
        int level = (i - 1) % LEVELS;
        return level == 0 ? SizedSpace.ROOT + "/Chain " + (i - 1) / LEVELS : deep(i - 1) + "/Level " + level;
    }
}
