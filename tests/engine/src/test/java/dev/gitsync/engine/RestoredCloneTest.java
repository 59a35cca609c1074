package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults T2: follows the advice of docs/postgresql.md, with the installed git, in a clone that is ahead of a server
 * that was restored to an earlier state.
 */
class RestoredCloneTest {
    @TempDir
    private Path folder;

    private ProposalFixture space;
    private String lost;

    @BeforeEach
    void pushAndRestoreAnEarlierState() throws IOException {
        space = new ProposalFixture(folder, settings -> settings);
        Runnable restorePages = space.wiki.wiki.backup(space.wiki.space);
        Map<String, ObjectId> refs = refs();
        lost = space.git.write("Lost.md", "lost\n").commit("pushed before the restore");
        assertThat(space.git.push(lost).exitCode()).isZero();

        restorePages.run();
        restore(refs);
    }

    /** Without edits since, a push restores all commits. */
    @Test
    void restoresTheLostCommitsByAPush() {
        assertThat(space.git.run("push", "origin", "HEAD:main").exitCode()).isZero();

        assertThat(space.wiki.git.read("Lost.md")).isEqualTo("lost\n");
        space.assertAcceptsValidPush();
        space.close();
    }

    @Test
    void keepsTheLostCommitsInARebaseWithoutForkPoint() {
        editInWiki();
        space.git.ok("fetch", "origin");
        space.git.ok("rebase", "--no-fork-point", "origin/main");
        space.git.ok("push", "origin", "HEAD:main");

        assertLostCommitsAreKept();
    }

    @Test
    void keepsTheLostCommitsInAMerge() {
        editInWiki();
        space.git.ok("pull", "--rebase=false", "--no-edit", "origin", "main");
        space.git.ok("push", "origin", "HEAD:main");

        assertLostCommitsAreKept();
    }

    /** The reason of the warning in the documentation. The reflog still has the commit. */
    @Test
    void dropsTheLostCommitsInAPlainPullWithRebase() {
        editInWiki();
        space.git.ok("pull", "--rebase");

        assertThat(space.git.ok("ls-files")).doesNotContain("Lost.md");
        space.git.ok("cherry-pick", lost);
        space.git.ok("push", "origin", "HEAD:main");
        assertThat(space.wiki.git.read("Lost.md")).isEqualTo("lost\n");
        space.assertAcceptsValidPush();
        space.close();
    }

    private void editInWiki() {
        space.wiki.page(null, "New", "new\n");
        space.wiki.pull();
    }

    private Map<String, ObjectId> refs() throws IOException {
        Map<String, ObjectId> refs = new HashMap<>();
        try (Repository repository = space.wiki.sync.open(space.wiki.space)) {
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                refs.put(ref.getName(), ref.getObjectId());
            }
        }
        return refs;
    }

    private void restore(Map<String, ObjectId> refs) throws IOException {
        try (Repository repository = space.wiki.sync.open(space.wiki.space)) {
            for (String name : new String[] {"refs/heads/main", "refs/gitsync/wiki", "refs/gitsync/state"}) {
                RefUpdate update = repository.updateRef(name);
                update.setNewObjectId(refs.get(name));
                assertThat(update.forceUpdate()).isEqualTo(RefUpdate.Result.FORCED);
            }
        }
    }

    private void assertLostCommitsAreKept() {
        assertThat(space.wiki.git.read("Lost.md")).isEqualTo("lost\n");
        assertThat(space.wiki.git.paths()).contains("New.md");
        space.assertAcceptsValidPush();
        space.close();
    }
}
