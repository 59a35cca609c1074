package dev.gitsync.examples.jspwiki;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stores the exact text of pushed pages that JSPWiki writes differently: it sorts and shortens headers and drops carriage returns. Git
 * shows the pushed text until the page is changed in JSPWiki.
 */
final class Spellings {
    private final Path folder;
    private final Set<String> kept = new HashSet<>();

    /** Stores one file for each such page in {@code folder}. */
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

    /** The text that git shows for a page with the JSPWiki text {@code text}. */
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

    /** Records that {@code pushed} became {@code text} in JSPWiki. */
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
