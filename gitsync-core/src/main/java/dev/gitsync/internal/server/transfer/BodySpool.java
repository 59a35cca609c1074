package dev.gitsync.internal.server.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives whole request bodies before a request acquires a permit: up to {@value #IN_MEMORY} bytes in memory, longer ones in temporary files.
 * The size of all files is limited, and so is the share of one user. A file is deleted when its body is closed or the process ends, on POSIX
 * systems also after a crash; elsewhere {@link #deleteLeftovers} deletes it at the next start. Safe for use by several threads.
 */
public final class BodySpool {
    static final int IN_MEMORY = SpooledBody.IN_MEMORY;

    private static final Logger log = LoggerFactory.getLogger(BodySpool.class);
    private static final int BUFFER = 16 << 10;
    /** No request takes that long, so a file of this age belongs to no process. */
    private static final Duration MAX_LEFTOVER_AGE = Duration.ofDays(1);

    private final Path folder;
    private final SpoolFiles files;

    /**
     * Creates a spool with its files in {@code folder}.
     *
     * @param maxBytes the maximum size of all files together
     * @param maxBytesPerUser the maximum size of the files of one user
     */
    public BodySpool(Path folder, long maxBytes, long maxBytesPerUser) {
        this.folder = folder;
        this.files = new SpoolFiles(folder, maxBytes, maxBytesPerUser);
    }

    /**
     * Reads a body to its end. The caller closes the result.
     *
     * @throws SpoolFullException if there is no space for it
     * @throws IOException if the body can't be read
     */
    public SpooledBody receive(InputStream body, String user) throws IOException {
        return receive(body, user, (bytes, from, length) -> false);
    }

    /** Reads a body to its end, or until {@code inspector} needs no more of it. The caller closes the result. */
    public SpooledBody receive(InputStream body, String user, Inspector inspector) throws IOException {
        SpooledBody spooled = new SpooledBody(files, user);
        boolean isReceived = false;
        try {
            receive(body, spooled, inspector);
            isReceived = true;
            return spooled;
        } finally {
            if (!isReceived) {
                spooled.close();
            }
        }
    }

    private static void receive(InputStream body, SpooledBody spooled, Inspector inspector) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            spooled.append(buffer, n);
            if (inspector.canStop(buffer, 0, n)) {
                return;
            }
        }
        spooled.markComplete();
    }

    /** Deletes the files of a process that was killed. */
    public void deleteLeftovers() {
        Instant oldest = Instant.now().minus(MAX_LEFTOVER_AGE);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, SpoolFiles.PREFIX + "*" + SpoolFiles.SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            log.warn("Could not delete request bodies of an earlier process in {}", folder, e);
        }
    }

    /** Returns the size of all files, in bytes. */
    public long used() {
        return files.used();
    }

    /** Inspects a body while it is received. */
    @FunctionalInterface
    public interface Inspector {
        /** Inspects the next bytes. Returns whether the rest of the body is not needed. */
        boolean canStop(byte[] bytes, int from, int length);
    }
}
