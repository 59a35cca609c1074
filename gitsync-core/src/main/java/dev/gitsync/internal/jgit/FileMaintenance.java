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

/** Runs maintenance on bare repositories on disk. */
public final class FileMaintenance {
    /** {@link FileCompaction} merges small packs. */
    private static final int MANY_PACKS = 30;

    private static final int MANY_LOOSE_OBJECTS = 2000;

    private FileMaintenance() {}

    /** Returns whether the number of packs or loose objects is so large that it slows readers down. */
    public static boolean isWorthIt(Repository repository) throws IOException {
        GC.RepoStatistics found = new GC((FileRepository) repository).getStatistics();
        return found.numberOfPackFiles >= MANY_PACKS || found.numberOfLooseObjects >= MANY_LOOSE_OBJECTS;
    }

    /**
     * Writes all objects that the refs reach into one pack with a bitmap. Deletes replaced packs, including unreachable
     * objects in them, once they are older than {@code packGrace}, and unreachable loose objects and the quarantines of
     * dead processes once they are older than {@code grace}. Does not pack the refs, which would compete with pushes for
     * their locks.
     */
    public static void run(Repository repository, Duration packGrace, Duration grace) throws IOException {
        // Set in memory only. Otherwise JGit would turn the unreachable objects of replaced packs, most of which
        // belong to the index, into loose objects.
        repository.getConfig().setString("gc", null, "pruneExpire", "now");
        FileRepository files = (FileRepository) repository;
        ReplacedPacks.clear(files.getObjectDatabase().getPackDirectory().toPath());
        GC gc = new GC(files);
        gc.setPackConfig(PackRules.config(repository));
        gc.setExpire(Instant.now().minus(grace));
        gc.setPackExpire(Instant.EPOCH); // so JGit deletes no packs
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

    /** Returns the packs that were written before {@code end} and need not be kept. */
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
