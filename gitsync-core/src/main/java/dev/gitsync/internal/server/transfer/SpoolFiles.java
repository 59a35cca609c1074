package dev.gitsync.internal.server.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The files of request bodies, and the space that each user takes. Safe for use by several threads. */
final class SpoolFiles {
    static final String PREFIX = "gitsync-body-";
    static final String SUFFIX = ".tmp";

    private final Path folder;
    private final long maxBytes;
    private final long maxBytesPerUser;
    private final Map<String, Long> usedPerUser = new HashMap<>();
    private long used;

    SpoolFiles(Path folder, long maxBytes, long maxBytesPerUser) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.maxBytesPerUser = maxBytesPerUser;
    }

    /** Returns the size of all files, in bytes. */
    synchronized long used() {
        return used;
    }

    /** Creates an empty file. */
    Path createFile() throws IOException {
        return Files.createTempFile(folder, PREFIX, SUFFIX);
    }

    /** Takes space for a user. */
    synchronized void reserve(String user, long bytes) throws SpoolFullException {
        long mine = Objects.requireNonNullElse(usedPerUser.get(user), 0L) + bytes;
        if (mine > maxBytesPerUser || used + bytes > maxBytes) {
            throw new SpoolFullException("No space for a request body: " + used + " of " + maxBytes
                    + " bytes are used, " + (mine - bytes) + " of " + maxBytesPerUser + " by this user");
        }
        usedPerUser.put(user, mine);
        used += bytes;
    }

    /** Gives back space of a user. */
    synchronized void release(String user, long bytes) {
        used -= bytes;
        if (usedPerUser.merge(user, -bytes, Long::sum) <= 0) {
            usedPerUser.remove(user);
        }
    }
}
