package dev.gitsync.tests.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.junit.jupiter.api.Test;

class WatchedRepositoryStoreTest {
    private static final Space SPACE = new Space(new SpaceId("docs"), "acme", "Docs");
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    private final InMemoryRepositoryStore plain = new InMemoryRepositoryStore();
    private final CountingRepositoryStore counting = new CountingRepositoryStore(plain);
    private final FaultyRepositoryStore faulty = new FaultyRepositoryStore(plain);

    @Test
    void countsEveryKindOfCallUntilReset() throws IOException {
        try (Repository repository = counting.open(SPACE).git()) {
            ObjectId id = insert(repository);
            repository.open(id).getBytes();
            assertThat(repository.getObjectDatabase().has(id)).isTrue();
            assertThat(repository.newObjectReader().getObjectSize(id, Constants.OBJ_BLOB))
                    .isEqualTo(4);
            moveRef(repository, id);
            assertThat(repository.exactRef("refs/notes/a")).isNotNull();
        }

        for (RepositoryCall call : RepositoryCall.values()) {
            boolean happened = call != RepositoryCall.RECEIVE;
            assertThat(counting.counts().of(call) > 0).as(call.name()).isEqualTo(happened);
        }
        assertThat(counting.counts().bytesInserted()).isEqualTo(4);
        assertThat(counting.counts().bytesRead()).isGreaterThanOrEqualTo(4);
        assertThat(counting.counts().lookups()).isGreaterThanOrEqualTo(3);
        counting.reset();
        assertThat(counting.counts().calls()).isEmpty();
    }

    @Test
    void failsBeforeACallWithoutItsEffectAndAfterItWithIt() throws IOException {
        try (Repository repository = faulty.open(SPACE).git()) {
            ObjectId id = insert(repository);
            faulty.fail(1, Fault.BEFORE);
            assertThatIOException().isThrownBy(() -> moveRef(repository, id));
            assertThat(repository.exactRef("refs/notes/a")).isNull();
            faulty.fail(1, Fault.AFTER);
            assertThatIOException().isThrownBy(() -> moveRef(repository, id));
            assertThat(repository.exactRef("refs/notes/a").getObjectId()).isEqualTo(id);
        }
    }

    @Test
    void failsUntilItsFaultsAreCleared() throws IOException {
        faulty.fail(2, Fault.DEAD_BEFORE);
        try (Repository repository = faulty.open(SPACE).git()) {
            assertThatIOException().isThrownBy(() -> insert(repository));
            assertThatIOException().isThrownBy(() -> insert(repository));
            assertThatThrownBy(() -> faulty.open(SPACE)).isInstanceOf(StoreException.class);
            assertThat(faulty.calls()).startsWith(RepositoryCall.OPEN, RepositoryCall.INSERT);
            faulty.clearFaults();
            assertThat(insert(repository)).isNotNull();
        }
    }

    private static ObjectId insert(Repository repository) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, TEXT);
            inserter.flush();
            return id;
        }
    }

    private static void moveRef(Repository repository, ObjectId id) throws IOException {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.disableRefLog().addCommand(new ReceiveCommand(ObjectId.zeroId(), id, "refs/notes/a"));
        try (RevWalk walk = new RevWalk(repository)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
    }
}
