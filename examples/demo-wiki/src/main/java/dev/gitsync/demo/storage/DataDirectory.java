package dev.gitsync.demo.storage;

import dev.gitsync.demo.start.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder for everything that survives a restart, locked while it is open. The operating system releases the lock when the process
 * dies, so there is never a stale one to remove.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "demo-wiki.lock";

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder and creates it if needed.
     *
     * @throws StartException if another process has it open or it is not writable
     */
    public static DataDirectory open(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel channel =
                    FileChannel.open(absolute.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartException(
                        StartException.Problem.DATA_IN_USE,
                        "The data directory " + absolute + " is in use by another demo wiki. Stop that one, or"
                                + " choose another directory with --data.");
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException e) {
            throw new StartException(
                    StartException.Problem.DATA_IN_USE,
                    "The data directory " + absolute + " is not writable (" + e.getMessage()
                            + "); choose another with --data.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // open in this process
        }
    }

    /** The folder for the repositories. */
    public Path repositories() {
        return root.resolve("repositories");
    }

    /** The file with the key for the secrets of mirrors. */
    public Path mirrorKey() {
        return root.resolve("mirror.key");
    }

    /** The folder for the host keys of SSH. */
    public Path sshHostKeys() {
        return root.resolve("ssh");
    }

    /** The folder for the embedded PostgreSQL. */
    Path postgres() {
        return root.resolve("postgres");
    }

    /** The folder in which a new PostgreSQL cluster is created before it gets its final name. */
    Path unfinishedPostgres() {
        return root.resolve("postgres.unfinished");
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock on " + root + " could not be released", e);
        }
    }
}
