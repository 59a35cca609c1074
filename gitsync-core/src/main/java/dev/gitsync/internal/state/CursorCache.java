package dev.gitsync.internal.state;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Cursor;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Caches the feed position of the states used last. It is read before every fetch, and the same commit always holds the
 * same index. Safe for use by several threads.
 */
public final class CursorCache {
    private static final int MOST = 10_000;

    private final PageFiles files;
    private final LruMap<ObjectId, Cursor> known = new LruMap<>(MOST);

    public CursorCache(PageFiles files) {
        this.files = files;
    }

    /** Returns the feed position that belongs to the refs. */
    public Cursor at(SpaceRepository repository, SpaceRefs refs) throws IOException {
        Optional<Cursor> found = known.get(refs.state());
        if (found.isPresent()) {
            return found.get();
        }
        Cursor cursor = Workspace.cursor(repository, refs, files);
        known.put(refs.state(), cursor);
        return cursor;
    }

    /** Caches the position that was just saved, so that it need not be read back. */
    public void saved(Workspace work) {
        known.put(work.refs().state(), work.index().head().cursor());
    }
}
