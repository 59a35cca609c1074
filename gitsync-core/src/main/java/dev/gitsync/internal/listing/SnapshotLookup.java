package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up pages and attachments in the latest listing. */
public record SnapshotLookup(Snapshot now) implements PlanLookup {
    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        for (PageId id : ids) {
            Change newest = now.newest().get(id);
            if (newest != null) {
                found.put(id, state(newest));
            }
        }
        return found;
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return now.livePages().stream()
                .filter(page -> isBelow(page, parents) && !except.contains(page.id()))
                .map(Revision::id)
                .findFirst();
    }

    @Override
    public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        Map<AttachmentName, PageId> found = new HashMap<>();
        for (AttachmentRevision attachment : now.liveAttachments()) {
            AttachmentName name = AttachmentName.of(attachment.content());
            if (names.contains(name)) {
                found.put(name, attachment.id());
            }
        }
        return found;
    }

    @Override
    public Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        return now.liveAttachments().stream()
                .filter(attachment -> isOf(attachment, pages) && !except.contains(attachment.id()))
                .map(AttachmentRevision::id)
                .findFirst();
    }

    private static boolean isOf(AttachmentRevision attachment, Set<PageId> pages) {
        @Nullable PageId page = attachment.content().page();
        return page != null && pages.contains(page);
    }

    private static boolean isBelow(Revision page, Set<PageId> parents) {
        @Nullable PageId parent = page.content().parent();
        return parent != null && parents.contains(parent);
    }

    private PageState state(Change newest) {
        if (newest instanceof Revision revision) {
            return new PageState.Live(revision.version(), revision.content().parent());
        }
        if (newest instanceof AttachmentRevision revision) {
            AttachmentName name = AttachmentName.of(revision.content());
            return new PageState.LiveAttachment(revision.version(), name.page(), name.name());
        }
        return now.isAttachment(newest.id())
                ? new PageState.TrashedAttachment(newest.version())
                : new PageState.Trashed(newest.version());
    }
}
