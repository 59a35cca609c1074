package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/**
 * Law 7, row W1 of the faults and its siblings, through the whole engine: ten times as many changes of one shape cost at most
 * twelve times as much. What counts is each object that is read, looked for or inserted, each page and change that is handed over,
 * and each name that is made or compared. Bytes are not counted: git writes a folder anew whenever something in it changes. The
 * sizes are as small as still tell n from n², so that the whole class takes seconds; {@code PlannerCostTest} counts the steps of a
 * plan at 300 and 3,000. {@code -Dgitsync.test.changes=60} sets the smaller number.
 */
class ShapeCostTest {
    static final int FEW = Integer.getInteger("gitsync.test.changes", 30);
    private static final int CHAIN = 20;

    /** Faults W1. */
    @Test
    void pushOfSiblingFoldersWithoutPageFiles() throws IOException {
        assertPush(i -> "wide/folder " + i + "/page.md", i -> "text " + i);
    }

    @Test
    void pushOfFoldersInsideOfEachOther() throws IOException {
        assertPush(i -> "chain " + i / CHAIN + "/level".repeat(i % CHAIN) + "/page.md", i -> "text " + i);
    }

    @Test
    void pushOfPagesWithOneContent() throws IOException {
        assertPush(i -> "wide/page " + i + ".md", i -> "the same");
    }

    @Test
    void pushOfFilesThatAreNoPages() throws IOException {
        assertPush(i -> "wide/picture " + i + ".png", i -> "picture " + i);
    }

    @Test
    void pushThatMovesEachPageToAnotherFolder() throws IOException {
        assertSecondPush(i -> "old/page " + i + ".md", i -> "new " + i + "/page " + i + ".md");
    }

    @Test
    void pushThatMovesPagesOfOneContent() throws IOException {
        assertSecondPush(i -> "old " + i + ".md", i -> "new " + i + ".md", i -> "the same");
    }

    @Test
    void pushThatDeletesSiblingFolders() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            push(space, n, i -> "wide/folder " + i + "/page.md", i -> "text " + i);
            return push(space, 1, i -> "Home.md", i -> "text");
        });
    }

    @Test
    void pagesThatAreCreatedInOneFolder() throws IOException {
        assertCreated(i -> "Page " + i, i -> "text " + i);
    }

    /** Each but the first gets its id behind its name. */
    @Test
    void pagesThatAreCreatedUnderOneTitle() throws IOException {
        assertCreated(i -> "The same", i -> "text " + i);
    }

    /** The names differ in case only. */
    @Test
    void pagesWithoutTextThatAreCreatedInOneFolder() throws IOException {
        assertCreated(i -> i % 2 == 0 ? "Page " + i : "PAGE " + (i - 1), i -> "");
    }

    @Test
    void pagesThatAreMovedToAnotherFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            PageId target = space.wiki.create(space.space, null, "Target", "text", space.edit("create"));
            List<PageId> pages = create(space, n, i -> "Page " + i, i -> "text");
            pull(space);
            for (PageId page : pages) {
                space.wiki.move(space.space, page, target, space.edit("move"));
            }
            return pull(space);
        });
    }

    /** Each takes the name that the one before had. */
    @Test
    void pagesThatAreRenamedInOneFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            List<PageId> pages = create(space, n, i -> "Page " + i, i -> "text");
            pull(space);
            for (int i = n - 1; i >= 0; i--) {
                space.wiki.rename(space.space, pages.get(i), "Page " + (i + 1), space.edit("rename"));
            }
            return pull(space);
        });
    }

    /** What does not move is not looked for, so that it costs nothing. */
    @Test
    void editOfAPageWhoseFolderHoldsManyOthers() throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (int n : new int[] {FEW, 10 * FEW}) {
            SizedSpace space = SizedSpace.empty();
            push(space, n, i -> i == 0 ? "Page.md" : "Page/folder " + i + "/picture.png", i -> "text " + i);
            space.wiki.edit(space.space, space.page("Page"), "new text", space.edit("edit"));
            costs.add(pull(space));
        }
        assertThat(costs.get(1).names()).isEqualTo(costs.get(0).names());
        assertThat(Growth.operations(costs.get(1))).isEqualTo(Growth.operations(costs.get(0)));
    }

    /** The index is lost and written anew; each page has the title of all others. */
    @Test
    void indexThatIsWrittenAnew() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            create(space, n, i -> "The same", i -> "text " + i);
            pull(space);
            try (Repository repository = space.uncounted()) {
                RefUpdate state = repository.updateRef("refs/gitsync/state");
                state.setForceUpdate(true);
                state.delete();
            }
            return space.cost(() -> space.sync.runOnce(space.space.id()));
        });
    }

    private static void assertPush(IntFunction<String> paths, IntFunction<String> texts) throws IOException {
        assertGrowth(n -> push(SizedSpace.empty(), n, paths, texts));
    }

    private static void assertSecondPush(IntFunction<String> before, IntFunction<String> after) throws IOException {
        assertSecondPush(before, after, i -> "text " + i);
    }

    private static void assertSecondPush(
            IntFunction<String> before, IntFunction<String> after, IntFunction<String> texts) throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            push(space, n, before, texts);
            return push(space, n, after, texts);
        });
    }

    private static void assertCreated(IntFunction<String> titles, IntFunction<String> texts) throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.empty();
            create(space, n, titles, texts);
            return pull(space);
        });
    }

    private static List<PageId> create(SizedSpace space, int n, IntFunction<String> titles, IntFunction<String> texts) {
        PageId parent = space.wiki.create(space.space, null, "Wide", "text", space.edit("create"));
        List<PageId> pages = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String text = texts.apply(i);
            pages.add(space.wiki.create(
                    space.space, parent, titles.apply(i), text.isEmpty() ? null : text, space.edit("create")));
        }
        return pages;
    }

    static Cost pull(SizedSpace space) throws IOException {
        return space.cost(() -> assertThat(space.sync.runOnce(space.space.id())).isInstanceOf(SyncReport.Pulled.class));
    }

    /** Pushes a commit on {@code main} that has these files and no others. */
    static Cost push(SizedSpace space, int n, IntFunction<String> paths, IntFunction<String> texts) throws IOException {
        PushAttempt.Proposal proposal;
        try (Repository repository = space.uncounted();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId main = repository.resolve("refs/heads/main");
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            for (int i = 0; i < n; i++) {
                DirCacheEntry file = new DirCacheEntry(paths.apply(i));
                file.setFileMode(FileMode.REGULAR_FILE);
                byte[] text = texts.apply(i).getBytes(StandardCharsets.UTF_8);
                file.setObjectId(inserter.insert(Constants.OBJ_BLOB, text));
                builder.add(file);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setAuthor(new PersonIdent(GitUser.GRACE.name(), GitUser.GRACE.email()));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Files\n");
            if (main != null) {
                commit.setParentId(main);
            }
            ObjectId tip = inserter.insert(commit);
            inserter.flush();
            proposal = new PushAttempt.Proposal(main == null ? ObjectId.zeroId() : main, tip, List.of());
        }
        return space.cost(() -> {
            try (Repository repository = space.sync.open(space.space)) {
                assertThat(space.sync.ingestPush(space.space, repository, GitUser.PUSHER, proposal))
                        .isInstanceOf(PushResult.Accepted.class);
            }
        });
    }

    private static void assertGrowth(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW, shape);
    }
}
