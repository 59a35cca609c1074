package dev.gitsync.store.listing;

import dev.gitsync.internal.listing.PlannedChange;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import dev.gitsync.store.listing.Listing.WithheldDeletion.Reason;
import dev.gitsync.store.plan.AttachmentName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the attachments of a listing to a snapshot:
 *
 * <ol>
 *   <li>{@link ListedIdentities} finds out which attachments they are, and what they contain.
 *   <li>A missing attachment gets a tombstone: directly before its page, if that gets one too; otherwise before the revisions, so that
 *       its name is free. The tombstones are withheld if there is a reason to doubt the listing.
 *   <li>An attachment that is new or differs gets a revision; one that gets the name of another one comes after it. If the attachment
 *       is as the open plan requires, the revision is that of the plan, with its author.
 * </ol>
 */
final class AttachmentComparison {
    private final SnapshotEditor editor;
    private final Snapshot before;
    private final ListedIdentities listed;
    private final Attribution attribution;
    private final Set<ContentHash> named = new LinkedHashSet<>();
    private final Map<PageId, List<AttachmentRevision>> goneWithPage = new HashMap<>();

    /**
     * The author and time of changes.
     *
     * @param author the author of edits for which the listing reports none
     * @param now the time of edits for which the listing reports none
     */
    record Attribution(Person author, Instant now) {
        Provenance unknown() {
            return by(null, null);
        }

        Provenance by(@Nullable Person editor, @Nullable Instant time) {
            return Provenance.wiki(editor == null ? author : editor, time == null ? now : time, "");
        }
    }

    /**
     * What a listing lacks, and how far it is believed.
     *
     * @param deleted the missing pages that are deleted
     * @param withheld the missing pages that are not
     * @param isComplete whether what the listing lacks may be deleted at all
     * @param isTrusted whether it is deleted however much it is
     */
    record Absence(Set<PageId> deleted, Set<PageId> withheld, boolean isComplete, boolean isTrusted) {}

    AttachmentComparison(SnapshotEditor editor, Snapshot before, ListedIdentities listed, Attribution attribution) {
        this.editor = editor;
        this.before = before;
        this.listed = listed;
        this.attribution = attribution;
    }

    /** Returns the contents that the snapshot names now and did not name before. */
    Set<ContentHash> named() {
        return named;
    }

    /**
     * Applies everything but the deletions of attachments whose page is deleted too, and returns the withheld deletion.
     *
     * @param absence the pages that are missing from the listing
     */
    Optional<WithheldDeletion> compare(Absence absence, ListingSettings settings) {
        List<AttachmentRevision> missing = new ArrayList<>();
        List<AttachmentRevision> planned = new ArrayList<>();
        int known = 0;
        for (AttachmentRevision attachment : before.liveAttachments()) {
            @Nullable PageId page = attachment.content().page();
            boolean isMissing = !listed.contains(attachment.id());
            if (isMissing && page != null && absence.deleted().contains(page)) {
                goneWithPage.computeIfAbsent(page, id -> new ArrayList<>()).add(attachment);
            } else if (page == null || !absence.withheld().contains(page)) {
                known++;
                if (isMissing) {
                    (isOpenDeletion(attachment) ? planned : missing).add(attachment);
                }
            }
        }
        int count = missing.size() + planned.size();
        if (count > 0 && !absence.isComplete()) {
            revise();
            return Optional.of(new WithheldDeletion(Reason.INCOMPLETE, known, count));
        }
        planned.forEach(this::delete);
        boolean isDoubted = !absence.isTrusted() && settings.areTooMany(missing.size(), known);
        if (!isDoubted) {
            missing.forEach(this::delete);
        }
        revise();
        return isDoubted
                ? Optional.of(new WithheldDeletion(Reason.TOO_MANY_ATTACHMENTS, known, missing.size()))
                : Optional.empty();
    }

    /** Deletes the attachments of a page that is about to be deleted. */
    void deleteOf(PageId page) {
        goneWithPage.getOrDefault(page, List.of()).forEach(this::delete);
    }

    private boolean isOpenDeletion(AttachmentRevision attachment) {
        return editor.planned(attachment.id())
                .filter(PlannedChange::isOpenDeletion)
                .isPresent();
    }

    private void delete(AttachmentRevision attachment) {
        Optional<PlannedChange> planned = editor.planned(attachment.id()).filter(PlannedChange::isOpenDeletion);
        if (planned.isPresent()) {
            editor.addPlanned(planned.get());
        } else {
            editor.addTombstone(attachment.id(), attribution.unknown());
        }
    }

    /** Adds the revisions such that each name is free. */
    private void revise() {
        Map<AttachmentName, PageId> holders = new HashMap<>();
        Set<PageId> waiting = new LinkedHashSet<>(listed.found().keySet());
        for (PageId id : waiting) {
            before.liveAttachment(id).ifPresent(known -> holders.put(AttachmentName.of(known.content()), id));
        }
        for (PageId start : listed.found().keySet()) {
            Deque<PageId> chain = new ArrayDeque<>();
            @Nullable PageId at = start;
            while (at != null && waiting.remove(at)) {
                chain.push(at);
                at = holders.get(listed.name(at));
            }
            chain.forEach(this::revise);
        }
    }

    private void revise(PageId id) {
        ListedIdentities.Found found = listed.get(id);
        AttachmentContent content = found.content();
        if (before.liveAttachment(id)
                .filter(known -> known.content().equals(content))
                .isEmpty()) {
            add(id, content, found.listed());
            named.add(content.hash());
        }
        @Nullable String version = found.listed().content().version();
        editor.setListedVersion(id, version == null ? "" : version);
    }

    private void add(PageId id, AttachmentContent content, ListedAttachment by) {
        Optional<PlannedChange> planned = editor.planned(id).filter(wanted -> !wanted.isRecorded());
        boolean isAsWanted =
                planned.isPresent() && content.equals(planned.get().content().attachment());
        if (isAsWanted || planned.filter(PlannedChange::isNew).isPresent()) {
            planned.ifPresent(wanted -> {
                editor.addPlanned(wanted);
                @Nullable AttachmentContent pushed = wanted.content().attachment();
                if (pushed != null) {
                    named.add(pushed.hash());
                }
            });
        }
        if (!isAsWanted) {
            editor.revise(id, content, attribution.by(by.editor(), by.editedAt()));
        }
    }
}
