package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.internal.storage.file.Pack;
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
        FileRepository files = (FileRepository) repository;
        ReplacedPacks.clear(files.getObjectDatabase().getPackDirectory().toPath());
        GC gc = new GC(files);
        gc.setPackConfig(PackRules.config(repository));
        gc.setExpire(Instant.now().minus(grace));
        gc.setPackExpire(Instant.EPOCH); // JGit deletes none
        try {
            List<Pack> old = packs(files, Instant.now().minus(packGrace));
            Set<String> written = gc.repack().stream().map(Pack::getPackName).collect(Collectors.toSet());
            old.removeIf(pack -> written.contains(pack.getPackName()));
            ReplacedPacks.delete(old);
            gc.prunePacked();
            gc.prune(Set.of());
            Quarantine.clear(
                    repository.getDirectory().toPath().resolve("objects"),
                    Instant.now().minus(grace));
        } catch (ParseException e) {
            throw new IOException("The settings of the repository can't be read: " + e.getMessage(), e);
        }
    }

    /** Packs that were written before {@code end}, and need not be kept. */
    private static List<Pack> packs(FileRepository repository, Instant end) throws IOException {
        List<Pack> found = new ArrayList<>();
        for (Pack pack : repository.getObjectDatabase().getPacks()) {
            Instant written =
                    Files.getLastModifiedTime(pack.getPackFile().toPath()).toInstant();
            if (!pack.shouldBeKept() && written.isBefore(end)) {
                found.add(pack);
            }
        }
        return found;
    }
}
