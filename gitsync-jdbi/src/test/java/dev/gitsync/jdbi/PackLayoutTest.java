package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.PackDepths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;

/**
 * A clone reads its newest folders at once. Its pack has the layout in which the server sent it, and each fetch reads
 * every folder of the client's commit.
 */
class PackLayoutTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int FOLDERS = 4;
    private static final int PAGES = 60;
    /** JGit's limit of 50 deltas, which does not count the first one. */
    private static final int MOST_DEPTH = 51;
    /** The bytes before the pack. */
    private static final String ACKNOWLEDGEMENT = "0008NAK\n";

    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
    private int edits;

    private Provenance edit() {
        return Provenance.wiki(
                new Person("Ada", "ada@example.org"), Instant.ofEpochSecond(1_767_225_600L + 3600L * edits++), "");
    }

    @Test
    void sendsTheNewestFoldersOfACloneAsWholeObjects() throws Exception {
        List<PageId> folders = new ArrayList<>();
        for (int i = 0; i < FOLDERS; i++) {
            folders.add(wiki.create(null, "Folder " + i, "text\n", edit()));
        }
        for (int i = 0; i < PAGES; i++) {
            wiki.create(folders.get(i % FOLDERS), "Page " + i, "text " + i + "\n", edit());
        }
        try (GitSync sync = DATABASE.sync(store)) {
            assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);

            Map<ObjectId, Integer> exported = depthsInClone(sync);
            assertThat(exported.values()).as("depths of folders, 1 for a delta").contains(1);
            assertThat(exported).containsAllEntriesOf(wholeFolders());

            assertThat(store.maintain(space)).isTrue();
            assertThat(depthsInClone(sync)).containsAllEntriesOf(wholeFolders());
        }
    }

    /** A push sends a folder as a delta on the one before, so each folder would depend on all that were pushed before it. */
    @Test
    void keepsDeltaChainsOfARepeatedlyPushedFolderShort() throws Exception {
        for (int i = 0; i < PAGES; i++) {
            wiki.create(null, "Page " + i, "text " + i + "\n", edit());
        }
        try (GitSync sync = DATABASE.sync(store)) {
            sync.runOnce(space.id());
            try (ThinPusher pusher = new ThinPusher(sync, space)) {
                for (int push = 0; push < 2 * MOST_DEPTH; push++) {
                    pusher.push("Page 7.md", "push " + push + "\n");
                }
            }
            assertThat(depthsInClone(sync).values()).contains(MOST_DEPTH / 2).allMatch(depth -> depth <= MOST_DEPTH);

            assertThat(store.maintain(space)).isTrue();
            assertThat(depthsInClone(sync).values()).contains(MOST_DEPTH / 2).allMatch(depth -> depth <= MOST_DEPTH);
        }
    }

    /** Returns the folders of main, each with the depth 0. */
    private Map<ObjectId, Integer> wholeFolders() throws Exception {
        Map<ObjectId, Integer> folders = new HashMap<>();
        try (Repository repository = store.open(space).git();
                RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            ObjectId root = walk.parseCommit(main(repository)).getTree();
            folders.put(root.copy(), 0);
            tree.addTree(root);
            while (tree.next()) {
                if (tree.isSubtree()) {
                    folders.put(tree.getObjectId(0), 0);
                    tree.enterSubtree();
                }
            }
        }
        assertThat(folders).hasSizeGreaterThan(FOLDERS);
        return folders;
    }

    private static ObjectId main(Repository repository) throws Exception {
        return repository.resolve(Constants.R_HEADS + "main");
    }

    /** Returns the delta depth of each object that a clone receives, in git's protocol 0. */
    private Map<ObjectId, Integer> depthsInClone(GitSync sync) throws Exception {
        try (Repository repository = store.open(space).git()) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            PacketLineOut lines = new PacketLineOut(request);
            lines.writeString("want " + main(repository).name() + " ofs-delta\n");
            lines.end();
            lines.writeString("done\n");
            UploadPack upload = sync.uploadPack(repository);
            upload.setBiDirectionalPipe(false);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            upload.upload(new ByteArrayInputStream(request.toByteArray()), answer, null);
            byte[] bytes = answer.toByteArray();
            return PackDepths.of(Arrays.copyOfRange(bytes, ACKNOWLEDGEMENT.length(), bytes.length));
        }
    }
}
