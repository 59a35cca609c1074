package dev.gitsync.report;

import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Objects;

/**
 * The outcome of a push. Only {@link Accepted}, {@link Reason#PARTLY_WRITTEN} and, if the storage failed during the
 * commit, {@link Reason#UNAVAILABLE} can mean that pages or {@code main} changed.
 */
public sealed interface PushResult {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /**
     * The pages are committed in the wiki, and {@code main} holds the pushed commit.
     *
     * @param pages what happened to each page, in the order of their paths
     * @param attachments what happened to each attachment, in the order of their paths
     * @param otherFiles how many files that are neither pages nor attachments were added, changed or removed
     * @param isPending whether the pages are yet to be written, see {@link
     *     dev.gitsync.settings.GitSyncSettings.Acceptance#DURABLE}; the commits are durable
     * @param notes sentences for the pusher, possibly none
     */
    record Accepted(
            List<PushedPage> pages,
            List<PushedAttachment> attachments,
            int otherFiles,
            boolean isPending,
            List<String> notes)
            implements PushResult {
        /** Copies the lists. */
        public Accepted {
            pages = List.copyOf(pages);
            attachments = List.copyOf(attachments);
            notes = List.copyOf(notes);
        }

        /** Creates the result of a push whose pages are written, without attachments and notes. */
        public Accepted(List<PushedPage> pages, int otherFiles) {
            this(pages, List.of(), otherFiles, false, List.of());
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitAccepted(this);
        }
    }

    /**
     * The result of a dry run that the pusher requested; nothing changed.
     *
     * @param pages what would happen to each page, in the order of their paths
     * @param attachments what would happen to each attachment, in the order of their paths
     * @param otherFiles how many files that are neither pages nor attachments would be added, changed or removed
     * @param notes sentences for the pusher, possibly none
     */
    record Planned(List<PushedPage> pages, List<PushedAttachment> attachments, int otherFiles, List<String> notes)
            implements PushResult {
        /** Copies the lists. */
        public Planned {
            pages = List.copyOf(pages);
            attachments = List.copyOf(attachments);
            notes = List.copyOf(notes);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPlanned(this);
        }
    }

    /**
     * The push was refused.
     *
     * @param reason why, in one word
     * @param summary the short text that git prints after {@code [remote rejected]}
     * @param details sentences for the pusher: what is wrong, where, and what to do; possibly none
     */
    record Refused(Reason reason, String summary, List<String> details) implements PushResult {
        /** Copies the list. */
        public Refused {
            details = List.copyOf(details);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /** The reason for a refusal. */
    enum Reason {
        /** The space no longer exists, or git sync was disabled. */
        DISABLED,
        /** The push requests an operation that is never allowed: another ref, a rewind, or a deletion of main. */
        NOT_ALLOWED,
        /** The wiki or another push has moved {@code main}; fetch first. */
        STALE,
        /** The wiki changed the same lines; fetch, and resolve the conflict in the clone. */
        CONFLICT,
        /** A path, a file or a tree entry is invalid. */
        INVALID,
        /** Pointers of Git LFS name objects that the space does not have, or has in another size; upload the objects, and push again. */
        MISSING_OBJECTS,
        /** The push would delete more pages or attachments than the delete guard allows. */
        TOO_MANY_DELETES,
        /** Links would lead nowhere, and the operator does not allow it. */
        BROKEN_LINKS,
        /** The push takes more time, steps or memory than it may; push the history in parts. */
        TOO_MUCH_WORK,
        /** A rule of the wiki forbids the push. */
        REFUSED_BY_WIKI,
        /** The pusher's permission to push was revoked or changed during the push. */
        NO_PERMISSION,
        /**
         * Another push or sync holds the lease of the space, or other pushes use the memory that this push needs;
         * retry.
         */
        BUSY,
        /** The wiki has no transactions, and only some of the pages were written; the details name them. */
        PARTLY_WRITTEN,
        /**
         * The wiki or the git storage can't be reached; try again later. If it failed during the commit, the wiki may
         * contain the push: the next fetch shows it.
         */
        UNAVAILABLE,
        /** The wiki threw an exception that is not one of the SPI; a retry does not help. */
        FAILED
    }

    /**
     * Handles each case of {@link PushResult}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Accepted}. */
        T visitAccepted(Accepted accepted);

        /** Handles {@link Planned}. */
        T visitPlanned(Planned planned);

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused);
    }

    /**
     * The effect of a push on one page: a line of the receipt.
     *
     * @param page the page
     * @param action what happened to it
     * @param path the path of its file or, for a page without a file, of its folder; for a deleted page, the path that
     *     it had
     */
    record PushedPage(PageId page, Action action, String path) {
        /** Checks that no component is null. */
        public PushedPage {
            Objects.requireNonNull(page, "page");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(path, "path");
        }

        /** The effect of a push on a page. */
        public enum Action {
            /** The page was created. */
            CREATED,
            /** Its text or its title line changed; its path may have changed as well. */
            UPDATED,
            /** Its parent or name changed; the bytes of its file did not. */
            MOVED,
            /** The page was moved to the trash. */
            DELETED,
            /** The page was restored from the trash. */
            RESTORED
        }
    }

    /**
     * The effect of a push on one attachment: a line of the receipt.
     *
     * @param attachment the attachment
     * @param action what happened to it, as with pages. It is {@link PushedPage.Action#UPDATED} if its contents changed, and {@link
     *     PushedPage.Action#MOVED} if only its page or its name did
     * @param path the path of its file; for a deleted attachment, the path that it had
     */
    record PushedAttachment(PageId attachment, PushedPage.Action action, String path) {
        /** Checks that no component is null. */
        public PushedAttachment {
            Objects.requireNonNull(attachment, "attachment");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(path, "path");
        }
    }
}
