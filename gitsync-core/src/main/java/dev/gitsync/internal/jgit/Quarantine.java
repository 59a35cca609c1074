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
 * A directory inside {@code objects} for received or inserted objects that no ref points to yet; neither git nor other
 * open repositories read it. It is created when it is first needed. Safe for use by several threads.
 *
 * <p>It contains packs. They become part of the repository in this order: every file is synced; a pack moves before its
 * index; the destination directory is synced. A process that dies halfway leaves some packs behind that no ref points
 * to. If another process has removed the quarantine, publishing fails: a quarantine is renamed before it is deleted, so
 * that it is complete as long as it has its name.
 */
final class Quarantine {
    /** The prefix that {@code git prune} recognizes to delete old directories. */
    private static final String PREFIX = "tmp_objdir-incoming-";

    private static final String INDEX = ".idx";
    private static final Random NAMES = new SecureRandom();

    private final Path objects;
    private final Path directory;
    private @Nullable ObjectDirectory incoming;

    /** Creates a separate quarantine in the directory {@code objects} of a repository. */
    Quarantine(Path objects) {
        this.objects = objects;
        this.directory = objects.resolve(PREFIX + UUID.randomUUID());
    }

    /** Returns its path; the directory exists once it is first needed. */
    Path directory() {
        return directory;
    }

    /** Returns its objects; null if it has not been needed so far. */
    synchronized @Nullable ObjectDirectory incoming() {
        return incoming;
    }

    /** Returns its objects, and creates the directory if needed. */
    synchronized ObjectDirectory incoming(Config config, FS files) throws IOException {
        if (incoming == null) {
            Files.createDirectories(directory.resolve("pack"));
            incoming = new ObjectDirectory(config, directory.toFile(), null, files, null);
        }
        return incoming;
    }

    /** Returns whether it contains an object. */
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

    /** Moves its packs to the objects of the repository, durably; returns the number of packs. */
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
        incoming.close(); // It drops its list of packs, which are in the repository now.
        return packs.size();
    }

    /** Moves a pack under a new random name. A pack of the same objects may exist already, but maintenance may be about to delete it. */
    private File movePack(Path packIndex) throws IOException {
        String before = name(packIndex).substring(0, name(packIndex).length() - INDEX.length());
        byte[] random = new byte[Constants.OBJECT_ID_LENGTH];
        NAMES.nextBytes(random);
        Path now = objects.resolve("pack")
                .resolve("pack-" + ObjectId.fromRaw(random).name());
        for (Path file : list(directory.resolve("pack"), before + ".*")) {
            String extension = name(file).substring(before.length());
            // JGit's lock applies to the name in the quarantine.
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

    /** Syncs a file or directory. Windows can't sync directories, and syncs only files opened for writing. */
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

    /** Deletes its contents and returns whether it was in use. It can be used again afterwards. */
    synchronized boolean discard() throws IOException {
        if (incoming == null) {
            return false;
        }
        incoming.close();
        incoming = null;
        delete(directory);
        return true;
    }

    /** Deletes the quarantines that dead processes left behind before {@code end}. */
    static void clear(Path objects, Instant end) throws IOException {
        for (Path left : list(objects, PREFIX + "*")) {
            try {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(end)) {
                    Path gone = objects.resolve(PREFIX + "gone-" + UUID.randomUUID());
                    delete(Files.move(left, gone, StandardCopyOption.ATOMIC_MOVE));
                }
            } catch (NoSuchFileException e) {
                // The push that owns it has removed it already.
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
