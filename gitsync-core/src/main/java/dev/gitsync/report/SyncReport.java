package dev.gitsync.report;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one cycle of a space. {@link UpToDate} means that the wiki had no news, {@link Skipped} that the cycle did
 * not run.
 */
public sealed interface SyncReport {
    /** Returns the requested space. */
    SpaceId space();

    /**
     * Returns whether {@code main} is known to contain every edit that the wiki had committed when the cycle was requested.
     */
    default boolean isCaughtUp() {
        return this instanceof Pulled || this instanceof UpToDate;
    }

    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /**
     * The cycle read changes of the wiki, and {@code main} contains them.
     *
     * @param changes how many changes of the feed were read, including those that git already had
     * @param commits how many commits were added to {@code main}
     * @param written how many of the changes that git did not have yet created, edited, moved or restored a page or an attachment
     * @param deleted how many of them deleted one
     * @param main the commit that {@code main} points to, 40 hexadecimal digits, or null while the space is empty
     * @param failed the pages that could not be brought in, from this cycle or from earlier ones
     * @param reconciliation how a {@code main} that had been moved without a push was merged, or null if it had not been moved
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
        /** Copies the list. */
        public Pulled {
            failed = List.copyOf(failed);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPulled(this);
        }
    }

    /**
     * The wiki had no news, and {@code main} contains all of it.
     *
     * @param main the commit that {@code main} points to, 40 hexadecimal digits, or null while the space is empty
     * @param hasPendingWork whether the cycle had to stop in the middle of work that takes several cycles, such as other names of folder
     *     pages for a large space; the next cycle continues
     */
    record UpToDate(SpaceId space, @Nullable String main, boolean hasPendingWork) implements SyncReport {
        /** Creates the report of a cycle that has left nothing to do. */
        public UpToDate(SpaceId space, @Nullable String main) {
            this(space, main, false);
        }

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
     * The cycle stopped at an error. Changes that it had already brought into {@code main} stay; the next cycle
     * continues from there.
     *
     * @param message a sentence for the operator; no page text, no secrets
     */
    record Failed(SpaceId space, String message, Throwable cause) implements SyncReport {
        /** Returns the report of a cycle that {@code cause} has ended. */
        public static Failed of(SpaceId space, Throwable cause) {
            return new Failed(space, "The cycle of space " + space + " failed: " + cause.getMessage(), cause);
        }

        /**
         * Returns whether a later cycle may succeed: exceptions that the SPI defines and those of the git storage may
         * be transient. Any other exception is a defect or a rule of the wiki and will recur. Rejections by the store
         * and failures that need an operator will recur as well.
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

    /** The reason why a cycle did not run. */
    enum Reason {
        /** The space does not exist, or git sync is not enabled for it. */
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
     * @param <T> the type of the visitor's results
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
     * A page whose newest revision could not be brought into {@code main}. It keeps its last good file, and every cycle retries
     * it.
     *
     * @param page the page
     * @param version the version of the revision
     * @param reason the kind of error; no page text
     */
    record PageFailure(PageId page, long version, String reason) {}

    /**
     * The merge of a {@code main} that had been moved in the repository without a push: by a script, a restored backup, or,
     * with {@link dev.gitsync.settings.GitSyncSettings.Acceptance#DURABLE}, by a push whose pages were yet to be written.
     *
     * @param found the commit at which {@code main} was found, 40 hexadecimal digits, or "nothing" if it was missing
     * @param main the commit to which {@code main} points now
     * @param pages the effects on pages of the wiki, by path
     * @param attachments the effects on attachments of the wiki, by path
     * @param conflicts the paths that both sides had changed; {@link dev.gitsync.settings.MergePolicy.ConflictPolicy} decided,
     *     and both texts are in the history
     * @param setAside sentences about content that the wiki could not accept, which stays only in the history of {@code main}
     */
    record Reconciliation(
            String found,
            String main,
            List<PushedPage> pages,
            List<PushedAttachment> attachments,
            List<String> conflicts,
            List<String> setAside) {
        /** Copies the lists. */
        public Reconciliation {
            pages = List.copyOf(pages);
            attachments = List.copyOf(attachments);
            conflicts = List.copyOf(conflicts);
            setAside = List.copyOf(setAside);
        }
    }
}
