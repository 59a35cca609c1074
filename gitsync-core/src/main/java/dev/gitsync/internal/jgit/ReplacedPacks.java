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
 * Deletes packs whose objects are all in another pack, while others read. JGit lists the packs of a repository, reads the index
 * of one when it first needs it, and warns with a trace if that is not there any more. A pack that can't be opened is routine to
 * it, and to git: both list the packs again. So the index outlives its pack:
 *
 * <ol>
 *   <li>The pack is deleted. A reader that lists the packs from now on sees none without its index, and no index without its pack.
 *   <li>A file {@code .keep} is made in its place: JGit's garbage collection deletes an index with neither, and warns of it.
 *   <li>After {@link #GRACE} the index is deleted, and the file {@code .keep} after it.
 * </ol>
 *
 * <p>No pack is ever beside a {@code .keep} of ours, so no garbage collection relies on one that is about to go. What a process
 * that died left behind goes with the next {@link #clear}.
 */
final class ReplacedPacks {
    /** Longer than a reader has a list of packs without looking whether it is still right. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private ReplacedPacks() {}

    /** Deletes packs, but for their indexes. */
    static void delete(Collection<Pack> packs) throws IOException {
        for (Pack pack : packs) {
            pack.close();
            Files.deleteIfExists(pack.getPackFile().toPath());
            try {
                Files.createFile(pack.getPackFile().create(PackExt.KEEP).toPath());
            } catch (FileAlreadyExistsException e) {
                // Left behind by a process that died; as good as a new one.
            }
        }
    }

    /** Deletes the indexes of packs that were deleted a while ago from the directory of the packs. */
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

    /** A file that is not there was never made, because the process died. */
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
