package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Law 7, cost follows change: counted, not timed, at 100 and 1,000 pages, and at 10,000 with {@code -Dgitsync.test.pages=10000}. Steps that change nothing cost
 * exactly the same at every size. Steps that change one page cost the same except for the depth: with ten times the
 * pages, a page is one folder deeper, and the tries of the index are up to one node deeper, so reading each page on
 * the way costs one object more.
 */
class CostTest {
    /** The pages of the largest space, and the revisions of the longest history. */
    private static final int MOST = Integer.getInteger("gitsync.test.pages", 1_000);
    /** Additional objects read with ten times the pages, for a page at the same depth. */
    private static final int NEAR = 6;
    /** Additional objects read for a page that is one folder deeper. */
    private static final int DEEP = 18;
    /** A node of the index holds up to 64 records, so an object may have some kilobytes at any size. */
    private static final long MOST_BYTES = 128 << 10;

    private static final List<SizedSpace> SPACES = new ArrayList<>();

    @BeforeAll
    static void build() {
        IntStream.iterate(100, size -> size <= MOST, size -> 10 * size)
                .mapToObj(SizedSpace::tree)
                .forEach(SPACES::add);
    }

    @AfterAll
    static void assertSpacesAreValid() {
        for (SizedSpace space : SPACES) {
            VerifyReport report = space.sync.verify(space.space.id());
            assertThat(report)
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            verified -> assertThat(verified.differences()).isEmpty());
        }
        SPACES.clear();
    }

    @Test
    void cycleWithNothingToDo() throws IOException {
        assertSame(space -> space.cost(
                () -> assertThat(space.sync.runOnce(space.space.id())).isInstanceOf(SyncReport.UpToDate.class)));
        assertSame(space -> space.cost(() ->
                assertThat(space.sync.catchUp(space.space.id()).isCaughtUp()).isTrue()));
    }

    @Test
    void advertisement() throws IOException {
        assertSame(CostTest::advertiseForFetch);
        assertSame(CostTest::advertiseForPush);
    }

    @Test
    void editOfOnePage() throws IOException {
        assertGrows(NEAR, space -> {
            space.wiki.edit(space.space, space.page(SizedSpace.near(0)), "new text", space.edit("near"));
            return pull(space);
        });
        assertGrows(DEEP, space -> {
            space.wiki.edit(space.space, space.page(space.deep(0)), "new text", space.edit("deep"));
            return pull(space);
        });
    }

    @Test
    void titleOfAPageWithEveryOtherPageBelowIt() throws IOException {
        assertGrows(NEAR, space -> {
            PageId root = space.page(SizedSpace.ROOT);
            space.wiki.rename(space.space, root, "Everything", space.edit("rename"));
            Cost cost = pull(space);
            space.wiki.rename(space.space, root, SizedSpace.ROOT, space.edit("rename back"));
            pull(space);
            return cost;
        });
    }

    @Test
    void moveOfAPageWithATenthOfAllPagesBelowIt() throws IOException {
        assertGrows(NEAR, space -> {
            space.wiki.move(
                    space.space, space.page(SizedSpace.near(1)), space.page(SizedSpace.near(2)), space.edit("move"));
            return pull(space);
        });
    }

    @Test
    void newPage() throws IOException {
        assertGrows(NEAR, space -> {
            space.wiki.create(space.space, space.page(SizedSpace.near(3)), "New", "text", space.edit("new"));
            return pull(space);
        });
    }

    @Test
    void deletedPage() throws IOException {
        assertGrows(DEEP, space -> {
            space.wiki.delete(space.space, space.page(space.deep(1)), space.edit("delete"));
            return pull(space);
        });
    }

    @Test
    void pushOfOneFile() throws IOException {
        assertGrows(DEEP, space -> space.pushCost(client -> client.write(space.deep(2) + ".md", "pushed")));
        assertGrows(NEAR, space -> space.pushCost(client -> client.write(SizedSpace.near(4) + "/New.md", "pushed")));
        assertGrows(NEAR, space -> space.pushCost(client -> client.write("image.png", "pushed")));
    }

    @Test
    void pushThatDeletesAFile() throws IOException {
        assertGrows(DEEP, space -> space.pushCost(client -> client.delete(space.deep(3) + ".md")));
    }

    @Test
    void pushThatRenamesAFolderWithATenthOfAllPages() throws IOException {
        assertGrows(
                NEAR,
                space -> space.pushCost(client -> client.move(SizedSpace.near(5), SizedSpace.ROOT + "/Renamed")
                        .move(SizedSpace.near(5) + ".md", SizedSpace.ROOT + "/Renamed.md")));
    }

    @Test
    void pushThatMovesAFolderToAnotherDepth() throws IOException {
        assertGrows(
                NEAR,
                space -> space.pushCost(
                        client -> client.move(SizedSpace.near(6), "Up").move(SizedSpace.near(6) + ".md", "Up.md")));
        // Back down: the check whether a page becomes too deep reads all folders of the moved one.
        for (SizedSpace space : SPACES) {
            Cost down = space.pushCost(client ->
                    client.move("Up", SizedSpace.near(7) + "/Down").move("Up.md", SizedSpace.near(7) + "/Down.md"));
            assertThat(down.git().of(RepositoryCall.READ)).isLessThan(150 + space.size() / 20);
        }
    }

    /** Compares ten with a thousand revisions. Commit times must be realistic, because git walks along them. */
    @Test
    void longHistory() throws IOException {
        List<List<Cost>> costs = new ArrayList<>();
        for (int edits : new int[] {10, MOST}) {
            SizedSpace space = SizedSpace.tree(20);
            PageId page = space.page(SizedSpace.ROOT);
            for (int i = 0; i < edits; i++) {
                space.wiki.edit(space.space, page, "text " + i, space.edit("edit"));
            }
            pull(space);
            costs.add(List.of(
                    space.pushCost(client -> client.write("New.md", "pushed")),
                    space.pushCost(client -> client.write("New.md", "pushed on top of a push")),
                    advertiseForFetch(space),
                    advertiseForPush(space)));
        }
        for (int i = 0; i < costs.get(0).size(); i++) {
            Cost shortHistory = costs.get(0).get(i);
            Cost longHistory = costs.get(1).get(i);
            assertThat(longHistory.wiki()).isEqualTo(shortHistory.wiki());
            assertThat(longHistory.git().calls()).isEqualTo(shortHistory.git().calls());
        }
    }

    /**
     * The exception to the law: git rewrites the whole folder in which a file changes. In a space whose pages are all
     * root pages, that is one object that grows; the number of reads stays the same.
     */
    @Test
    void readsOneLargeTreeAndNoMoreObjectsInAFlatSpace() throws IOException {
        SizedSpace small = SizedSpace.flat(100);
        SizedSpace big = SizedSpace.flat(MOST);
        for (Step step : List.<Step>of(
                space -> {
                    space.wiki.edit(space.space, space.page("Page 0"), "new text", space.edit("edit"));
                    return pull(space);
                },
                space -> space.pushCost(client -> client.write("Page 1.md", "pushed")),
                space -> space.pushCost(client -> client.write("New.md", "pushed")))) {
            Cost before = step.run(small);
            Cost after = step.run(big);
            assertThat(after.wiki()).isEqualTo(before.wiki());
            assertThat(otherCalls(after)).isEqualTo(otherCalls(before));
            assertThat(after.git().of(RepositoryCall.READ))
                    .isLessThanOrEqualTo(before.git().of(RepositoryCall.READ) + 2 * NEAR);
        }
    }

    private static Cost pull(SizedSpace space) throws IOException {
        return space.cost(() -> assertThat(space.sync.runOnce(space.space.id()))
                .isInstanceOfSatisfying(
                        SyncReport.Pulled.class,
                        pulled -> assertThat(pulled.changes()).isPositive()));
    }

    private static Cost advertiseForFetch(SizedSpace space) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cost cost = space.cost(() -> {
            try (Repository repository = space.sync.open(space.space)) {
                space.sync
                        .uploadPack(repository)
                        .sendAdvertisedRefs(
                                new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(out)),
                                "git-upload-pack");
            }
        });
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("refs/heads/main");
        return cost;
    }

    private static Cost advertiseForPush(SizedSpace space) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cost cost = space.cost(() -> {
            try (Repository repository = space.sync.open(space.space)) {
                space.sync
                        .receivePack(space.space, repository, GitUser.PUSHER)
                        .sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(out)));
            }
        });
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("refs/heads/main");
        return cost;
    }

    private static void assertSame(Step step) throws IOException {
        Cost small = step.run(SPACES.get(0));
        for (SizedSpace space : SPACES.subList(1, SPACES.size())) {
            Cost big = step.run(space);
            assertThat(big.wiki()).as("%s pages", space.size()).isEqualTo(small.wiki());
            assertThat(big.git().calls())
                    .as("%s pages", space.size())
                    .isEqualTo(small.git().calls());
        }
    }

    /**
     * Checks that the step reads up to {@code allowance} more objects at ten times the pages, and makes all other
     * calls equally often.
     */
    private static void assertGrows(int allowance, Step step) throws IOException {
        Cost small = step.run(SPACES.get(0));
        for (SizedSpace space : SPACES.subList(1, SPACES.size())) {
            Cost big = step.run(space);
            int more = allowance
                    * (int) Math.log10(space.size() / (double) SPACES.get(0).size());
            assertThat(big.wiki()).as("%s pages", space.size()).isEqualTo(small.wiki());
            assertThat(big.git().of(RepositoryCall.READ))
                    .as("%s pages: %s after %s", space.size(), big, small)
                    .isLessThanOrEqualTo(small.git().of(RepositoryCall.READ) + more);
            assertThat(big.git().of(RepositoryCall.INSERT))
                    .as("%s pages: %s after %s", space.size(), big, small)
                    .isLessThanOrEqualTo(small.git().of(RepositoryCall.INSERT) + more);
            assertThat(big.git().bytesRead()).as("%s pages", space.size()).isLessThan(MOST_BYTES);
            assertThat(otherCalls(big)).as("%s pages", space.size()).isEqualTo(otherCalls(small));
        }
    }

    private static Map<RepositoryCall, Long> otherCalls(Cost cost) {
        Map<RepositoryCall, Long> calls = new EnumMap<>(RepositoryCall.class);
        calls.putAll(cost.git().calls());
        calls.remove(RepositoryCall.READ);
        calls.remove(RepositoryCall.INSERT);
        return calls;
    }

    private interface Step {
        Cost run(SizedSpace space) throws IOException;
    }
}
