package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/** Opens and prepares bare repositories on disk. */
public final class FileRepositories {
    private FileRepositories() {}

    /**
     * Opens the repository in {@code directory}; the caller closes it. Inserted objects stay in quarantine until a ref
     * moves, and are discarded if none does.
     */
    public static Repository open(Path directory, RepositoryOpening opening) throws IOException {
        return QuarantinedRepository.open(directory, opening);
    }

    /** Opens the repository without quarantine, for maintenance. */
    public static Repository openForMaintenance(Path directory) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    /**
     * Creates the repository if it does not exist, configures it for a server, and removes the locks and received
     * objects that dead processes left behind. Does not change a repository that needs none of this.
     */
    public static void prepare(Path directory) {
        try {
            if (!Files.exists(directory.resolve(Constants.HEAD))) {
                create(directory);
            }
            clearLocks(directory);
            setUp(directory);
            Quarantine.clear(directory.resolve("objects"), started());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the repository in {@code directory}, if there is one. */
    public static void delete(Path directory) {
        try {
            if (Files.exists(directory)) {
                FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all refs of the repository in {@code directory}, in a form that is suitable for comparison only. */
    public static String refs(Path directory) throws IOException {
        StringBuilder refs = new StringBuilder();
        for (Path place : List.of(directory.resolve("packed-refs"), directory.resolve("refs"))) {
            if (Files.exists(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file :
                            (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                        append(refs, file);
                    }
                }
            }
        }
        return refs.toString();
    }

    private static void append(StringBuilder refs, Path file) throws IOException {
        try {
            refs.append(file.getFileName()).append(' ').append(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            refs.append(" gone ").append(System.nanoTime()); // It is being moved; the next call reads the result.
        }
    }

    /** Creates the repository in a temporary directory and renames it, so that a crash leaves no incomplete repository behind. */
    private static void create(Path directory) throws IOException {
        Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(parent, "new-repository-");
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(fresh.toFile()).setBare().build()) {
            repository.create(true);
            RefUpdate head = repository.updateRef(Constants.HEAD, true);
            head.disableRefLog();
            head.link(Constants.R_HEADS + "main");
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Configures JGit to sync to disk and not to collect garbage inside a push; by default it does the opposite. This
     * also applies to repositories created by hand, such as mirrors; a repository that is configured already is not
     * written to.
     */
    private static void setUp(Path directory) throws IOException {
        try (Repository repository = openForMaintenance(directory)) {
            StoredConfig config = repository.getConfig();
            String before = config.toText();
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
            config.setBoolean(ConfigConstants.CONFIG_RECEIVE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOGC, false);
            config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
            if (!config.toText().equals(before)) {
                config.save();
            }
        }
    }

    private static void clearLocks(Path directory) throws IOException {
        Instant started = started();
        for (Path place : List.of(directory, directory.resolve("refs"))) {
            try (Stream<Path> files = Files.walk(place, place.equals(directory) ? 1 : Integer.MAX_VALUE)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.toString().endsWith(".lock")
                            && Files.getLastModifiedTime(file).toInstant().isBefore(started)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    /** Returns when this process started. */
    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
