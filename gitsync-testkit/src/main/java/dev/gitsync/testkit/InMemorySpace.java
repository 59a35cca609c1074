package dev.gitsync.testkit;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanCheck;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import dev.gitsync.store.plan.PlannedAttachments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pages, the attachments and the feed of one space. One lock guards everything. */
final class InMemorySpace implements PlanLookup {
    private final SpaceId id;
    private final InMemoryFeed feed = new InMemoryFeed();
    private final NavigableMap<PageId, StoredPage> pages = new TreeMap<>();
    private final InMemoryAttachments attachments = new InMemoryAttachments();
    private final boolean keepsOrphans;
    private long newestToken;

    /**
     * Creates an empty space.
     *
     * @param keepsOrphans whether attachments stay when their page is deleted
     */
    InMemorySpace(SpaceId id, boolean keepsOrphans) {
        this.id = id;
        this.keepsOrphans = keepsOrphans;
    }

    synchronized ChangeBatch changes(Cursor after, int limit) {
        return feed.after(after, limit);
    }

    /** Returns a backup of the whole state. */
    synchronized Backup backup() {
        return new Backup(feed.all(), Map.copyOf(pages), attachments.backup());
    }

    /** Restores an earlier state and forgets the newest token. */
    synchronized void restore(Backup backup) {
        feed.replace(backup.feed());
        pages.clear();
        pages.putAll(backup.pages());
        attachments.restore(backup.attachments());
        newestToken = 0;
    }

    /** The state of a space at some time. */
    record Backup(List<Change> feed, Map<PageId, StoredPage> pages, InMemoryAttachments.Backup attachments) {}

    synchronized List<Page> pages(@Nullable PageId after, int limit) {
        var rest = after == null ? pages : pages.tailMap(after, false);
        return rest.entrySet().stream()
                .filter(entry -> entry.getValue().live())
                .limit(limit)
                .map(entry -> entry.getValue().as(entry.getKey()))
                .toList();
    }

    synchronized Optional<Page> page(PageId page) {
        return Optional.ofNullable(pages.get(page)).filter(StoredPage::live).map(stored -> stored.as(page));
    }

    synchronized Page trashed(PageId page) {
        return Optional.ofNullable(pages.get(page))
                .filter(stored -> !stored.live())
                .map(stored -> stored.as(page))
                .orElseThrow(() -> new AssertionError("Page " + page + " of space " + id + " is not in the trash"));
    }

    synchronized List<Attachment> attachments(@Nullable PageId after, int limit) {
        return attachments.list(after, limit);
    }

    synchronized Optional<Attachment> attachment(PageId attachment) {
        return attachments.find(attachment, true);
    }

    synchronized Attachment trashedAttachment(PageId attachment) {
        return attachments
                .find(attachment, false)
                .orElseThrow(() ->
                        new AssertionError("Attachment " + attachment + " of space " + id + " is not in the trash"));
    }

    /** Returns the attachments in the trash whose tombstones come directly before the newest one of their page. */
    synchronized List<Attachment> deletedWith(PageId page) {
        return feed.tombstonesBefore(page).stream()
                .flatMap(tombstone -> attachments
                        .find(tombstone.id(), false)
                        .filter(trashed -> page.equals(trashed.content().page()))
                        .filter(trashed -> trashed.version() == tombstone.version())
                        .stream())
                .toList();
    }

    synchronized Map<ContentHash, Long> sizes(Set<ContentHash> hashes) {
        return attachments.sizes(hashes);
    }

    synchronized byte @Nullable [] contents(ContentHash hash) {
        return attachments.contents(hash);
    }

    synchronized void store(ContentHash hash, byte[] bytes) {
        attachments.store(hash, bytes);
    }

    synchronized void collectContents() {
        attachments.collect(feed.all());
    }

    synchronized ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        Optional<ApplyResult.Fenced> fenced = context.fencedBy(newestToken);
        if (fenced.isPresent()) {
            return fenced.get();
        }
        PlannedAttachments planned = PlannedAttachments.of(changes);
        Optional<ApplyResult> objection = PlanCheck.of(space, changes, this)
                .objection()
                .or(() -> planned.missing(sizes(planned.hashes()), false).map(ApplyResult.Refused::new));
        if (objection.isPresent()) {
            return objection.get();
        }
        newestToken = Math.max(newestToken, context.fencingToken());
        return commit(changes);
    }

    @Override
    public synchronized Map<PageId, PageState> pages(Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        for (PageId page : ids) {
            StoredPage stored = pages.get(page);
            PageState state = stored == null ? attachments.state(page) : stored.state();
            if (state != null) {
                found.put(page, state);
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().isLiveBelow(parents) && !except.contains(page.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        return attachments.holders(names);
    }

    @Override
    public synchronized Optional<PageId> liveAttachment(Set<PageId> parents, Set<PageId> except) {
        return keepsOrphans ? Optional.empty() : attachments.liveAttachment(parents, except);
    }

    private ApplyResult commit(List<PageChange> changes) {
        Map<PageId, Long> versions = new HashMap<>();
        for (PageChange change : changes) {
            Change written = write(change);
            versions.put(change.id(), written.version());
            feed.add(written);
        }
        return new ApplyResult.Applied(versions, feed.beforeLast(changes.size()), feed.beforeLast(0));
    }

    private Change write(PageChange change) {
        if (change instanceof PageChange.PutAttachment put) {
            return attachments.put(put);
        }
        if (change instanceof PageChange.Delete delete && attachments.has(delete.id())) {
            return attachments.delete(delete);
        }
        StoredPage page = after(change);
        pages.put(change.id(), page);
        return page.live()
                ? new Revision(change.id(), page.version(), page.content(), change.provenance())
                : new Tombstone(change.id(), page.version(), change.provenance());
    }

    private StoredPage after(PageChange change) {
        return change.accept(new PageChange.Visitor<>() {
            @Override
            public StoredPage visitCreate(PageChange.Create create) {
                return new StoredPage(StoredPage.FIRST, create.content(), true);
            }

            @Override
            public StoredPage visitUpdate(PageChange.Update update) {
                return existing(update.id()).next(update.content(), true);
            }

            @Override
            public StoredPage visitDelete(PageChange.Delete delete) {
                StoredPage page = existing(delete.id());
                return page.next(page.content(), false);
            }

            @Override
            public StoredPage visitRestore(PageChange.Restore restore) {
                return existing(restore.id()).next(restore.content(), true);
            }
        });
    }

    private StoredPage existing(PageId page) {
        StoredPage stored = pages.get(page);
        if (stored == null) {
            throw new IllegalStateException("Page " + page + " was there a moment ago");
        }
        return stored;
    }

    /** A page at its newest version, in the tree or in the trash. */
    record StoredPage(long version, PageContent content, boolean live) {
        /** The first version. Versions may start anywhere; with JPA they start at 0. */
        private static final long FIRST = 0;

        PageState state() {
            return live ? new PageState.Live(version, content.parent()) : new PageState.Trashed(version);
        }

        boolean isLiveBelow(Set<PageId> parents) {
            return live && content.parent() != null && parents.contains(content.parent());
        }

        StoredPage next(PageContent newContent, boolean nowLive) {
            PageContent kept = newContent.labels() == null ? newContent.withLabels(content.labels()) : newContent;
            return new StoredPage(InMemoryFeed.nextVersion(version), kept, nowLive);
        }

        Page as(PageId id) {
            return new Page(id, version, content);
        }
    }
}
