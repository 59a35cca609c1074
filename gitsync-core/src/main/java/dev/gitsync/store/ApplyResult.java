package dev.gitsync.store;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Map;

/**
 * The outcome of {@link PageStore#apply}. In every case but {@link Applied} and {@link Partial} nothing was
 * changed; {@link Partial} is for stores that have no transactions, and for no others.
 */
public sealed interface ApplyResult {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

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

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitApplied(this);
        }
    }

    /**
     * A conflict with another writer: these pages are not at their expected version, or not in the expected state (gone, or
     * there already). Read the feed and plan again.
     */
    record Stale(List<PageId> pages) implements ApplyResult {
        /** Takes a copy of the list. */
        public Stale {
            pages = List.copyOf(pages);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitStale(this);
        }
    }

    /** The wiki has a rule against it; {@code reason} is a sentence for the person who wants the change. */
    record Refused(String reason) implements ApplyResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /** The store has seen a newer fencing token than the one of this call: the caller's lease is not its own any more. */
    record Fenced(long newestToken) implements ApplyResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitFenced(this);
        }
    }

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

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPartial(this);
        }
    }

    /**
     * Handles each case of {@link ApplyResult}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Applied}. */
        T visitApplied(Applied applied);

        /** Handles {@link Stale}. */
        T visitStale(Stale stale);

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused);

        /** Handles {@link Fenced}. */
        T visitFenced(Fenced fenced);

        /** Handles {@link Partial}. */
        T visitPartial(Partial partial);
    }
}
