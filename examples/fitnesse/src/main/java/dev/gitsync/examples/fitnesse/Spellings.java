package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How pages were pushed whose text FitNesse spells in another way: it sorts and shortens headers and knows no carriage
 * returns. As long as FitNesse says the same as right after the push, git shows what was pushed; what somebody changes in
 * FitNesse is spelled as FitNesse does.
 */
final class Spellings {
    private final Path folder;
    private final Set<String> kept = new HashSet<>();

    /** Keeps one file for each such page in {@code folder}. */
    Spellings(Path folder) {
        this.folder = folder;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).forEach(kept::add);
            } catch (IOException e) {
                throw new StoreException("The folder " + folder + " can't be read", e);
            }
        }
    }

    /** What git is to see of a page of which FitNesse says {@code text}. */
    String spelled(PageId id, String text) {
        if (!kept.contains(id.value())) {
            return text;
        }
        try {
            String file = Files.readString(folder.resolve(id.value()));
            int line = file.indexOf('\n');
            return file.substring(0, line).equals(Fingerprint.of(text)) ? file.substring(line + 1) : text;
        } catch (IOException e) {
            throw new StoreException("How page " + id + " was pushed can't be read", e);
        }
    }

    /** Git pushed {@code pushed}, of which FitNesse will say {@code text}. */
    void keep(PageId id, String pushed, String text) {
        if (!pushed.equals(text)) {
            DurableFile.write(folder.resolve(id.value()), Fingerprint.of(text) + "\n" + pushed);
            kept.add(id.value());
        } else if (kept.remove(id.value())) {
            forget(id);
        }
    }

    private void forget(PageId id) {
        try {
            Files.deleteIfExists(folder.resolve(id.value()));
        } catch (IOException e) {
            throw new StoreException("How page " + id + " was pushed can't be forgotten", e);
        }
    }
}
