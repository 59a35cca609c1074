package dev.gitsync.lfs;

import dev.gitsync.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A user's lock of a file. It reserves the file by agreement: the git-lfs client of another user does not push a change to the file,
 * and warns. The server accepts such a push.
 *
 * @param id the id, 1 to 64 printable characters of ASCII
 * @param path the path of the file from the root of the repository; the file need not exist
 * @param owner the user who has the lock
 * @param lockedAt when it was locked, to the second
 */
public record LfsLock(String id, String path, Owner owner, Instant lockedAt) {
    /** The maximum length of a path, in bytes of UTF-8. */
    public static final int MAX_PATH_BYTES = 1024;

    private static final int MAX_ID_CHARS = 64;
    /** The first character above the printable ones of ASCII. */
    private static final char DELETE = 0x7F;

    /**
     * Checks id and path.
     *
     * @throws InvalidInputException when they have another form; the message is for the user
     */
    public LfsLock {
        if (!isId(id)) {
            throw new InvalidInputException(
                    "The id of a lock has 1 to " + MAX_ID_CHARS + " printable characters of ASCII");
        }
        if (!isPath(path)) {
            throw new InvalidInputException(
                    "The path of a lock is that of a file, relative to the root of the repository, with at most "
                            + MAX_PATH_BYTES + " bytes");
        }
    }

    /** Returns whether a lock can have this id. */
    static boolean isId(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_ID_CHARS
                && id.chars().noneMatch(character -> character <= ' ' || character >= DELETE);
    }

    /** Returns whether a lock can have this path. */
    static boolean isPath(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_PATH_BYTES
                && new String(bytes, StandardCharsets.UTF_8).equals(path)
                && path.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    /**
     * The user who has a lock.
     *
     * @param user the wiki's id of the user
     * @param name the name that other users see
     */
    public record Owner(String user, String name) {}
}
