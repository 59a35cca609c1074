package dev.gitsync.examples.fitnesse;

import fitnesse.components.ComponentFactory;
import fitnesse.wiki.VersionInfo;
import fitnesse.wiki.fs.FileVersion;
import fitnesse.wiki.fs.VersionsController;
import fitnesse.wiki.fs.ZipFileVersionsController;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The versions controller for serving git. It delegates to another one, by default {@link ZipFileVersionsController}, and adds two
 * things: pages are written one at a time, so that git never sees a half-written page and no edit comes between its comparison and its
 * write; and every change is reported.
 */
public final class GuardedVersions implements VersionsController {
    /** The setting that names the delegate. */
    public static final String INNER = "git.VersionsController";

    private final VersionsController inner;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Runnable onChange = () -> {};

    /** Called by FitNesse. */
    public GuardedVersions(ComponentFactory components) {
        this(components.createComponent(INNER, ZipFileVersionsController.class));
    }

    GuardedVersions(VersionsController inner) {
        this.inner = inner;
    }

    /** Sets the action that runs after every change of a page. It must be quick. */
    void onChange(Runnable action) {
        onChange = action;
    }

    /** Runs {@code work} while FitNesse writes no page. */
    <T> T quietly(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public FileVersion[] getRevisionData(String revision, File... files) throws IOException {
        return inner.getRevisionData(revision, files);
    }

    @Override
    public Collection<VersionInfo> history(File... files) {
        return inner.history(files);
    }

    @Override
    public VersionInfo makeVersion(FileVersion... versions) throws IOException {
        return change(() -> inner.makeVersion(versions));
    }

    @Override
    public VersionInfo addDirectory(FileVersion directory) throws IOException {
        return change(() -> inner.addDirectory(directory));
    }

    @Override
    public void rename(FileVersion to, File from) throws IOException {
        change(() -> {
            inner.rename(to, from);
            return to;
        });
    }

    @Override
    public void delete(File... files) throws IOException {
        change(() -> {
            inner.delete(files);
            return files;
        });
    }

    private <T> T change(Write<T> write) throws IOException {
        lock.lock();
        try {
            return write.run();
        } finally {
            lock.unlock();
            onChange.run();
        }
    }

    /** A change of files, which may fail. */
    private interface Write<T> {
        T run() throws IOException;
    }
}
