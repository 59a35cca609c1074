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
 * Faults T2: what docs/postgresql.md tells people to do in a clone that is ahead of a server that was restored to an earlier
 * state, tried with the machine's git.
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

    /** Nobody has edited since: the push brings everything back. */
    @Test
    void pushAloneBringsTheLostCommitsBack() {
        assertThat(space.git.run("push", "origin", "HEAD:main").exitCode()).isZero();

        assertThat(space.wiki.git.read("Lost.md")).isEqualTo("lost\n");
        space.assertStillGood();
        space.close();
    }

    @Test
    void rebaseWithoutForkPointKeepsTheLostCommits() {
        editInWiki();
        space.git.ok("fetch", "origin");
        space.git.ok("rebase", "--no-fork-point", "origin/main");
        space.git.ok("push", "origin", "HEAD:main");

        assertLostCommitsAreKept();
    }

    @Test
    void mergeKeepsTheLostCommits() {
        editInWiki();
        space.git.ok("pull", "--rebase=false", "--no-edit", "origin", "main");
        space.git.ok("push", "origin", "HEAD:main");

        assertLostCommitsAreKept();
    }

    /** Why the documentation warns of it; the commit is in the reflog still. */
    @Test
    void plainPullWithRebaseDropsThem() {
        editInWiki();
        space.git.ok("pull", "--rebase");

        assertThat(space.git.ok("ls-files")).doesNotContain("Lost.md");
        space.git.ok("cherry-pick", lost);
        space.git.ok("push", "origin", "HEAD:main");
        assertThat(space.wiki.git.read("Lost.md")).isEqualTo("lost\n");
        space.assertStillGood();
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
        space.assertStillGood();
        space.close();
    }
}
