package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.DeltaChains;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Repository;

/** Housekeeping for bare repositories on disk. */
public final class FileMaintenance {
    /** Small ones are put together by {@link FileCompaction}. */
    private static final int MANY_PACKS = 30;

    private static final int MANY_LOOSE_OBJECTS = 2000;

    private FileMaintenance() {}

    /** Whether so many packs or loose objects have gathered that they slow readers down. */
    public static boolean isWorthIt(Repository repository) throws IOException {
        GC.RepoStatistics found = new GC((FileRepository) repository).getStatistics();
        return found.numberOfPackFiles >= MANY_PACKS || found.numberOfLooseObjects >= MANY_LOOSE_OBJECTS;
    }

    /**
     * Writes what the refs reach into one pack with a bitmap, deletes packs that were replaced once they are older than
     * {@code packGrace}, along with what no ref reaches in them, and loose objects that no ref reaches once they are older than
     * {@code grace}. The refs themselves are left as they
     * are: packing them would compete with pushes for their locks. What a killed process received and nobody took goes as well.
     */
    public static void run(Repository repository, Duration packGrace, Duration grace) throws IOException {
        // In memory only. Else what no ref reaches of a pack that is replaced, most of which was the index, becomes
        // loose objects.
        repository.getConfig().setString("gc", null, "pruneExpire", "now");
        GC gc = new GC((FileRepository) repository);
        gc.setPackConfig(DeltaChains.cut(repository));
        gc.setExpire(Instant.now().minus(grace));
        gc.setPackExpire(Instant.now().minus(packGrace));
        try {
            gc.repack();
            gc.prunePacked();
            gc.prune(Set.of());
            Quarantine.clear(
                    repository.getDirectory().toPath().resolve("objects"),
                    Instant.now().minus(grace));
        } catch (ParseException e) {
            throw new IOException("The settings of the repository can't be read: " + e.getMessage(), e);
        }
    }
}
