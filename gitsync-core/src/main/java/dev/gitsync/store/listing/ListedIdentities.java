package dev.gitsync.store.listing;

import dev.gitsync.internal.listing.PlannedChange;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.listing.ListedAttachment.ListedContent;
import dev.gitsync.store.plan.AttachmentName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id and the contents of each attachment of a listing.
 *
 * <p>Without an id in the listing, it is the attachment that the open plan puts there with these contents; else the known one of this
 * page and name; else one that the plan creates there; else one that is missing and has the same contents; else a new one.
 *
 * <p>Contents are read only if the wiki states another hash than before, or no hash and another version or size. An attachment whose
 * contents can't be read stays as it is.
 */
final class ListedIdentities {
    private final ListedWiki wiki;
    private final Space space;
    private final Snapshot before;
    private final Map<PageId, Found> found = new LinkedHashMap<>();
    private final Set<PageId> unreadable = new HashSet<>();
    private final Map<AttachmentName, PageId> known = new HashMap<>();
    private final Map<AttachmentName, PlannedChange> planned = new HashMap<>();
    /** Known attachments by their contents, for those that are listed under another name. */
    private final Map<ContentHash, List<PageId>> byContents = new HashMap<>();

    private boolean isComplete;

    /** A listed attachment and its contents. */
    record Found(AttachmentContent content, ListedAttachment listed) {}

    ListedIdentities(ListedWiki wiki, Space space, Snapshot before) {
        this.wiki = wiki;
        this.space = space;
        this.before = before;
        for (AttachmentRevision revision : before.liveAttachments()) {
            known.put(AttachmentName.of(revision.content()), revision.id());
            byContents
                    .computeIfAbsent(revision.content().hash(), hash -> new ArrayList<>())
                    .add(revision.id());
        }
    }

    /** Identifies the attachments of a listing, some of which may have been written by the open plan of {@code editor}. */
    void identify(List<ListedAttachment> listed, SnapshotEditor editor) {
        for (PlannedChange put : editor.openPuts()) {
            AttachmentContent content = Objects.requireNonNull(put.content().attachment());
            planned.put(AttachmentName.of(content), put);
        }
        Set<AttachmentName> names = new HashSet<>();
        isComplete = true;
        List<Found> strangers = new ArrayList<>();
        for (ListedAttachment attachment : listed) {
            isComplete &= names.add(attachment.name());
            @Nullable PageId id = attachment.id() == null ? known.get(attachment.name()) : attachment.id();
            if (attachment.id() == null && planned.containsKey(attachment.name())) {
                identifyPlanned(id, attachment).ifPresent(strangers::add);
            } else if (id == null) {
                content(null, attachment).ifPresent(content -> strangers.add(new Found(content, attachment)));
            } else {
                add(id, attachment, content(id, attachment));
            }
        }
        for (Found stranger : strangers) {
            PageId id = missing(stranger.content()).orElseGet(() -> wiki.pages().newPageId(space));
            add(id, stranger.listed(), Optional.of(stranger.content()));
        }
    }

    /** Identifies an attachment at a place where the open plan puts one. Returns it if it is neither that one nor a known one. */
    private Optional<Found> identifyPlanned(@Nullable PageId id, ListedAttachment attachment) {
        PlannedChange put = Objects.requireNonNull(planned.get(attachment.name()));
        Optional<AttachmentContent> content = content(id, attachment);
        boolean isWritten = content.filter(found -> found.equals(put.content().attachment()))
                .isPresent();
        if (isWritten || (id == null && put.isNew())) {
            add(put.page(), attachment, content);
        } else if (id != null) {
            add(id, attachment, content);
        } else {
            return content.map(found -> new Found(found, attachment));
        }
        return Optional.empty();
    }

    /** Returns a known attachment that is not listed and has the same contents. */
    private Optional<PageId> missing(AttachmentContent content) {
        return byContents.getOrDefault(content.hash(), List.of()).stream()
                .filter(id -> !contains(id))
                .findFirst();
    }

    private void add(PageId id, ListedAttachment listed, Optional<AttachmentContent> content) {
        if (content.isEmpty()) {
            unreadable.add(id);
        } else if (found.putIfAbsent(id, new Found(content.get(), listed)) != null) {
            isComplete = false;
        }
    }

    private Optional<AttachmentContent> content(@Nullable PageId id, ListedAttachment listed) {
        ListedContent stated = listed.content();
        Optional<ContentHash> same = id == null
                ? Optional.empty()
                : before.liveAttachment(id)
                        .filter(revision -> isUnchanged(revision, stated))
                        .map(revision -> revision.content().hash());
        return same.or(() -> wiki.attachments().copy(space, listed))
                .map(hash -> new AttachmentContent(
                        listed.name().page(), listed.name().name(), hash, stated.size()));
    }

    private boolean isUnchanged(AttachmentRevision last, ListedContent stated) {
        @Nullable ContentHash hash = stated.hash();
        boolean isSame = hash == null
                ? before.listedVersion(last.id()).equals(stated.version())
                : last.content().hash().equals(hash);
        return isSame && last.content().size() == stated.size();
    }

    /** Returns whether no attachment is listed twice. */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns the attachments whose contents are known. */
    Map<PageId, Found> found() {
        return found;
    }

    Found get(PageId id) {
        return Objects.requireNonNull(found.get(id));
    }

    AttachmentName name(PageId id) {
        return AttachmentName.of(get(id).content());
    }

    /** Returns whether the attachment is in the listing, even if its contents can't be read. */
    boolean contains(PageId id) {
        return found.containsKey(id) || unreadable.contains(id);
    }
}
