package dev.gitsync.examples.embedding;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The wiki before gitsync: a folder for each notebook, a file for each note, without history or transactions. Thread-safe within one
 * process.
 */
public final class Notes {
    private static final String SUFFIX = ".note";

    private final Path folder;

    /** Keeps notebooks in {@code folder}, which is created if needed. */
    public Notes(Path folder) {
        this.folder = folder;
    }

    /** Returns all notes of a notebook; none if it does not exist. */
    public synchronized List<Note> all(String notebook) {
        Path notes = folder.resolve(notebook);
        if (!Files.isDirectory(notes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(notes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .flatMap(id -> find(notebook, id).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The notebook " + notebook + " can't be read", e);
        }
    }

    /** Returns a note, if it exists. */
    public synchronized Optional<Note> find(String notebook, String id) {
        Path file = file(notebook, id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The note " + id + " can't be read", e);
        }
        return Optional.of(new Note(
                id,
                properties.getProperty("above"),
                properties.getProperty("title", ""),
                properties.getProperty("body"),
                properties.getProperty("author", ""),
                properties.getProperty("email", ""),
                Instant.parse(properties.getProperty("edited", Instant.EPOCH.toString()))));
    }

    /** Writes a note if {@code condition} holds for the stored one, null for none. Returns whether it was written. */
    public synchronized boolean save(String notebook, Note note, Predicate<@Nullable Note> condition) {
        if (!condition.test(find(notebook, note.id()).orElse(null))) {
            return false;
        }
        Properties properties = new Properties();
        put(properties, "above", note.above());
        put(properties, "title", note.title());
        put(properties, "body", note.body());
        put(properties, "author", note.author());
        put(properties, "email", note.email());
        put(properties, "edited", note.edited().toString());
        Path file = file(notebook, note.id());
        Path fresh = file.resolveSibling(note.id() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                properties.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The note " + note.id() + " can't be written", e);
        }
        return true;
    }

    /** Removes a note if {@code condition} holds for it. Returns whether it no longer exists. */
    public synchronized boolean remove(String notebook, String id, Predicate<Note> condition) {
        if (!find(notebook, id).map(condition::test).orElse(true)) {
            return false;
        }
        try {
            Files.deleteIfExists(file(notebook, id));
        } catch (IOException e) {
            throw new UncheckedIOException("The note " + id + " can't be removed", e);
        }
        return true;
    }

    private Path file(String notebook, String id) {
        return folder.resolve(notebook).resolve(id + SUFFIX);
    }

    private static void put(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
