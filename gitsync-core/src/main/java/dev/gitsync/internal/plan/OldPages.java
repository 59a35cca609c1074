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
 * The content of page files before the push. If many of them changed, another thread reads them while the planner reads their new
 * content; files that it has not read yet are read on demand. The caller must close it.
 */
final class OldPages implements AutoCloseable {
    /** The number of files from which another thread is used. */
    private static final int MANY = 50;

    private final PageFiles files;
    private final ObjectReader reader;
    private final PageReadings readings;
    private boolean isClosed;

    /** Starts to read the old content of the {@code changed} files, with a reader like {@code reader} and on one of {@code threads}. */
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

    /** Reads one file and returns whether there may be more. Ignores a failure: the caller that needs the file meets it again. */
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

    /** Returns the old content of the file of the page at {@code path}. */
    synchronized PageFormat.Reading read(String path, ObjectId blob) throws IOException {
        return readings.read(path, blob);
    }

    /** Stops the reading, if it is still in progress. */
    @Override
    public synchronized void close() {
        isClosed = true;
        reader.close();
    }
}
