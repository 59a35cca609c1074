package dev.gitsync.store;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of a call to {@link PageStore#apply}. In every case but {@link Applied} and {@link Partial} nothing was
 * changed; {@link Partial} is for stores that have no transactions, and for no others.
 */
public sealed interface ApplyResult {
    /** Answers with the function for what this is. */
    default <T> T match(
            Function<Applied, T> onApplied,
            Function<Stale, T> onStale,
            Function<Refused, T> onRefused,
            Function<Fenced, T> onFenced,
            Function<Partial, T> onPartial) {
        if (this instanceof Applied a) {
            return onApplied.apply(a);
        } else if (this instanceof Stale s) {
            return onStale.apply(s);
        } else if (this instanceof Refused r) {
            return onRefused.apply(r);
        } else if (this instanceof Fenced f) {
            return onFenced.apply(f);
        }
        return onPartial.apply((Partial) this);
    }

    /**
     * Every change is committed and durable.
     *
     * @param versions the version that each page of the plan has now; for a deleted page, that of its tombstone
     * @param from a place in the feed before the first of these changes
     * @param to a place in the feed at or after the last of them, such that {@code (from, to]} holds these changes and no
     *     other; a store that can't know this gives the same cursor twice
     */
    record Applied(Map<PageId, Long> versions, Cursor from, Cursor to) implements ApplyResult {
        /** Takes a copy of the map. */
        public Applied {
            versions = Map.copyOf(versions);
        }
    }

    /**
     * Somebody else was faster: these pages are not at their expected version, or not in the expected state (gone, or
     * there already). Read the feed and plan again.
     */
    record Stale(List<PageId> pages) implements ApplyResult {
        /** Takes a copy of the list. */
        public Stale {
            pages = List.copyOf(pages);
        }
    }

    /** The wiki has a rule against it; {@code reason} is a sentence for the person who wants the change. */
    record Refused(String reason) implements ApplyResult {}

    /** The store has seen a newer fencing token than the one of this call: the caller's lease is not its own any more. */
    record Fenced(long newestToken) implements ApplyResult {}

    /**
     * Some of the changes are in the wiki and some are not, because the store can't take them back. Those that are in come
     * again through the feed.
     *
     * @param versions the version that each page has now whose change is in
     * @param failures for each other page of the plan, why its change is not in: a sentence for the person who wants the
     *     change, or "not tried"
     */
    record Partial(Map<PageId, Long> versions, Map<PageId, String> failures) implements ApplyResult {
        /** Takes copies. */
        public Partial {
            versions = Map.copyOf(versions);
            failures = Map.copyOf(failures);
        }
    }
}
