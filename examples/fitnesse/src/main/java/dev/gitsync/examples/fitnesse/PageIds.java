package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assigns ids to pages, because FitNesse knows only their paths. A file with one line for each page stores its id, its path and the
 * fingerprint of its last known text. Not thread-safe.
 *
 * <p>The ids of listed pages are assigned in this order:
 *
 * <ol>
 *   <li>A known path keeps its id.
 *   <li>A new path below a moved parent takes the id of the missing page with the same name below the old path of the parent.
 *   <li>A new path with exactly the text of a missing page takes its id: FitNesse renames and moves pages by writing them again. Among
 *       several such pages, the one with the same name is taken.
 *   <li>Any other page is new. Its id derives from its path, unless another page has that id, so that a lost file yields the same ids.
 * </ol>
 */
final class PageIds {
    private final Path file;
    private final Map<String, Known> pages = new TreeMap<>();

    /** Reads {@code file}, if it exists. */
    PageIds(Path file) {
        this.file = file;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] parts = line.split(" ", 3);
                if (parts.length == 3) {
                    pages.put(parts[2], new Known(new PageId(parts[0]), parts[1]));
                }
            }
        } catch (IOException e) {
            throw new StoreException("The ids of pages can't be read from " + file, e);
        }
    }

    /** The path of a page, as of the last listing or write. */
    Optional<String> path(PageId id) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The page at a path, as of the last listing or write. */
    @Nullable
    PageId id(String path) {
        Known known = pages.get(path);
        return known == null ? null : known.id();
    }

    /** The ids of the known ones among these paths. Changes nothing. */
    Map<String, PageId> find(Set<String> found) {
        Map<String, PageId> ids = new LinkedHashMap<>();
        found.stream().filter(pages::containsKey).forEach(path -> ids.put(path, known(path)));
        return ids;
    }

    /** Whether the path is known. */
    boolean isKnown(String path) {
        return pages.containsKey(path);
    }

    /** Records that a page is about to be written at {@code path}. Durable on return. */
    void put(String path, PageId id) {
        pages.values().removeIf(known -> known.id().equals(id));
        pages.put(path, new Known(id, Known.UNSEEN));
        save();
    }

    /** Records the text of the page at {@code path}. Not durable until the next listing. */
    void recordText(String path, String says) {
        pages.computeIfPresent(path, (same, known) -> new Known(known.id(), says));
    }

    /** Records that a page and all below it are about to move. Durable on return. */
    void move(String from, String to) {
        Map<String, Known> moved = new LinkedHashMap<>();
        pages.forEach((path, known) -> {
            if (path.equals(from) || path.startsWith(from + "/")) {
                moved.put(path, known);
            }
        });
        pages.keySet().removeAll(moved.keySet());
        moved.forEach((path, known) -> pages.put(to + path.substring(from.length()), known));
        save();
    }

    /**
     * Assigns ids to the listed pages and drops the others.
     *
     * @param found the {@link Fingerprint} of each path, parents before children
     */
    Map<String, PageId> assign(Map<String, String> found) {
        Map<String, Known> gone = new TreeMap<>(pages);
        gone.keySet().removeAll(found.keySet());
        Set<PageId> taken = new HashSet<>();
        found.keySet().stream().filter(pages::containsKey).forEach(path -> taken.add(known(path)));
        Map<String, PageId> ids = new LinkedHashMap<>();
        Map<String, String> cameFrom = new LinkedHashMap<>();
        Map<String, Known> now = new TreeMap<>();
        found.forEach((path, says) -> {
            PageId id;
            if (pages.containsKey(path)) {
                id = known(path);
            } else {
                Optional<String> before = before(path, says, gone, cameFrom);
                before.ifPresent(old -> cameFrom.put(path, old));
                id = before.map(this::known).orElseGet(() -> fresh(path, taken));
                before.ifPresent(gone::remove);
                taken.add(id);
            }
            ids.put(path, id);
            now.put(path, new Known(id, says));
        });
        if (!now.equals(pages)) {
            pages.clear();
            pages.putAll(now);
            save();
        }
        return ids;
    }

    /** The earlier path of the page that is at {@code path} now, if there is one. */
    private static Optional<String> before(
            String path, String says, Map<String, Known> gone, Map<String, String> cameFrom) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String parent = slash < 0 ? null : cameFrom.get(path.substring(0, slash));
        if (parent != null && gone.containsKey(parent + "/" + name)) {
            return Optional.of(parent + "/" + name);
        }
        List<String> same = new ArrayList<>();
        if (says.equals(Fingerprint.NOTHING)) {
            return Optional.empty();
        }
        gone.forEach((old, known) -> {
            if (known.says().equals(says)) {
                same.add(old);
            }
        });
        if (same.size() > 1) {
            same.removeIf(old -> !old.substring(old.lastIndexOf('/') + 1).equals(name));
        }
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    private static PageId fresh(String path, Set<PageId> taken) {
        PageId id = new PageId(
                UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString());
        return taken.contains(id) ? new PageId(UUID.randomUUID().toString()) : id;
    }

    private PageId known(String path) {
        return pages.getOrDefault(path, Known.NONE).id();
    }

    private void save() {
        StringBuilder lines = new StringBuilder();
        pages.forEach((path, known) -> lines.append(known.id())
                .append(' ')
                .append(known.says())
                .append(' ')
                .append(path)
                .append('\n'));
        DurableFile.write(file, lines.toString());
    }

    /**
     * A page at a path.
     *
     * @param says the fingerprint of its last known text
     */
    private record Known(PageId id, String says) {
        static final String UNSEEN = "-";
        static final Known NONE = new Known(new PageId("none"), UNSEEN);
    }
}
