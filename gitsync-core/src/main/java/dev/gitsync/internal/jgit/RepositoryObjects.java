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
 * The objects of a repository on disk, and a quarantine, where objects are looked for after them: that costs those nothing
 * who only read. Serves one open repository at a time.
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

    /** All objects. */
    ObjectDirectory objects() {
        return objects;
    }

    /** Where new ones are kept. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Forgets what is in quarantine; whether they can serve somebody else. Windows deletes no files that are open. */
    boolean reset() throws IOException {
        boolean mustClose = SystemReader.getInstance().isWindows();
        if (mustClose) {
            close();
        }
        if (quarantine.discard() && !mustClose) {
            refresh();
            // JGit keeps packs open until it is asked for an object that is in none, and sees that they are gone.
            objects.has(ObjectId.zeroId());
        }
        return !mustClose;
    }

    /** Forgets packs that are gone, if the directory has changed since they were listed. */
    void refresh() {
        objects.getPacks();
    }

    void close() {
        objects.close();
    }
}
