package dev.gitsync.store.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageChange.PutAttachment;
import dev.gitsync.store.plan.PlannedAttachments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wiki.
 *
 * @param pages its pages
 * @param files its attachments, or null for a wiki without
 */
record ListedWiki(PageListing pages, @Nullable ListedFiles files) {
    /**
     * Returns the store's view of a wiki.
     *
     * @param contents the storage of the contents of attachments, or null if there is none
     */
    static ListedWiki of(PageListing pages, @Nullable ListingContents contents) {
        @Nullable AttachmentListing attachments = pages.attachments().orElse(null);
        if (attachments == null) {
            return new ListedWiki(pages, null);
        }
        if (contents == null) {
            throw new InvalidInputException(
                    "The wiki has attachments, but the store got no contents() to keep theirs in."
                            + " Set it, for example to a RepositoryListingContents.");
        }
        return new ListedWiki(pages, new ListedFiles(attachments, contents));
    }

    /**
     * Returns the refusal of a plan that changes what is missing from the listing, though its deletion was withheld: it can only be
     * deleted. Also refuses an attachment whose contents are not stored, or that the wiki can't have.
     */
    Optional<ApplyResult> objection(Space space, List<PageChange> changes, Set<PageId> withheld) {
        return changes.stream()
                .filter(change -> !(change instanceof PageChange.Delete) && withheld.contains(change.id()))
                .findFirst()
                .<ApplyResult>map(change -> new ApplyResult.Refused(
                        (change instanceof PutAttachment ? "Attachment " : "Page ") + change.id()
                                + " is missing from what the wiki lists, but it is not sure to be deleted."))
                .or(() -> objection(space, changes));
    }

    private Optional<ApplyResult> objection(Space space, List<PageChange> changes) {
        PlannedAttachments planned = PlannedAttachments.of(changes);
        if (files == null || planned.puts().isEmpty()) {
            return Optional.empty();
        }
        return planned.puts().stream()
                .flatMap(put -> files.wiki().rejection(put.content()).stream())
                .findFirst()
                .or(() -> planned.missing(files.contents().sizes(space, planned.hashes()), false))
                .map(ApplyResult.Refused::new);
    }

    /** Keeps contents that the snapshot is about to name. */
    void keep(Space space, Set<ContentHash> hashes) {
        if (files != null && !hashes.isEmpty()) {
            files.contents().keep(space, hashes);
        }
    }

    /** Returns the attachments of a wiki that has some. */
    ListedFiles attachments() {
        if (files == null) {
            throw new IllegalStateException("A plan has an attachment, but the wiki has none");
        }
        return files;
    }
}
