package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** The guarantees for reading refs and for updating several refs together. */
abstract class RepositoryRefsContract extends RepositoryStoreFixture {
    private static final ObjectId NONE = ObjectId.zeroId();

    @Test
    void readsAMissingRefAsTheZeroId() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId commit = commit(repository.git(), "A");
            assertThat(repository.move(List.of(new RefMove(MAIN, NONE, commit))))
                    .isTrue();

            assertThat(repository.refs(MAIN, WIKI)).isEqualTo(Map.of(MAIN, commit, WIKI, NONE));
        }
    }

    @Test
    void movesAllRefsOrNone() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId first = commit(repository.git(), "A");
            ObjectId second = commit(repository.git(), "B");
            RefMove main = new RefMove(MAIN, NONE, first);
            assertThat(repository.move(List.of(main, new RefMove(WIKI, NONE, first))))
                    .isTrue();

            RefMove forward = new RefMove(MAIN, first, second);
            RefMove stale = new RefMove(WIKI, second, first);
            assertThat(repository.move(List.of(forward, stale))).isFalse();
            assertThat(repository.refs(MAIN, WIKI)).isEqualTo(Map.of(MAIN, first, WIKI, first));
            assertThat(repository.move(List.of(forward))).isTrue();
            assertThat(repository.refs(MAIN, WIKI)).isEqualTo(Map.of(MAIN, second, WIKI, first));
        }
    }

    @Test
    void deletesRefsThatMoveToTheZeroId() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId commit = commit(repository.git(), "A");
            assertThat(repository.move(List.of(new RefMove(STATE, NONE, commit))))
                    .isTrue();
            assertThat(repository.move(List.of(new RefMove(STATE, commit, NONE))))
                    .isTrue();

            assertThat(repository.refs(STATE)).isEqualTo(Map.of(STATE, NONE));
        }
    }

    @Test
    void acceptsAnEmptyBatch() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            assertThat(repository.move(List.of())).isTrue();
        }
    }

    @Test
    void createsMovesAndDeletesRefsTogether() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId first = commit(repository, "first");
            ObjectId unrelated = commit(repository, "unrelated");
            assertThat(moveTogether(repository, move(MAIN, NONE, first), move(STATE, NONE, first)))
                    .isTrue();

            assertThat(moveTogether(
                            repository,
                            move(MAIN, first, unrelated),
                            move(WIKI, NONE, first),
                            move(STATE, first, NONE)))
                    .isTrue();

            assertRefs(repository, Map.of(MAIN, unrelated, WIKI, first, STATE, NONE));
        }
    }

    @Test
    void rejectsAWholeBatchWithOneStaleOldId() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId a = commit(repository, "a");
            ObjectId b = commit(repository, "b");
            moveTogether(repository, move(MAIN, NONE, a), move(WIKI, NONE, a));

            assertThat(moveTogether(repository, move(MAIN, a, b), move(WIKI, b, a), move(STATE, NONE, b)))
                    .as("a wrong old id")
                    .isFalse();
            assertThat(moveTogether(repository, move(STATE, NONE, b), move(MAIN, NONE, b)))
                    .as("creation of an existing ref")
                    .isFalse();
            assertThat(moveTogether(repository, move(MAIN, a, b), move(STATE, a, b)))
                    .as("move of a missing ref")
                    .isFalse();
            assertThat(moveTogether(repository, move(MAIN, a, b), move(WIKI, b, NONE)))
                    .as("deletion of a ref with another id")
                    .isFalse();
            assertRefs(repository, Map.of(MAIN, a, WIKI, a, STATE, NONE));
        }
    }

    @Test
    void movesASingleRefOnlyFromItsExpectedId() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId a = commit(repository, "a");
            ObjectId b = commit(repository, "b");
            assertThat(moveOne(repository, NONE, a)).isEqualTo(RefUpdate.Result.NEW);

            assertThat(moveOne(repository, NONE, b)).isEqualTo(RefUpdate.Result.LOCK_FAILURE);
            assertThat(moveOne(repository, b, a)).isEqualTo(RefUpdate.Result.LOCK_FAILURE);
            assertThat(moveOne(repository, a, b)).isEqualTo(RefUpdate.Result.FORCED);
            assertThat(ref(repository, STATE)).isEqualTo(b);
        }
    }

    private static RefUpdate.Result moveOne(Repository repository, ObjectId from, ObjectId to) throws IOException {
        RefUpdate update = repository.updateRef(STATE);
        update.setExpectedOldObjectId(from);
        update.setNewObjectId(to);
        return update.forceUpdate();
    }

    static void assertRefs(Repository repository, Map<String, ObjectId> expected) throws IOException {
        for (Map.Entry<String, ObjectId> ref : expected.entrySet()) {
            assertThat(ref(repository, ref.getKey())).as(ref.getKey()).isEqualTo(ref.getValue());
        }
    }
}
