package dev.gitsync.store.plan;

import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageChange.PutAttachment;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of attachments before and after a plan, and the rules for them.
 *
 * @param pages the pages before and after the plan
 * @param puts the steps that put an attachment, in the order of the plan
 * @param holders the attachments that have, in the store, the names that steps ask for
 */
record PlacedAttachments(PlacedPages pages, List<PutAttachment> puts, Map<AttachmentName, PageId> holders) {
    /** Returns the attachments of a plan; asks the store only if one of them gets a name that it does not have. */
    static PlacedAttachments of(PlacedPages pages, PlanLookup lookup) {
        List<PutAttachment> puts = PlannedAttachments.of(pages.changes()).puts();
        PlacedAttachments placed = new PlacedAttachments(pages, puts, Map.of());
        Set<AttachmentName> arriving = puts.stream()
                .filter(placed::isArriving)
                .map(put -> AttachmentName.of(put.content()))
                .collect(Collectors.toSet());
        return arriving.isEmpty() ? placed : new PlacedAttachments(pages, puts, lookup.attachments(arriving));
    }

    /** Returns whether the attachment gets a name that it does not have: it is added, or another page or name. */
    private boolean isArriving(PutAttachment put) {
        return !(pages.before().get(put.id()) instanceof PageState.LiveAttachment live
                && live.named().equals(AttachmentName.of(put.content())));
    }

    /** Returns the step that has to free the name of {@code put} first; null if the name is free. */
    @Nullable
    PageId holder(PutAttachment put) {
        return isArriving(put) ? holders.get(AttachmentName.of(put.content())) : null;
    }

    /** Returns the page that an attachment belonged to before the plan; null for the space, and for pages. */
    @Nullable
    PageId ownerBefore(PageId attachment) {
        return pages.before().get(attachment) instanceof PageState.LiveAttachment live ? live.page() : null;
    }

    /** Returns the sentence that refuses the plan, or empty if the attachments are valid. */
    Optional<String> refusal() {
        Set<AttachmentName> taken = new HashSet<>();
        for (PutAttachment put : puts) {
            Optional<String> reason = refusal(put, taken);
            if (reason.isPresent()) {
                return reason;
            }
        }
        return exchange();
    }

    private Optional<String> refusal(PutAttachment put, Set<AttachmentName> taken) {
        AttachmentName name = AttachmentName.of(put.content());
        if (name.name().isEmpty()) {
            return Optional.of("Attachment " + put.id() + " needs a name.");
        }
        if (name.page() != null && !pages.isLiveAfter(name.page())) {
            return Optional.of(
                    "Attachment " + put.id() + " can't belong to page " + name.page() + ", which does not exist.");
        }
        @Nullable PageId holder = holder(put);
        boolean isFree = holder == null || pages.plan().containsKey(holder);
        return isFree && taken.add(name)
                ? Optional.empty()
                : Optional.of("Attachment " + put.id() + " can't have the name of another one of "
                        + (name.page() == null ? "the space." : "page " + name.page() + "."));
    }

    /** Refuses attachments that exchange their names, since none of them could be written first. */
    private Optional<String> exchange() {
        Map<PageId, PageId> waiting = new LinkedHashMap<>();
        for (PutAttachment put : puts) {
            @Nullable PageId holder = holder(put);
            if (holder != null) {
                waiting.put(put.id(), holder);
            }
        }
        Set<PageId> free = new HashSet<>();
        for (PageId start : waiting.keySet()) {
            Set<PageId> walk = new HashSet<>();
            for (@Nullable PageId at = start; at != null && !free.contains(at); at = waiting.get(at)) {
                if (!walk.add(at)) {
                    return Optional.of("Attachments " + start + " and " + waiting.get(start)
                            + " can't exchange their names in one step. Exchange their contents instead.");
                }
            }
            free.addAll(walk);
        }
        return Optional.empty();
    }

    /** Returns the sentence that refuses to delete a page which would leave an attachment behind. */
    Optional<String> leftBehind(PlanLookup lookup) {
        Set<PageId> deleted = pages.changes().stream()
                .filter(PageChange.Delete.class::isInstance)
                .map(PageChange::id)
                .filter(id -> pages.before().get(id) instanceof PageState.Live)
                .collect(Collectors.toSet());
        return deleted.isEmpty()
                ? Optional.empty()
                : lookup.liveAttachment(deleted, Set.copyOf(pages.plan().keySet()))
                        .map(left -> "A page can't be deleted while attachment " + left + " belongs to it.");
    }
}
