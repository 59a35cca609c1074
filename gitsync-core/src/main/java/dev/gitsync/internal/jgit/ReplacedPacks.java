package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackFile;
import org.eclipse.jgit.internal.storage.pack.PackExt;

/**
 * Deletes packs whose objects are all in another pack, while the repository is read. JGit lists the packs of a
 * repository, reads the index of a pack on first use, and logs a warning with a stack trace if the index is gone. A pack
 * that can't be opened is no problem for JGit and git: both list the packs again. So the index is deleted after its
 * pack:
 *
 * <ol>
 *   <li>The pack is deleted. A reader that lists the packs from then on ignores an index without its pack.
 *   <li>A file {@code .keep} is created in its place: JGit's garbage collection deletes an index with neither, and logs
 *       a warning.
 *   <li>After {@link #GRACE} the index is deleted, and then the file {@code .keep}.
 * </ol>
 *
 * <p>A pack never exists beside one of these {@code .keep} files, so no garbage collection relies on a pack that is
 * about to be deleted. The next {@link #clear} removes what a dead process left behind.
 */
final class ReplacedPacks {
    /** Longer than a reader uses a list of packs without checking whether it is up to date. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private ReplacedPacks() {}

    /** Deletes packs, but keeps their indexes. */
    static void delete(Collection<Pack> packs) throws IOException {
        for (Pack pack : packs) {
            pack.close();
            Files.deleteIfExists(pack.getPackFile().toPath());
            try {
                Files.createFile(pack.getPackFile().create(PackExt.KEEP).toPath());
            } catch (FileAlreadyExistsException e) {
                // A dead process left it behind; it serves as well as a new one.
            }
        }
    }

    /** Deletes the indexes of packs that were deleted at least {@link #GRACE} ago from the directory of packs. */
    static void clear(Path directory) throws IOException {
        Instant end = Instant.now().minus(GRACE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "pack-*.{idx,keep}")) {
            for (Path file : files) {
                PackFile gone = new PackFile(file.toFile());
                if (!gone.create(PackExt.PACK).exists() && isBefore(gone.create(PackExt.KEEP), end)) {
                    delete(gone);
                }
            }
        }
    }

    /** Returns whether a file is older than {@code end} or missing; a dead process may not have created it. */
    private static boolean isBefore(PackFile file, Instant end) throws IOException {
        return !file.exists()
                || Files.getLastModifiedTime(file.toPath()).toInstant().isBefore(end);
    }

    private static void delete(PackFile gone) throws IOException {
        for (PackExt part : PackExt.values()) {
            if (part != PackExt.KEEP) {
                Files.deleteIfExists(gone.create(part).toPath());
            }
        }
        Files.deleteIfExists(gone.create(PackExt.KEEP).toPath());
    }
}
