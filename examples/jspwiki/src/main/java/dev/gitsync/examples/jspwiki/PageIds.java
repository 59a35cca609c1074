package dev.gitsync.examples.jspwiki;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assigns ids to pages, because JSPWiki knows only their names, and keeps the page below which git has a page, because JSPWiki has no
 * folders. A file with one line for each page stores this and the fingerprint of the last known text. Not thread-safe.
 *
 * <p>A known name keeps its id. {@link #move} takes the id along when JSPWiki reports a renamed page. A listing that comes before that
 * report, or after a rename that nobody reported, knows the page by its text: a new name with the text of exactly one missing page takes
 * its id.
 */
final class PageIds {
    private static final String NO_PARENT = "-";

    private final Path file;
    private final Map<String, Known> pages = new TreeMap<>();

    /** Reads {@code file}, if it exists. */
    PageIds(Path file) {
        this.file = file;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] parts = line.split(" ", 4);
                if (parts.length == 4) {
                    PageId parent = parts[2].equals(NO_PARENT) ? null : new PageId(parts[2]);
                    pages.put(parts[3], new Known(new PageId(parts[0]), parts[1], parent));
                }
            }
        } catch (IOException e) {
            throw new StoreException("The ids of pages can't be read from " + file, e);
        }
    }

    /** The name of a page, as of the last listing or write. */
    Optional<String> name(PageId id) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is known of a page. */
    @Nullable
    Known of(String name) {
        return pages.get(name);
    }

    /** Whether git has pages below this one. */
    boolean hasChildren(PageId id) {
        return pages.values().stream().anyMatch(known -> id.equals(known.parent()));
    }

    /** Records that a page is about to be written. Durable on return. */
    void put(String name, PageId id, @Nullable PageId parent) {
        pages.values().removeIf(known -> known.id().equals(id));
        pages.put(name, new Known(id, Known.UNSEEN, parent));
        save();
    }

    /** Records the text of a page. Not durable until the next listing. */
    void recordText(String name, String says) {
        pages.computeIfPresent(name, (same, known) -> new Known(known.id(), says, known.parent()));
    }

    /** Records that a page has another name. Durable on return. */
    void move(String from, String to) {
        Known moved = pages.remove(from);
        if (moved != null) {
            pages.put(to, moved);
            save();
        }
    }

    /** Records that a page was deleted. */
    void remove(String name) {
        if (pages.remove(name) != null) {
            save();
        }
    }

    /**
     * Assigns ids to the pages, and drops all others.
     *
     * @param found the {@link Fingerprint} of each page, by its name
     */
    Map<String, Known> assign(Map<String, String> found) {
        Map<String, Known> gone = new TreeMap<>(pages);
        gone.keySet().removeAll(found.keySet());
        Set<PageId> taken = new HashSet<>();
        found.keySet().forEach(name -> Optional.ofNullable(pages.get(name)).ifPresent(known -> taken.add(known.id())));
        Map<String, Known> now = new LinkedHashMap<>();
        found.forEach((name, says) -> {
            Known known = Optional.ofNullable(pages.get(name)).orElseGet(() -> before(says, gone, found));
            PageId id = known == null ? fresh(name, taken) : known.id();
            taken.add(id);
            now.put(name, new Known(id, says, known == null ? null : known.parent()));
        });
        now.replaceAll((name, known) -> known.parent() == null || taken.contains(known.parent())
                ? known
                : new Known(known.id(), known.says(), null));
        if (!now.equals(pages)) {
            pages.clear();
            pages.putAll(now);
            save();
        }
        return now;
    }

    /** The missing page with this text, if there is exactly one, and one new page with it. */
    private @Nullable Known before(String says, Map<String, Known> gone, Map<String, String> found) {
        List<String> same = gone.entrySet().stream()
                .filter(page -> page.getValue().says().equals(says))
                .map(Map.Entry::getKey)
                .toList();
        long fresh = found.entrySet().stream()
                .filter(page -> page.getValue().equals(says) && !pages.containsKey(page.getKey()))
                .count();
        boolean isClear = same.size() == 1 && fresh == 1 && !says.equals(Fingerprint.NOTHING);
        return isClear ? gone.remove(same.get(0)) : null;
    }

    private static PageId fresh(String name, Set<PageId> taken) {
        PageId id = new PageId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        return taken.contains(id) ? new PageId(UUID.randomUUID().toString()) : id;
    }

    private void save() {
        StringBuilder lines = new StringBuilder();
        pages.forEach((name, known) -> lines.append(known.id())
                .append(' ')
                .append(known.says())
                .append(' ')
                .append(Objects.requireNonNullElse(known.parent(), NO_PARENT))
                .append(' ')
                .append(name)
                .append('\n'));
        DurableFile.write(file, lines.toString());
    }

    /**
     * A page.
     *
     * @param says the fingerprint of its last known text
     * @param parent the page below which git has it
     */
    record Known(PageId id, String says, @Nullable PageId parent) {
        static final String UNSEEN = "-";
    }
}
