package dev.gitsync.internal.jgit;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A directory inside of {@code objects} for what was received or inserted and that no ref points to yet; git looks there as
 * little as anybody else who has the repository open. It is made when it is first needed. Safe for use by several threads.
 *
 * <p>What is in it are packs. They become part of the repository in this order: every file is synced; a pack moves before its
 * index; the directory that they came into is synced. A process that dies amid it leaves a part behind that no ref
 * points to. Where another process has cleared the quarantine away, publishing fails: what is cleared away is renamed before
 * it is deleted, so that it is whole as long as it has its name.
 */
final class Quarantine {
    /** {@code git prune} knows this name, and deletes what is old. */
    private static final String PREFIX = "tmp_objdir-incoming-";

    private static final String INDEX = ".idx";
    private static final Random NAMES = new SecureRandom();

    private final Path objects;
    private final Path directory;
    private @Nullable ObjectDirectory incoming;

    /** A quarantine of its own in the directory {@code objects} of a repository. */
    Quarantine(Path objects) {
        this.objects = objects;
        this.directory = objects.resolve(PREFIX + UUID.randomUUID());
    }

    /** Where it is, once it is needed. */
    Path directory() {
        return directory;
    }

    /** What is in it, as objects; null if it was not needed so far. */
    synchronized @Nullable ObjectDirectory incoming() {
        return incoming;
    }

    /** What is in it, as objects. */
    synchronized ObjectDirectory incoming(Config config, FS files) throws IOException {
        if (incoming == null) {
            Files.createDirectories(directory.resolve("pack"));
            incoming = new ObjectDirectory(config, directory.toFile(), null, files, null);
        }
        return incoming;
    }

    /** Whether an object is in it. */
    synchronized boolean has(AnyObjectId id) throws IOException {
        if (incoming != null) {
            for (Pack pack : incoming.getPacks()) {
                if (pack.getIndex().hasObject(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Moves what is in it to the objects of the repository, durably; answers how many packs it was. */
    synchronized int publish(ObjectDirectory repository) throws IOException {
        if (incoming == null) {
            return 0;
        }
        List<Path> packs = list(directory.resolve("pack"), "*" + INDEX);
        for (Path packIndex : packs) {
            repository.openPack(movePack(packIndex));
        }
        if (!packs.isEmpty()) {
            sync(objects.resolve("pack"));
        }
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "another process deleted it");
        }
        incoming.close(); // It forgets what was there, and finds it in the repository.
        return packs.size();
    }

    /**
     * Moves a pack under a new name. A pack of the same objects may be there already; it is not relied upon, because
     * maintenance may be about to delete it.
     */
    private File movePack(Path packIndex) throws IOException {
        String before = name(packIndex).substring(0, name(packIndex).length() - INDEX.length());
        byte[] random = new byte[Constants.OBJECT_ID_LENGTH];
        NAMES.nextBytes(random);
        Path now = objects.resolve("pack")
                .resolve("pack-" + ObjectId.fromRaw(random).name());
        for (Path file : list(directory.resolve("pack"), before + ".*")) {
            String extension = name(file).substring(before.length());
            // JGit's lock is on the name in here.
            if (!extension.equals(INDEX) && !extension.equals(".keep")) {
                move(file, Path.of(now + extension));
            }
        }
        move(packIndex, Path.of(now + INDEX));
        return new File(now + ".pack");
    }

    private static void move(Path from, Path to) throws IOException {
        sync(from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Windows syncs no directories, and files for those only who may write them. */
    private static void sync(Path file) throws IOException {
        if (!SystemReader.getInstance().isWindows()) {
            force(file, StandardOpenOption.READ);
        } else if (Files.isRegularFile(file) && file.toFile().setWritable(true)) {
            force(file, StandardOpenOption.WRITE);
            file.toFile().setReadOnly();
        }
    }

    private static void force(Path file, StandardOpenOption access) throws IOException {
        try (FileChannel open = FileChannel.open(file, access)) {
            open.force(true);
        }
    }

    /** Deletes what is in it; whether it was in use. It can be used again afterwards. */
    synchronized boolean discard() throws IOException {
        if (incoming == null) {
            return false;
        }
        incoming.close();
        incoming = null;
        delete(directory);
        return true;
    }

    /** Deletes what processes that are gone have left behind before {@code end}. */
    static void clear(Path objects, Instant end) throws IOException {
        for (Path left : list(objects, PREFIX + "*")) {
            try {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(end)) {
                    Path gone = objects.resolve(PREFIX + "gone-" + UUID.randomUUID());
                    delete(Files.move(left, gone, StandardCopyOption.ATOMIC_MOVE));
                }
            } catch (NoSuchFileException e) {
                // Its own push was faster.
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
