package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private final ObjectReader reader;
    private final PageReadings readings;
    private boolean isClosed;

    /** Starts to read the old content of the {@code changed} files on one of {@code threads}. */
    OldPages(ObjectReader reader, IndexedPageFiles indexed, Collection<TreeDelta> changed, Executor threads)
            throws IOException {
        PageFiles files = indexed.files();
        this.reader = reader.newReader();
        this.readings = new PageReadings(this.reader, (path, bytes) -> files.read(bytes, Paths.name(path)));
        if (changed.size() >= MANY) {
            List<PageFile> old = new ArrayList<>();
            for (TreeDelta delta : changed) {
                TreeItem before = delta.before();
                if (before != null && files.isPage(delta.path())) {
                    old.add(new PageFile(indexed.path(delta.path()), before.id()));
                }
            }
            threads.execute(() -> readAhead(old));
        }
    }

    private void readAhead(List<PageFile> old) {
        for (PageFile file : old) {
            if (!readAhead(file)) {
                return;
            }
        }
    }

    /** Reads one file and returns whether there may be more. Ignores a failure: the caller that needs the file meets it again. */
    private synchronized boolean readAhead(PageFile file) {
        if (isClosed || !readings.hasRoom()) {
            return false;
        }
        try {
            readings.read(file.path(), file.blob());
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
