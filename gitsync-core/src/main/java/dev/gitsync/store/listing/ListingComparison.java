package dev.gitsync.store.listing;

import dev.gitsync.internal.listing.PageDepths;
import dev.gitsync.internal.listing.PlannedChange;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.listing.AttachmentComparison.Absence;
import dev.gitsync.store.listing.AttachmentComparison.Attribution;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import dev.gitsync.store.listing.Listing.WithheldDeletion.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a listing to a snapshot:
 *
 * <ol>
 *   <li>A page that is new, or differs from the snapshot, gets a revision; parents come before children.
 *   <li>If the page is as the open plan requires, the revision is that of the plan, with its author. The id of a page that the
 *       plan creates is not known to other writers; if it is listed with other content, it was created and then edited.
 *   <li>A page that is missing gets a tombstone, children before parents, unless there is a reason to doubt the listing.
 * </ol>
 */
final class ListingComparison {
    private final SnapshotEditor editor;
    private final Snapshot before;
    private final ListingSettings settings;
    private final Attribution attribution;
    private final @Nullable ListedIdentities identities;
    private final @Nullable AttachmentComparison attachments;
    private final Map<PageId, ListedPage> listed = new LinkedHashMap<>();
    private final boolean complete;

    /**
     * Creates a comparison.
     *
     * @param editor the editor of the snapshot {@code before}; receives the changes
     * @param identities the attachments of the listing, or null for a wiki without
     */
    ListingComparison(
            SnapshotEditor editor,
            Snapshot before,
            Listing listing,
            @Nullable ListedIdentities identities,
            Rules rules) {
        this.editor = editor;
        this.before = before;
        this.settings = rules.settings();
        this.attribution = new Attribution(settings.unknownAuthor(), rules.now());
        this.identities = identities;
        this.attachments =
                identities == null ? null : new AttachmentComparison(editor, before, identities, attribution);
        listing.pages().forEach(page -> listed.put(page.id(), page));
        // A duplicate page: the wiki changed while it was listed page by page, and the listing may lack others.
        this.complete = listing.complete()
                && listed.size() == listing.pages().size()
                && (identities == null || identities.isComplete());
    }

    /**
     * The settings, and the time of the listing.
     *
     * @param now the time of edits for which the listing reports none
     */
    record Rules(ListingSettings settings, Instant now) {}

    /** Returns the contents that the snapshot names now and did not name before. */
    Set<ContentHash> namedContents() {
        return attachments == null ? Set.of() : attachments.named();
    }

    /**
     * Applies all changes except withheld deletions, and returns those.
     *
     * @param trusting whether a complete listing is accepted however many pages it lacks
     */
    Optional<WithheldDeletion> compare(boolean trusting) {
        PageDepths depths = new PageDepths(this::listedParent);
        listed.values().stream()
                .sorted(Comparator.comparingInt(page -> depths.of(page.id())))
                .forEach(this::addRevision);
        List<Revision> missing = new ArrayList<>();
        List<Revision> planned = new ArrayList<>();
        for (Revision page : before.livePages()) {
            if (!listed.containsKey(page.id())) {
                boolean isPlanned = editor.planned(page.id())
                        .filter(PlannedChange::isOpenDeletion)
                        .isPresent();
                (isPlanned ? planned : missing).add(page);
            }
        }
        return deleteMissing(missing, planned, trusting);
    }

    /** Returns the pages and attachments that are live in {@code after} although a complete listing lacks them. */
    Set<PageId> withheld(Snapshot after) {
        Set<PageId> held = new HashSet<>();
        if (complete) {
            after.livePages().forEach(page -> held.add(page.id()));
            held.removeAll(listed.keySet());
            if (identities != null) {
                after.liveAttachments().stream()
                        .map(AttachmentRevision::id)
                        .filter(id -> !identities.contains(id))
                        .forEach(held::add);
            }
        }
        return held;
    }

    private void addRevision(ListedPage page) {
        Optional<PageContent> known = before.live(page.id()).map(Revision::content);
        if (known.filter(page.content()::equals).isPresent()) {
            return;
        }
        Optional<PlannedChange> planned = editor.planned(page.id()).filter(wanted -> !wanted.isRecorded());
        if (planned.isPresent()) {
            boolean isAsWanted = page.content().equals(planned.get().content().page());
            if (isAsWanted || planned.get().isNew()) {
                editor.addPlanned(planned.get());
            }
            if (isAsWanted) {
                return;
            }
        }
        editor.revise(page.id(), page.content(), attribution.by(page.editor(), page.editedAt()));
    }

    private Optional<WithheldDeletion> deleteMissing(List<Revision> missing, List<Revision> planned, boolean trusting) {
        Collection<Revision> live = before.livePages();
        int known = live.size();
        int count = missing.size() + planned.size();
        boolean isNothingBelieved = !complete || (listed.isEmpty() && !trusting);
        if (count > 0 && isNothingBelieved) {
            List<Revision> held =
                    Stream.concat(missing.stream(), planned.stream()).toList();
            compareAttachments(List.of(), held, trusting);
            return Optional.of(new WithheldDeletion(complete ? Reason.EMPTY : Reason.INCOMPLETE, known, count));
        }
        int texts = withText(live);
        int missingTexts = withText(missing);
        boolean isDoubted = !trusting && settings.areTooMany(missingTexts, texts);
        List<Revision> gone = new ArrayList<>(planned);
        if (!isDoubted) {
            gone.addAll(missing);
        }
        Optional<WithheldDeletion> files = compareAttachments(gone, isDoubted ? missing : List.of(), trusting);
        delete(gone);
        return isDoubted ? Optional.of(new WithheldDeletion(Reason.TOO_MANY, texts, missingTexts)) : files;
    }

    private Optional<WithheldDeletion> compareAttachments(
            List<Revision> gone, List<Revision> withheld, boolean trusting) {
        return attachments == null
                ? Optional.empty()
                : attachments.compare(new Absence(ids(gone), ids(withheld), complete, trusting), settings);
    }

    private static Set<PageId> ids(List<Revision> pages) {
        return pages.stream().map(Revision::id).collect(Collectors.toSet());
    }

    /** Returns the number of pages with text; folder pages have no text that could be lost. */
    private static int withText(Collection<Revision> pages) {
        return (int)
                pages.stream().filter(page -> page.content().text() != null).count();
    }

    private void delete(Collection<Revision> gone) {
        PageDepths depths = new PageDepths(this::knownParent);
        gone.stream()
                .sorted(Comparator.comparingInt((Revision page) -> depths.of(page.id()))
                        .reversed())
                .forEach(this::delete);
    }

    private void delete(Revision page) {
        if (attachments != null) {
            attachments.deleteOf(page.id());
        }
        Optional<PlannedChange> planned = editor.planned(page.id()).filter(PlannedChange::isOpenDeletion);
        if (planned.isPresent()) {
            editor.addPlanned(planned.get());
        } else {
            editor.addTombstone(page.id(), attribution.unknown());
        }
    }

    private @Nullable PageId listedParent(PageId id) {
        ListedPage page = listed.get(id);
        return page == null ? null : page.content().parent();
    }

    private @Nullable PageId knownParent(PageId id) {
        return before.live(id).map(page -> page.content().parent()).orElse(null);
    }
}
