package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.remotes.RemoteCall;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.repository.RepositoryCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Law 7, cost follows change: counted, not timed. A run with nothing new costs the same at 100 and at 1,000 pages, and a run with one
 * edit costs the same but for one node of the index, whether the pages are in one folder or in a deep tree. {@code -DmirrorCostPages=100000}
 * compares with that many pages instead.
 */
class MirrorCostTest {
    private static final int FEW = 100;
    private static final int MANY = Integer.getInteger("mirrorCostPages", 1_000);
    /** More objects for each time that the number of pages grows tenfold: a page stands one folder deeper, and the index is a node deeper. */
    private static final int GROWTH = 20 * (int) Math.ceil(Math.log10((double) MANY / FEW));

    enum Shape {
        WIDE(i -> "Page " + i),
        TREE(i -> path(i));

        private final IntFunction<String> paths;

        Shape(IntFunction<String> paths) {
            this.paths = paths;
        }

        private static String path(int i) {
            return i == 0 ? "All" : path((i - 1) / 10) + "/Page " + i;
        }
    }

    @ParameterizedTest
    @EnumSource
    void costsTheSameWhateverTheSizeOfTheSpace(Shape shape) throws IOException {
        Counted few = new Counted(shape, FEW);
        Counted many = new Counted(shape, MANY);

        assertThat(many.nothingNew()).isEqualTo(few.nothingNew());
        assertThat(many.editHere()).isLessThanOrEqualTo(few.editHere() + GROWTH);
        assertThat(many.editThere()).isLessThanOrEqualTo(few.editThere() + GROWTH);
        assertThat(many.editsOnBothSides()).isLessThanOrEqualTo(few.editsOnBothSides() + 2 * GROWTH);
        many.site.assertSettled();
    }

    @Test
    void runWithNothingNewReadsNoObjectOfTheHistory() throws IOException {
        Counted counted = new Counted(Shape.WIDE, FEW);
        counted.site.remote.clearFaults();
        counted.nothingNew();

        assertThat(counted.git.counts().of(RepositoryCall.INSERT)).isZero();
        assertThat(counted.site.remote.calls()).containsExactly(RemoteCall.CONNECT, RemoteCall.HEADS);
    }

    @Test
    void runThatWaitsReadsAsMuchAsOneWithNothingNew() throws IOException {
        Counted counted = new Counted(Shape.WIDE, FEW);
        long nothingNew = counted.nothingNew();
        counted.site.edit(counted.pages.get(0), "from here");
        counted.site.commitThere("Page 0.md", "from there", "Edit there");
        counted.site.run(Outcome.CONFLICT);

        assertThat(counted.cost(Outcome.CONFLICT)).isLessThanOrEqualTo(nothingNew + 1);
    }

    /** A mirrored space whose git storage counts. */
    private static final class Counted {
        final CountingRepositoryStore git = new CountingRepositoryStore(new InMemoryRepositoryStore());
        final MirrorFixture site = new MirrorFixture(
                git,
                new InMemoryMirrorStateStore(),
                builder -> Clocks.of(builder, () -> 0)); // or it rechecks for a restore
        final List<PageId> pages = new ArrayList<>();
        final List<String> paths = new ArrayList<>();

        Counted(Shape shape, int size) throws IOException {
            Map<String, String> files = new HashMap<>();
            for (int i = 0; i < size; i++) {
                files.put(shape.paths.apply(i) + ".md", "Text of page " + i);
            }
            site.there.set("main", site.there.write(files).commit("All pages"));
            site.run(Outcome.TAKEN_IN);
            for (String page : List.of(shape.paths.apply(0), shape.paths.apply(size - 1), shape.paths.apply(7))) {
                pages.add(site.sync.pageAt(site.space, page + ".md").orElseThrow());
                paths.add(page + ".md");
            }
        }

        long nothingNew() {
            return cost(Outcome.UP_TO_DATE);
        }

        long editHere() {
            site.edit(pages.get(1), "from here");
            return cost(Outcome.PUSHED);
        }

        long editThere() throws IOException {
            site.commitThere(paths.get(1), "from there", "Edit there");
            return cost(Outcome.TAKEN_IN);
        }

        long editsOnBothSides() throws IOException {
            site.edit(pages.get(1), "from here again");
            site.commitThere(paths.get(2), "from there again", "Edit there again");
            return cost(Outcome.BOTH_WAYS);
        }

        long cost(Outcome outcome) {
            git.reset();
            site.run(outcome);
            RepositoryCounts counts = git.counts();
            return counts.lookups()
                    + counts.of(RepositoryCall.INSERT)
                    + counts.of(RepositoryCall.READ_REFS)
                    + counts.of(RepositoryCall.MOVE_REFS);
        }
    }
}
