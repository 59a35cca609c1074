package dev.gitsync.demo.mirror;

import dev.gitsync.demo.start.StartException;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.mirror.EncryptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Finds the keys that encrypt the secrets of mirrors in the database. */
final class MirrorKeys {
    /** The environment variable with the keys. */
    static final String VARIABLE = "DEMO_MIRROR_KEY";

    private static final int BYTES = 32;

    private MirrorKeys() {}

    /**
     * Returns the keys in {@code DEMO_MIRROR_KEY}. Without it, a wiki that has the database for itself generates a key and keeps it in
     * {@code file}, which only its user may read. Wikis that share a database have no keys then, because they could not decrypt
     * each other's secrets.
     *
     * @throws StartException when the variable or the file is invalid
     */
    static Optional<EncryptionKeys> find(Map<String, String> environment, Path file, boolean isShared) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isBlank()) {
            return Optional.of(parse(given, VARIABLE));
        }
        return isShared ? Optional.empty() : Optional.of(parse(inFile(file), file.toString()));
    }

    private static EncryptionKeys parse(String text, String source) {
        try {
            return EncryptionKeys.parse(text.strip());
        } catch (InvalidInputException e) {
            throw new StartException(
                    StartException.Problem.BAD_OPTION, source + " is invalid. " + e.getMessage() + ".", e);
        }
    }

    private static String inFile(Path file) {
        try {
            create(file);
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException(
                    StartException.Problem.OTHER,
                    "The key for the secrets of mirrors in " + file + " can't be read or written (" + e.getMessage()
                            + "). Make it accessible, or set " + VARIABLE + ".",
                    e);
        }
    }

    /** Creates the file unless it exists. An interrupted start leaves no part of a key. */
    private static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, forOwnerOnly(file));
        Files.writeString(unfinished, Base64.getEncoder().encodeToString(key) + "\n");
        Files.move(unfinished, file);
    }

    private static FileAttribute<?>[] forOwnerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
