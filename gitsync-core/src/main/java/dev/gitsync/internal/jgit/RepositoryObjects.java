package dev.gitsync.internal.jgit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The objects of a repository on disk, and a quarantine, which is searched after them so that readers pay nothing for
 * it. Serves one open repository at a time.
 */
final class RepositoryObjects {
    private final ObjectDirectory objects;
    private final Quarantine quarantine;

    private RepositoryObjects(ObjectDirectory objects, Quarantine quarantine) {
        this.objects = objects;
        this.quarantine = quarantine;
    }

    static RepositoryObjects open(Path repository, Config config, FS files) throws IOException {
        Path objects = repository.resolve("objects");
        Quarantine quarantine = new Quarantine(objects);
        File[] alternates = {quarantine.directory().toFile()};
        File shallow = repository.resolve("shallow").toFile();
        return new RepositoryObjects(
                new ObjectDirectory(config, objects.toFile(), alternates, files, shallow), quarantine);
    }

    /** Returns all objects. */
    ObjectDirectory objects() {
        return objects;
    }

    /** Returns the quarantine, which contains new objects. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Discards the quarantine; returns whether these objects can be reused. Windows does not delete open files. */
    boolean reset() throws IOException {
        boolean mustClose = SystemReader.getInstance().isWindows();
        if (mustClose) {
            close();
        }
        if (quarantine.discard() && !mustClose) {
            refresh();
            // JGit keeps packs open until a search for an object that is in none of them finds them gone.
            objects.has(ObjectId.zeroId());
        }
        return !mustClose;
    }

    /** Drops packs that no longer exist, if the directory has changed since they were listed. */
    void refresh() {
        objects.getPacks();
    }

    void close() {
        objects.close();
    }
}
