package dev.gitsync.testkit;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attachments and the contents of one space. The lock of the {@link InMemorySpace} guards everything. */
final class InMemoryAttachments {
    private final NavigableMap<PageId, StoredAttachment> attachments = new TreeMap<>();
    private final Map<ContentHash, byte[]> contents = new HashMap<>();

    /** The state at some time. */
    record Backup(Map<PageId, StoredAttachment> attachments, Map<ContentHash, byte[]> contents) {}

    Backup backup() {
        return new Backup(Map.copyOf(attachments), Map.copyOf(contents));
    }

    void restore(Backup backup) {
        attachments.clear();
        attachments.putAll(backup.attachments());
        contents.clear();
        contents.putAll(backup.contents());
    }

    boolean has(PageId id) {
        return attachments.containsKey(id);
    }

    List<Attachment> list(@Nullable PageId after, int limit) {
        var rest = after == null ? attachments : attachments.tailMap(after, false);
        return rest.entrySet().stream()
                .filter(entry -> entry.getValue().live())
                .limit(limit)
                .map(entry -> entry.getValue().as(entry.getKey()))
                .toList();
    }

    Optional<Attachment> find(PageId id, boolean live) {
        return Optional.ofNullable(attachments.get(id))
                .filter(stored -> stored.live() == live)
                .map(stored -> stored.as(id));
    }

    @Nullable
    PageState state(PageId id) {
        StoredAttachment stored = attachments.get(id);
        return stored == null ? null : stored.state();
    }

    Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        return attachments.entrySet().stream()
                .filter(entry -> entry.getValue().isLiveOf(pages) && !except.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Map<AttachmentName, PageId> holders(Set<AttachmentName> names) {
        Map<AttachmentName, PageId> holders = new HashMap<>();
        attachments.forEach((id, stored) -> {
            AttachmentName name = AttachmentName.of(stored.content());
            if (stored.live() && names.contains(name)) {
                holders.put(name, id);
            }
        });
        return holders;
    }

    byte @Nullable [] contents(ContentHash hash) {
        return contents.get(hash);
    }

    void store(ContentHash hash, byte[] bytes) {
        contents.putIfAbsent(hash, bytes);
    }

    /** Removes the contents that none of these changes names. */
    void collect(Collection<Change> feed) {
        Set<ContentHash> named = new HashSet<>();
        for (Change change : feed) {
            if (change instanceof Change.AttachmentRevision revision) {
                named.add(revision.content().hash());
            }
        }
        contents.keySet().retainAll(named);
    }

    Map<ContentHash, Long> sizes(Set<ContentHash> hashes) {
        Map<ContentHash, Long> sizes = new HashMap<>();
        for (ContentHash hash : hashes) {
            byte[] bytes = contents.get(hash);
            if (bytes != null) {
                sizes.put(hash, (long) bytes.length);
            }
        }
        return sizes;
    }

    Change put(PageChange.PutAttachment put) {
        StoredAttachment after = next(put.id(), put.content(), true);
        return new Change.AttachmentRevision(put.id(), after.version(), after.content(), put.provenance());
    }

    Change delete(PageChange.Delete delete) {
        StoredAttachment before = attachments.get(delete.id());
        if (before == null) {
            throw new IllegalStateException("Attachment " + delete.id() + " was there a moment ago");
        }
        StoredAttachment after = next(delete.id(), before.content(), false);
        return new Change.Tombstone(delete.id(), after.version(), delete.provenance());
    }

    private StoredAttachment next(PageId id, AttachmentContent content, boolean live) {
        StoredAttachment before = attachments.get(id);
        StoredAttachment after =
                new StoredAttachment(before == null ? 1 : InMemoryFeed.nextVersion(before.version()), content, live);
        attachments.put(id, after);
        return after;
    }

    /** An attachment at its newest version, live or in the trash. */
    record StoredAttachment(long version, AttachmentContent content, boolean live) {
        PageState state() {
            return live
                    ? new PageState.LiveAttachment(version, content.page(), content.name())
                    : new PageState.TrashedAttachment(version);
        }

        boolean isLiveOf(Set<PageId> pages) {
            return live && content.page() != null && pages.contains(content.page());
        }

        Attachment as(PageId id) {
            return new Attachment(id, version, content);
        }
    }
}
