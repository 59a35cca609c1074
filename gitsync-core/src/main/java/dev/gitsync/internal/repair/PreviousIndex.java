package dev.gitsync.internal.repair;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.jspecify.annotations.Nullable;

/** The index that a rebuild replaces, which may be too damaged to be read. */
public final class PreviousIndex {
    private PreviousIndex() {}

    /** Receives the index. */
    public interface Use {
        /** @param index null when it can't be read */
        void with(@Nullable SpaceIndex index) throws IOException;
    }

    /** Passes the index to {@code use}, for the duration of the call. */
    public static void read(SpaceRepository repository, PageFiles files, Use use) throws IOException {
        Workspace work;
        try {
            work = Workspace.at(repository, SpaceRefs.read(repository), files);
        } catch (RepositoryDamagedException | MissingObjectException e) {
            use.with(null);
            return;
        }
        try (Workspace open = work) {
            use.with(open.index());
        }
    }
}
