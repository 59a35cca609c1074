package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After an upgrade, the first operation rewrites an index of an older format. */
class OutdatedIndexTest {
    private final EngineFixture space = new EngineFixture();
    private PageId page;

    @BeforeEach
    void writeAnIndexOfTheEarlierVersion() throws IOException {
        page = space.page(null, "Home", "text");
        space.pull();
        try (Repository repository = space.sync.open(space.space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            byte[] head = "cursor\t0\nfence\t1\nformat\t2\npages\t1\n".getBytes(StandardCharsets.UTF_8);
            tree.append("head", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, head));
            CommitBuilder state = new CommitBuilder();
            state.setTreeId(inserter.insert(tree));
            state.setAuthor(new PersonIdent("gitsync", "gitsync@localhost"));
            state.setCommitter(state.getAuthor());
            ObjectId commit = inserter.insert(state);
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/gitsync/state");
            update.setNewObjectId(commit);
            assertThat(update.forceUpdate()).isIn(RefUpdate.Result.FORCED, RefUpdate.Result.NEW);
        }
    }

    @Test
    void upgradesTheIndexInAFetch() {
        assertThat(space.sync.catchUp(space.space.id()).isCaughtUp()).isTrue();
        assertThat(space.pageAt("Home.md")).isEqualTo(page);
        space.assertVerified();
    }

    @Test
    void upgradesTheIndexInAPoll() {
        SyncReport report = space.sync.runOnce(space.space.id());

        assertThat(report.isCaughtUp()).isTrue();
        space.assertVerified();
    }

    @Test
    void keepsThePagesInAPush() {
        space.git.fetch().write("Home.md", "pushed").pushed("edit");

        assertThat(space.textOf(page)).isEqualTo("pushed");
        space.assertVerified();
    }
}
