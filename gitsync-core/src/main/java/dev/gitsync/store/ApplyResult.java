package dev.gitsync.store;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Map;

/**
 * The outcome of {@link PageStore#apply}. In every case but {@link Applied} and {@link Partial}, nothing was changed. Only
 * stores without transactions may return {@link Partial}.
 */
public sealed interface ApplyResult {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /**
     * Every change is committed and durable.
     *
     * @param versions the current version of each page of the plan; for a deleted page, the version of its tombstone
     * @param from a position in the feed before the first of these changes
     * @param to a position in the feed at or after the last of them, such that {@code (from, to]} holds exactly these changes;
     *     a store that can't determine this passes the same cursor twice
     */
    record Applied(Map<PageId, Long> versions, Cursor from, Cursor to) implements ApplyResult {
        /** Copies the map. */
        public Applied {
            versions = Map.copyOf(versions);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitApplied(this);
        }
    }

    /**
     * A conflict with another writer: these pages are not at their expected version, or not in the expected state (missing, or
     * already present). The caller reads the feed and plans again.
     */
    record Stale(List<PageId> pages) implements ApplyResult {
        /** Copies the list. */
        public Stale {
            pages = List.copyOf(pages);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitStale(this);
        }
    }

    /** A rule of the wiki forbids the change; {@code reason} is a sentence for its author. */
    record Refused(String reason) implements ApplyResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /** The store has seen a newer fencing token than that of this call: the caller no longer holds the lease. */
    record Fenced(long newestToken) implements ApplyResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitFenced(this);
        }
    }

    /**
     * Some of the changes were written and some were not, and the store can't roll back. The feed returns the written changes
     * again.
     *
     * @param versions the current version of each page whose change was written
     * @param failures for each other page of the plan, why its change was not written: a sentence for the author of the change,
     *     or "not tried"
     */
    record Partial(Map<PageId, Long> versions, Map<PageId, String> failures) implements ApplyResult {
        /** Copies the maps. */
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
     * @param <T> the type of the visitor's results
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
