package dev.gitsync.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

class SpaceRefsTest {
    private static final int READS = 20_000;
    private static final SpaceRefs NONE =
            new SpaceRefs(ObjectId.zeroId(), ObjectId.zeroId(), ObjectId.zeroId(), ObjectId.zeroId());

    private final SpaceRepository repository =
            new InMemoryRepositoryStore().open(new Space(new SpaceId("handbook"), "acme", "Handbook"));

    @Test
    void readsAConsistentSnapshotOfRefs() throws Exception {
        List<ObjectId> commits = commits();
        AtomicBoolean isOver = new AtomicBoolean();
        // One move for each read, so that they overlap.
        Semaphore reads = new Semaphore(0);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> moves = writer.submit(() -> {
            SpaceRefs now = NONE;
            for (int i = 0; !isOver.get(); i++) {
                reads.acquire();
                ObjectId commit = commits.get(i % commits.size());
                SpaceRefs next = new SpaceRefs(commit, commit, commit, ObjectId.zeroId());
                now.move(repository, next);
                now = next;
            }
            return null;
        });
        try {
            for (int i = 0; i < READS; i++) {
                SpaceRefs read;
                reads.release();
                try {
                    read = SpaceRefs.read(repository);
                } catch (StoreException e) {
                    // If the refs keep moving, the read fails instead of returning an inconsistent state.
                    continue;
                }
                assertThat(List.of(read.wiki(), read.state())).containsOnly(read.main());
            }
        } finally {
            isOver.set(true);
            reads.release();
            moves.get(30, TimeUnit.SECONDS);
            writer.shutdown();
        }
    }

    private List<ObjectId> commits() throws IOException {
        List<ObjectId> commits = new ArrayList<>();
        try (ObjectInserter inserter = repository.newInserter()) {
            ObjectId tree = inserter.insert(Constants.OBJ_TREE, new byte[0]);
            for (int i = 0; i < 1000; i++) {
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(tree);
                commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
                commit.setCommitter(commit.getAuthor());
                commit.setMessage("commit " + i);
                commits.add(inserter.insert(commit));
            }
            inserter.flush();
        }
        return commits;
    }
}
