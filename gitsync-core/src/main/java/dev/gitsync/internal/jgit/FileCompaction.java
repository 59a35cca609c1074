package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Merges the {@link PackRules#smallPacks small packs} of a repository on disk, between two runs of {@link
 * FileMaintenance}. Unreachable objects are kept. Concurrent readers find the new pack when the old ones are gone: git
 * and JGit list packs again before they report that an object is missing ({@link ReplacedPacks}).
 */
public final class FileCompaction {
    private FileCompaction() {}

    /**
     * Merges the small packs, if it is worthwhile, and returns whether it did. At most one thread may run it for a
     * repository at a time, and not concurrently with maintenance; other threads and processes may read and write.
     *
     * @param repository a repository that is opened for maintenance
     * @throws IOException when files can't be read or written; nothing is lost then
     */
    public static boolean run(Repository repository) throws IOException {
        FileRepository files = (FileRepository) repository;
        ReplacedPacks.clear(files.getObjectDatabase().getPackDirectory().toPath());
        List<Pack> chosen = PackRules.smallPacks(
                candidates(files), pack -> pack.getPackFile().length());
        if (chosen.isEmpty()) {
            return false;
        }
        Quarantine quarantine = new Quarantine(files.getObjectsDirectory().toPath());
        try {
            quarantine.incoming(files.getConfig(), files.getFS());
            write(files, chosen, quarantine.directory().resolve("pack"));
            quarantine.publish(files.getObjectDatabase());
        } finally {
            quarantine.discard();
        }
        ReplacedPacks.delete(chosen);
        return true;
    }

    /** Returns the packs that may be merged: not those that maintenance wrote, which have a bitmap. */
    private static List<Pack> candidates(FileRepository repository) {
        List<Pack> candidates = new ArrayList<>();
        for (Pack pack : repository.getObjectDatabase().getPacks()) {
            if (!pack.shouldBeKept()
                    && !pack.getPackFile().create(PackExt.BITMAP_INDEX).exists()) {
                candidates.add(pack);
            }
        }
        return candidates;
    }

    private static void write(FileRepository repository, List<Pack> packs, Path directory) throws IOException {
        PackConfig config = new PackConfig(repository);
        config.setDeltaCompress(false); // existing deltas are reused
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                PackWriter writer = new PackWriter(config, reader)) {
            writer.setDeltaBaseAsOffset(true);
            RevFlag added = walk.newFlag("ADDED");
            for (Pack pack : packs) {
                for (PackIndex.MutableEntry entry : pack) {
                    ObjectId id = entry.toObjectId();
                    RevObject object = walk.lookupAny(id, reader.open(id).getType());
                    if (!object.has(added)) {
                        object.add(added);
                        writer.addObject(object);
                    }
                }
            }
            try (OutputStream out = Files.newOutputStream(directory.resolve("small.pack"))) {
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (OutputStream out = Files.newOutputStream(directory.resolve("small.idx"))) {
                writer.writeIndex(out);
            }
        }
    }
}
