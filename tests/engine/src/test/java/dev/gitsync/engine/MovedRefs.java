package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** Moves and deletes refs without the engine, as a script or an accident does. */
final class MovedRefs {
    static final String MAIN = "refs/heads/main";
    static final String WIKI = "refs/gitsync/wiki";
    static final String STATE = "refs/gitsync/state";

    private MovedRefs() {}

    /** Makes a ref point to a commit, wherever it pointed before. */
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

    /** Deletes the refs that exist. */
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
