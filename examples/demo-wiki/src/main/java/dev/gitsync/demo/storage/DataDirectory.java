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
 * The folder with everything that survives a restart, ours alone while it is open. The operating system gives the lock back
 * when the process dies, however it dies, so that there is never a stale one to remove.
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
     * Opens the folder, making it first if need be.
     *
     * @throws StartException when another process has it open, or it can't be written
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
                        "The data directory " + absolute + " is in use by another demo wiki; stop that one, or choose"
                                + " another directory with --data.");
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException e) {
            throw new StartException(
                    StartException.Problem.DATA_IN_USE,
                    "The data directory " + absolute + " can't be written (" + e.getMessage()
                            + "); choose another with --data.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process has it open already
        }
    }

    /** Where the repositories of the spaces live. */
    public Path repositories() {
        return root.resolve("repositories");
    }

    /** Where the embedded PostgreSQL keeps its data. */
    Path postgres() {
        return root.resolve("postgres");
    }

    /** Where a new PostgreSQL cluster is made, before it gets its final name. */
    Path unfinishedPostgres() {
        return root.resolve("postgres.unfinished");
    }

    /** Lets others open the folder. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock on " + root + " could not be given back", e);
        }
    }
}
