package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.repository.RefMove;
import dev.gitsync.repository.SpaceRepository;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** How refs are read and moved together. */
abstract class RepositoryRefsContract extends RepositoryStoreFixture {
    @Test
    void refThatDoesNotExistIsReadAsTheZeroId() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId commit = commit(repository.git(), "A");
            assertThat(repository.move(List.of(new RefMove(MAIN, ObjectId.zeroId(), commit))))
                    .isTrue();

            assertThat(repository.refs(MAIN, WIKI)).isEqualTo(Map.of(MAIN, commit, WIKI, ObjectId.zeroId()));
        }
    }

    @Test
    void refsMoveAllOrNone() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId first = commit(repository.git(), "A");
            ObjectId second = commit(repository.git(), "B");
            RefMove main = new RefMove(MAIN, ObjectId.zeroId(), first);
            assertThat(repository.move(List.of(main, new RefMove(WIKI, ObjectId.zeroId(), first))))
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
    void refsAreDeletedByMovingThemToTheZeroId() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            ObjectId commit = commit(repository.git(), "A");
            assertThat(repository.move(List.of(new RefMove(STATE, ObjectId.zeroId(), commit))))
                    .isTrue();
            assertThat(repository.move(List.of(new RefMove(STATE, commit, ObjectId.zeroId()))))
                    .isTrue();

            assertThat(repository.refs(STATE)).isEqualTo(Map.of(STATE, ObjectId.zeroId()));
        }
    }

    @Test
    void movingNoRefIsAllowed() throws Exception {
        try (SpaceRepository repository = store.open(space)) {
            assertThat(repository.move(List.of())).isTrue();
        }
    }
}
