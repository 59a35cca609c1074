package dev.gitsync.internal.state;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Cursor;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * How far the feed was read at the states that were last in use. It is asked before every fetch, and the same commit holds the
 * same index for ever. Safe for use by several threads.
 */
public final class CursorCache {
    private static final int MOST = 10_000;

    private final PageFiles files;
    private final LruMap<ObjectId, Cursor> known = new LruMap<>(MOST);

    public CursorCache(PageFiles files) {
        this.files = files;
    }

    /** How far the feed was read when the refs came to stand here. */
    public Cursor at(SpaceRepository repository, SpaceRefs refs) throws IOException {
        Optional<Cursor> found = known.get(refs.state());
        if (found.isPresent()) {
            return found.get();
        }
        Cursor cursor = Workspace.cursor(repository, refs, files);
        known.put(refs.state(), cursor);
        return cursor;
    }

    /** Takes note of what was saved just now, so that nobody has to read it back. */
    public void saved(Workspace work) {
        known.put(work.refs().state(), work.index().head().cursor());
    }
}
