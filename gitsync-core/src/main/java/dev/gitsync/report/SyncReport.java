package dev.gitsync.report;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult.PushedPage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of one cycle of a space. {@link UpToDate} and {@link Skipped} are separate cases: nothing to do, and not run. */
public sealed interface SyncReport {
    /** The space that was asked for. */
    SpaceId space();

    /** Whether {@code main} is known to hold every edit that the wiki had committed when the cycle was asked for. */
    default boolean isCaughtUp() {
        return this instanceof Pulled || this instanceof UpToDate;
    }

    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /**
     * Changes of the wiki were read and {@code main} has them now.
     *
     * @param changes how many changes of the feed were read, those that git already had included
     * @param commits how many commits were added to {@code main}
     * @param written how many page files were written or moved
     * @param deleted how many page files were deleted
     * @param main the commit that {@code main} points to, 40 hexadecimal digits, or null while the space is empty
     * @param failed the pages that could not be brought in, from this cycle or from earlier ones
     * @param reconciliation what was done about a {@code main} that had been moved without a push, or null when it had not
     */
    record Pulled(
            SpaceId space,
            long changes,
            int commits,
            int written,
            int deleted,
            @Nullable String main,
            List<PageFailure> failed,
            @Nullable Reconciliation reconciliation)
            implements SyncReport {
        /** Takes a copy of the list. */
        public Pulled {
            failed = List.copyOf(failed);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPulled(this);
        }
    }

    /**
     * There was nothing to do.
     *
     * @param main the commit that {@code main} points to, 40 hexadecimal digits, or null while the space is empty
     */
    record UpToDate(SpaceId space, @Nullable String main) implements SyncReport {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitUpToDate(this);
        }
    }

    /** The cycle did not run. */
    record Skipped(SpaceId space, Reason reason) implements SyncReport {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitSkipped(this);
        }
    }

    /**
     * The cycle stopped at an error and left everything as it was; the next one starts over.
     *
     * @param message a sentence for the operator; no page text, no secrets
     */
    record Failed(SpaceId space, String message, Throwable cause) implements SyncReport {
        /** The report of a cycle that {@code cause} has ended. */
        public static Failed of(SpaceId space, Throwable cause) {
            return new Failed(space, "The cycle of space " + space + " failed: " + cause.getMessage(), cause);
        }

        /**
         * Whether a later cycle may succeed: an exception of the SPI's own kind or of the git storage can pass. Any other is a
         * defect or a rule of the wiki, and comes again; so does what the store rejects, and what an operator has to look at.
         */
        public boolean isTransient() {
            boolean isForOperator = cause instanceof OperatorNeededException
                    || cause instanceof RepositoryDamagedException
                    || cause instanceof StoreRejectedException;
            return cause instanceof IOException || (cause instanceof GitSyncException && !isForOperator);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitFailed(this);
        }
    }

    /** Why a cycle did not run. */
    enum Reason {
        /** The space does not exist, or git sync is not switched on for it. */
        DISABLED,
        /** Another thread of this process holds the lease of the space. */
        IN_PROGRESS,
        /** Another process holds the lease of the space. */
        LOCK_HELD
    }

    /**
     * Handles each case of {@link SyncReport}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Pulled}. */
        T visitPulled(Pulled pulled);

        /** Handles {@link UpToDate}. */
        T visitUpToDate(UpToDate upToDate);

        /** Handles {@link Skipped}. */
        T visitSkipped(Skipped skipped);

        /** Handles {@link Failed}. */
        T visitFailed(Failed failed);
    }

    /**
     * A page whose newest revision could not be brought into {@code main}. It keeps its last good file, and every cycle tries
     * again.
     *
     * @param page the page
     * @param version the version of the revision
     * @param reason the kind of error; no page text
     */
    record PageFailure(PageId page, long version, String reason) {}

    /**
     * What was done about a {@code main} that had been moved in the repository without a push: by a script, a restored backup,
     * or, with {@link dev.gitsync.settings.GitSyncSettings.Acceptance#DURABLE}, by a push whose pages were still to be written.
     *
     * @param found the commit at which {@code main} was found, 40 hexadecimal digits, or "nothing" when it was gone
     * @param main the commit to which it points now
     * @param pages what happened to pages of the wiki, by path
     * @param conflicts the paths that both sides had changed; policy decided, and both texts are in the history
     * @param setAside sentences about what the wiki could not take, which stays in the history of {@code main} only
     */
    record Reconciliation(
            String found, String main, List<PushedPage> pages, List<String> conflicts, List<String> setAside) {
        /** Takes copies. */
        public Reconciliation {
            pages = List.copyOf(pages);
            conflicts = List.copyOf(conflicts);
            setAside = List.copyOf(setAside);
        }
    }
}
