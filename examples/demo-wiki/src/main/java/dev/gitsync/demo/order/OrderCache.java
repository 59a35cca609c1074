package dev.gitsync.demo.order;

import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.PageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Keeps orders that were read last, because the names of the pages have to be looked up in git for each. Thread-safe. */
final class OrderCache {
    private static final int MAX_FOLDERS = 2_000;
    private static final int MAX_PAGES = 500_000;

    private final Map<PageId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int pages;

    /**
     * What an order depends on, besides the titles of its pages.
     *
     * @param main the commit of {@code main}, by which pages have their names
     * @param file the order file
     * @param version its version
     */
    record Key(String main, PageId file, long version) {}

    private record Entry(Key key, List<PageNode> byTitle, List<PageNode> arranged) {}

    /** The pages in their order: those that are kept, or new ones. */
    List<PageNode> arranged(Key key, List<PageNode> byTitle, Supplier<List<PageNode>> read) {
        synchronized (this) {
            Entry kept = entries.get(key.file());
            if (kept != null && kept.key().equals(key) && kept.byTitle().equals(byTitle)) {
                return kept.arranged();
            }
        }
        List<PageNode> arranged = List.copyOf(read.get());
        keep(new Entry(key, byTitle, arranged));
        return arranged;
    }

    private synchronized void keep(Entry entry) {
        Entry before = entries.put(entry.key().file(), entry);
        pages += entry.arranged().size()
                - (before == null ? 0 : before.arranged().size());
        while (entries.size() > MAX_FOLDERS || (pages > MAX_PAGES && entries.size() > 1)) {
            PageId eldest = entries.keySet().iterator().next();
            pages -= Objects.requireNonNull(entries.remove(eldest)).arranged().size();
        }
    }
}
