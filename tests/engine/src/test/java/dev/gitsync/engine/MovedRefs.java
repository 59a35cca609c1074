package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** Moves refs and takes them away, as a script or an accident would that the engine knows nothing of. */
final class MovedRefs {
    static final String MAIN = "refs/heads/main";
    static final String WIKI = "refs/gitsync/wiki";
    static final String STATE = "refs/gitsync/state";

    private MovedRefs() {}

    /** Has a ref point to a commit, wherever it stood. */
    static void move(Repository repository, String ref, ObjectId to) {
        try {
            RefUpdate update = repository.updateRef(ref);
            update.setNewObjectId(to);
            assertThat(update.forceUpdate())
                    .isIn(
                            RefUpdate.Result.NEW,
                            RefUpdate.Result.FORCED,
                            RefUpdate.Result.FAST_FORWARD,
                            RefUpdate.Result.NO_CHANGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes refs that are there. */
    static void lose(Repository repository, String... refs) {
        try {
            for (String ref : refs) {
                RefUpdate update = repository.updateRef(ref);
                update.setForceUpdate(true);
                assertThat(update.delete()).isEqualTo(RefUpdate.Result.FORCED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
