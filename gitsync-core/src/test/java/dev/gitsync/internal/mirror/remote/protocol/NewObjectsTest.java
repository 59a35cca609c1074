package dev.gitsync.internal.mirror.remote.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewObjectsTest {
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("test"));
    private final ObjectInserter inserter = repository.newObjectInserter();
    private int seconds;

    @AfterEach
    void close() {
        inserter.close();
        repository.close();
    }

    @Test
    void findsWhatACommitAddsIfALaterOneGoesBackToItsTree() throws IOException {
        ObjectId base = commit(tree("1", null));
        ObjectId first = commit(tree("1", "added"), base);
        ObjectId second = commit(tree("2", "added"), first);
        ObjectId back = commit(tree("1", "added"), second);
        inserter.flush();

        assertThat(found(back, base)).containsAll(missing(back, base));
    }

    private Set<ObjectId> found(ObjectId commit, ObjectId known) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            Collection<RevObject> found = NewObjects.of(walk, commit, List.of(known));
            Set<ObjectId> ids = new HashSet<>();
            found.forEach(object -> ids.add(object.copy()));
            return ids;
        }
    }

    private Set<ObjectId> missing(ObjectId commit, ObjectId known) throws IOException {
        Set<ObjectId> ids = new HashSet<>();
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseCommit(commit));
            walk.markUninteresting(walk.parseCommit(known));
            for (RevObject object = walk.next(); object != null; object = walk.next()) {
                ids.add(object.copy());
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                ids.add(object.copy());
            }
        }
        return ids;
    }

    private ObjectId tree(String page, @Nullable String inFolder) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        if (inFolder != null) {
            TreeFormatter folder = new TreeFormatter();
            folder.append("file", FileMode.REGULAR_FILE, blob(inFolder));
            tree.append("folder", FileMode.TREE, inserter.insert(folder));
        }
        tree.append("page", FileMode.REGULAR_FILE, blob(page));
        return inserter.insert(tree);
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectId commit(ObjectId tree, ObjectId... parents) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        commit.setAuthor(new PersonIdent(
                "Ada", "ada@example.org", Instant.ofEpochSecond(1_700_000_000 + seconds++), ZoneOffset.UTC));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("A commit");
        return inserter.insert(commit);
    }
}
