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
 * The versions controller that FitNesse is to use when git is served: it leaves all work to another one, {@link
 * ZipFileVersionsController} unless {@value #INNER} names one, and does two things more. Pages are written one at a time, so
 * that git never sees half a page, and what git compares and then writes is not overtaken in between. And whoever asked hears
 * of each change at once.
 */
public final class GuardedVersions implements VersionsController {
    /** The setting that names the versions controller that does the work. */
    public static final String INNER = "git.VersionsController";

    private final VersionsController inner;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Runnable onChange = () -> {};

    /** For FitNesse, which makes its components so. */
    public GuardedVersions(ComponentFactory components) {
        this(components.createComponent(INNER, ZipFileVersionsController.class));
    }

    GuardedVersions(VersionsController inner) {
        this.inner = inner;
    }

    /** Runs {@code action} after every change of a page from now on; it must be quick. */
    void onChange(Runnable action) {
        onChange = action;
    }

    /** Does {@code work} while nobody writes a page through FitNesse. */
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

    /** A change of files. */
    private interface Write<T> {
        T run() throws IOException;
    }
}
