package dev.gitsync.internal.idlinks;

import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Texts of pages that were read from the feed, up to a limit of memory, so that they need not be read again. */
final class RecentTexts {
    private static final long MOST_BYTES = 8L << 20;

    private final Map<PageId, Text> texts = new HashMap<>();
    private long bytes;

    private record Text(long version, String text) {}

    void put(PageId id, long version, String text) {
        if (bytes + PlanMemory.bytes(text) <= MOST_BYTES) {
            bytes += PlanMemory.bytes(text);
            texts.put(id, new Text(version, text));
        } else {
            texts.remove(id);
        }
    }

    Optional<String> get(PageId id, long version) {
        return Optional.ofNullable(texts.get(id))
                .filter(text -> text.version() == version)
                .map(Text::text);
    }

    void clear() {
        texts.clear();
        bytes = 0;
    }
}
