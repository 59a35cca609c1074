package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Executor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What page files said before the push. Where many of them changed, another thread reads them while the planner is busy with
 * what they say now; what it has not come to is read when it is asked for. Close it in the end.
 */
final class OldPages implements AutoCloseable {
    /** From so many files on, another thread is worth it. */
    private static final int MANY = 50;

    private final PageFiles files;
    private final ObjectReader reader;
    private final PageReadings readings;
    private boolean isClosed;

    /** Begins to read what {@code changed} files said, with a reader like {@code reader} and on one of {@code threads}. */
    OldPages(ObjectReader reader, PageFiles files, Collection<TreeDelta> changed, Executor threads) {
        this.files = files;
        this.reader = reader.newReader();
        this.readings = new PageReadings(this.reader, (path, bytes) -> files.read(bytes, Paths.name(path)));
        if (changed.size() >= MANY) {
            threads.execute(() -> readAhead(changed));
        }
    }

    private void readAhead(Collection<TreeDelta> changed) {
        for (TreeDelta delta : changed) {
            if (!readAhead(delta)) {
                return;
            }
        }
    }

    /** Reads one file; whether there may be more. A failure is for whoever needs the file, and meets it again. */
    private synchronized boolean readAhead(TreeDelta delta) {
        TreeItem before = delta.before();
        if (isClosed || !readings.hasRoom()) {
            return false;
        }
        if (before == null || !files.isPage(delta.path())) {
            return true;
        }
        try {
            readings.read(files.path(delta.path()), before.id());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** What the file of the page at {@code path} said. */
    synchronized PageFormat.Reading read(String path, ObjectId blob) throws IOException {
        return readings.read(path, blob);
    }

    /** Ends the reading, if it still goes on. */
    @Override
    public synchronized void close() {
        isClosed = true;
        reader.close();
    }
}
