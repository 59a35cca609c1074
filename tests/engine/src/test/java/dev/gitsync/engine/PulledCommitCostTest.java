package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.report.SyncReport;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Law 7, counted: a repository has lost everything under {@code refs/gitsync}, and the place of the wiki is looked for in the history of
 * {@code main}. Ten times the pages, or ten times the commits that {@code main} is ahead, cost at most twelve times as much; and a commit
 * costs no more where there are more pages that it did not change. What counts is each object that is read, looked for or inserted, each
 * page and change that is handed over, and each name that is made or compared. Measured: 9.2 to 10.6 times, and 1.25 times.
 */
class PulledCommitCostTest {
    private static final int FEW = 100;
    private static final int COMMITS = 10;
    private static final int MOST = 12;

    @ParameterizedTest
    @CsvSource({"wide, 0", "deep, 1"})
    void spaceOfTenTimesThePages(String shape, int ahead) throws IOException {
        assertThat(cost(shape, 10 * FEW, ahead)).isLessThanOrEqualTo(MOST * cost(shape, FEW, ahead));
    }

    @ParameterizedTest
    @CsvSource({"wide", "deep"})
    void historyOfTenTimesTheCommits(String shape) throws IOException {
        long none = cost(shape, FEW, 0);

        assertThat(cost(shape, FEW, 10 * COMMITS) - none)
                .isLessThanOrEqualTo(MOST * (cost(shape, FEW, COMMITS) - none));
    }

    @Test
    void commitInASpaceOfTenTimesThePages() throws IOException {
        long small = cost("tree", FEW, COMMITS) - cost("tree", FEW, 0);
        long large = cost("tree", 10 * FEW, COMMITS) - cost("tree", 10 * FEW, 0);

        assertThat(large).isLessThanOrEqualTo(small * 3 / 2);
    }

    /** What it costs to find the place again with {@code main} so many commits ahead, each of which changes one page. */
    private static long cost(String shape, int pages, int ahead) throws IOException {
        IntFunction<String> paths = switch (shape) {
            case "wide" -> i -> "Page " + i;
            case "deep" -> i -> "Chain " + i / 20 + "/Level".repeat(i % 20);
            default -> i -> "Part " + i / 100 + "/Chapter " + i / 10 + "/Page " + i;
        };
        SizedSpace space = SizedSpace.of(pages, paths);
        try (Repository repository = space.uncounted()) {
            commit(repository, ahead, i -> paths.apply(i * (pages / Math.max(1, ahead))) + ".md");
            MovedRefs.lose(repository, MovedRefs.WIKI, MovedRefs.STATE);
        }
        Cost cost = space.cost(() -> assertThat(space.sync.runOnce(space.space.id()))
                .isInstanceOfAny(SyncReport.Pulled.class, SyncReport.UpToDate.class));
        for (int i = 0; i < ahead; i++) {
            assertThat(space.wiki
                            .page(space.space, space.page(paths.apply(i * (pages / ahead))))
                            .orElseThrow()
                            .content()
                            .text())
                    .startsWith("changed");
        }
        return cost.git().lookups()
                + cost.git().of(RepositoryCall.INSERT)
                + cost.wiki().items()
                + cost.names();
    }

    private static void commit(Repository repository, int commits, IntFunction<String> changed) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            ObjectId tip = repository.resolve("refs/heads/main");
            DirCache files =
                    DirCache.read(walk.getObjectReader(), walk.parseCommit(tip).getTree());
            for (int i = 0; i < commits; i++) {
                ObjectId text =
                        inserter.insert(Constants.OBJ_BLOB, ("changed " + i + "\n").getBytes(StandardCharsets.UTF_8));
                DirCacheEditor editor = files.editor();
                editor.add(new DirCacheEditor.PathEdit(changed.apply(i)) {
                    @Override
                    public void apply(DirCacheEntry file) {
                        file.setObjectId(text);
                    }
                });
                editor.finish();
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(files.writeTree(inserter));
                commit.setParentId(tip);
                commit.setAuthor(new PersonIdent(GitUser.GRACE.name(), GitUser.GRACE.email()));
                commit.setCommitter(commit.getAuthor());
                commit.setMessage("Change " + i + "\n");
                tip = inserter.insert(commit);
            }
            inserter.flush();
            MovedRefs.move(repository, MovedRefs.MAIN, tip);
        }
    }
}
