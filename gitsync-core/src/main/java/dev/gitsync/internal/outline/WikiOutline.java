package dev.gitsync.internal.outline;

import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * A wiki at the end of its feed, without the texts of its pages. A page that can't be rendered has the zero id as its file, and
 * does not prevent the others from being read.
 */
public final class WikiOutline {
    private static final int BATCH = 500;

    private final Map<PageId, PageOutline> pages = new HashMap<>();
    private final Map<PageId, Long> deletions = new HashMap<>();
    private final Map<PageId, String> reasons = new HashMap<>();
    private final Map<PageId, FailedPage> failed = new HashMap<>();
    private final Map<PageId, Attachment> attachments = new HashMap<>();
    private final List<Attachment> revisions = new ArrayList<>();
    private final TitleOrigins titles = new TitleOrigins();
    private Cursor cursor = Cursor.START;
    private Instant time = Instant.EPOCH;
    private @Nullable PageId newest;

    private final FeedPositionSearch.Feed feed;

    private WikiOutline(FeedPositionSearch.Feed feed) {
        this.feed = feed;
    }

    /** Reads the whole feed and all pages. */
    public static WikiOutline read(PageStore store, PageFiles files, Space space, WorkBudget budget) {
        FeedPositionSearch.Feed feed = new FeedPositionSearch.Feed(store, space, files);
        WikiOutline wiki = new WikiOutline(feed);
        wiki.cursor = feed.read(Long.MAX_VALUE, wiki::read);
        List<Page> batch = store.pages(space, null, BATCH);
        while (!batch.isEmpty()) {
            budget.spend(batch.size());
            batch.forEach(page -> wiki.pages.put(page.id(), wiki.outline(page, files)));
            batch = store.pages(space, batch.get(batch.size() - 1).id(), BATCH);
        }
        if (store.attachments().isPresent()) {
            wiki.readAttachments(store.attachments().get(), space, budget);
        }
        if (!wiki.reasons.isEmpty()) {
            feed.read(Long.MAX_VALUE, wiki::readFailed);
        }
        return wiki;
    }

    /** Reads all attachments; those without contents fail. */
    private void readAttachments(AttachmentStore store, Space space, WorkBudget budget) {
        List<Attachment> batch = store.attachments(space, null, BATCH);
        while (!batch.isEmpty()) {
            budget.spend(batch.size());
            Map<ContentHash, Long> sizes = store.sizes(
                    space, batch.stream().map(found -> found.content().hash()).collect(Collectors.toSet()));
            for (Attachment attachment : batch) {
                Long size = sizes.get(attachment.content().hash());
                if (size == null || size != attachment.content().size()) {
                    reasons.put(attachment.id(), FileNotFoundException.class.getSimpleName());
                }
                attachments.put(attachment.id(), attachment);
            }
            batch = store.attachments(space, batch.get(batch.size() - 1).id(), BATCH);
        }
    }

    private void read(Change change) {
        time = change.provenance().time();
        newest = change.id();
        titles.read(change);
        if (change instanceof AttachmentRevision file) {
            revisions.add(new Attachment(file.id(), file.version(), file.content()));
        }
        if (change instanceof Tombstone) {
            deletions.put(change.id(), change.version());
        } else {
            deletions.remove(change.id());
        }
    }

    private PageOutline outline(Page page, PageFiles files) {
        PageContent content = page.content();
        return new PageOutline(
                page.id(),
                content.parent(),
                content.title(),
                page.version(),
                content.text() == null ? null : blob(page, content.text(), files),
                titles.isNamedByGit(page.id()));
    }

    private ObjectId blob(Page page, String text, PageFiles files) {
        String title = page.content().title();
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(
                    Constants.OBJ_BLOB,
                    files.render(
                            title, files.withoutTargets(text), files.naming().nameFor(title)));
        } catch (RuntimeException | StackOverflowError e) {
            reasons.put(page.id(), e.getClass().getSimpleName());
            return ObjectId.zeroId();
        }
    }

    private void readFailed(Change change) {
        String reason = reasons.get(change.id());
        PageOutline page = pages.get(change.id());
        Attachment attachment = attachments.get(change.id());
        Provenance by = change.provenance();
        if (reason != null && page != null) {
            failed.put(page.id(), new FailedPage(page.id(), page.version(), by, reason));
        } else if (reason != null && attachment != null) {
            failed.put(attachment.id(), new FailedPage(attachment.id(), attachment.version(), by, reason));
        }
    }

    /** Excludes pages. */
    public void withdraw(Collection<PageId> absent) {
        absent.forEach(pages::remove);
    }

    /**
     * Treats the contents of attachments as not stored.
     *
     * @param failures the attachments and the reason for each
     */
    public void withdrawContents(Map<PageId, String> failures) {
        if (!failures.isEmpty()) {
            reasons.putAll(failures);
            feed.read(Long.MAX_VALUE, this::readFailed);
        }
    }

    /** Returns the live pages, without excluded ones. Not a copy. */
    public Map<PageId, PageOutline> pages() {
        return pages;
    }

    /** Returns the live attachments whose contents are stored. */
    public List<Attachment> attachments() {
        return attachments.values().stream()
                .filter(attachment -> !reasons.containsKey(attachment.id()))
                .toList();
    }

    /** Returns what attachments were before they were changed or deleted, the newest revision first. */
    public List<Attachment> formerAttachments() {
        List<Attachment> former = new ArrayList<>();
        for (Attachment revision : revisions) {
            Attachment live = attachments.get(revision.id());
            if (live == null || live.version() > revision.version()) {
                former.add(revision);
            }
        }
        Collections.reverse(former);
        return former;
    }

    /** Returns the live attachments whose contents are not stored. */
    public List<Attachment> attachmentsWithoutContents() {
        return attachments.values().stream()
                .filter(attachment -> reasons.containsKey(attachment.id()))
                .toList();
    }

    /** Returns the pages that can't be rendered, including excluded ones, and the attachments without contents. */
    public List<FailedPage> failed() {
        return new ArrayList<>(failed.values());
    }

    /** Returns the versions at which the pages and attachments in the trash were deleted. */
    public Map<PageId, Long> deletions() {
        return deletions;
    }

    /** Returns the end of the feed. */
    public Cursor cursor() {
        return cursor;
    }

    /** Returns the time of the newest change. */
    public Instant time() {
        return time;
    }

    /** Returns the page of the newest change; null if there is none. */
    @Nullable
    public PageId newest() {
        return newest;
    }
}
