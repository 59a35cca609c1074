package dev.gitsync.internal.engine;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.model.Cursor;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * How far the feed was read at the states that were last in use. It is asked before every fetch, and the same commit holds the
 * same index for ever. Safe for use by several threads.
 */
final class KnownCursors {
    private static final int MOST = 10_000;

    private final PageFiles files;
    private final Map<ObjectId, Cursor> known = Collections.synchronizedMap(new Recent());

    KnownCursors(PageFiles files) {
        this.files = files;
    }

    /** How far the feed was read when the refs came to stand here. */
    Cursor at(Repository repository, SpaceRefs refs) throws IOException {
        Cursor cursor = known.get(refs.state());
        if (cursor == null) {
            cursor = Workspace.cursor(repository, refs, files);
            known.put(refs.state(), cursor);
        }
        return cursor;
    }

    /** Takes note of what was saved just now, so that nobody has to read it back. */
    void saved(Workspace work) {
        known.put(work.refs().state(), work.index().head().cursor());
    }

    /** Keeps the entries that were used last. */
    private static final class Recent extends LinkedHashMap<ObjectId, Cursor> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Cursor> eldest) {
            return size() > MOST;
        }
    }
}
