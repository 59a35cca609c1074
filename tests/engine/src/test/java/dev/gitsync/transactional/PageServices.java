package dev.gitsync.transactional;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import dev.gitsync.store.transactional.PageWriter;
import dev.gitsync.store.transactional.PageWriter.WriteResult;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An in-memory wiki whose services write one page at a time, within transactions. Each write is its own plan for a
 * {@link InMemoryPageStore}, which refuses a page that is written too early.
 */
public final class PageServices extends ForwardingPageReader implements PageWriter, TransactionRunner {
    static final String FORBIDDEN = "Forbidden";

    final List<PageChange> written = new ArrayList<>();
    private final InMemoryPageStore pages;
    private final Map<SpaceId, Long> tokens = new HashMap<>();

    private final boolean knowsEnd;

    /** Creates services that write to {@code pages}. */
    PageServices(InMemoryPageStore pages) {
        this(pages, true);
    }

    /**
     * Creates services that write to {@code pages}.
     *
     * @param knowsEnd whether the services know the end of the feed before the commit
     */
    public PageServices(InMemoryPageStore pages, boolean knowsEnd) {
        super(pages);
        this.pages = pages;
        this.knowsEnd = knowsEnd;
    }

    @Override
    public synchronized void run(Space space, Runnable work) {
        Runnable undo = pages.backup(space);
        Map<SpaceId, Long> tokensBefore = new HashMap<>(tokens);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            undo.run();
            tokens.clear();
            tokens.putAll(tokensBefore);
            throw e;
        }
    }

    @Override
    public long lock(Space space) {
        requireTransaction();
        return tokens.getOrDefault(space.id(), 0L);
    }

    @Override
    public void keepToken(Space space, long token) {
        requireTransaction();
        tokens.put(space.id(), token);
    }

    @Override
    public PlanLookup pages(Space space) {
        return new PlanLookup() {
            @Override
            public Map<PageId, PageState> pages(Set<PageId> ids) {
                requireTransaction();
                Map<PageId, PageState> found = new HashMap<>();
                for (Change change : feed(space)) {
                    if (ids.contains(change.id())) {
                        boolean isAttachment = found.get(change.id()) instanceof PageState.LiveAttachment;
                        found.put(change.id(), state(change, isAttachment));
                    }
                }
                return found;
            }

            @Override
            public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
                return pages.pages(space, null, Integer.MAX_VALUE).stream()
                        .filter(page -> page.content().parent() != null
                                && parents.contains(page.content().parent()))
                        .map(Page::id)
                        .filter(id -> !except.contains(id))
                        .findFirst();
            }

            @Override
            public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
                return live(space)
                        .filter(attachment -> names.contains(AttachmentName.of(attachment.content())))
                        .collect(Collectors.toMap(
                                attachment -> AttachmentName.of(attachment.content()), Attachment::id));
            }

            @Override
            public Optional<PageId> liveAttachment(Set<PageId> of, Set<PageId> except) {
                return live(space)
                        .filter(attachment -> attachment.content().page() != null
                                && of.contains(attachment.content().page()))
                        .map(Attachment::id)
                        .filter(id -> !except.contains(id))
                        .findFirst();
            }
        };
    }

    @Override
    public Cursor end(Space space) {
        return knowsEnd ? pages.changes(space, Cursor.START, Integer.MAX_VALUE).next() : PageWriter.super.end(space);
    }

    @Override
    public WriteResult create(Space space, PageChange.Create page, String actor) {
        return write(space, page, actor);
    }

    @Override
    public WriteResult update(Space space, PageChange.Update page, String actor) {
        return write(space, page, actor);
    }

    @Override
    public WriteResult delete(Space space, PageChange.Delete page, String actor) {
        return write(space, page, actor);
    }

    @Override
    public WriteResult restore(Space space, PageChange.Restore page, String actor) {
        return write(space, page, actor);
    }

    @Override
    public WriteResult putAttachment(Space space, PageChange.PutAttachment attachment, String actor) {
        return write(space, attachment, actor);
    }

    @Override
    public WriteResult deleteAttachment(Space space, PageChange.Delete attachment, String actor) {
        return write(space, attachment, actor);
    }

    private WriteResult write(Space space, PageChange change, String actor) {
        requireTransaction();
        if (change.contentAfter().filter(page -> page.title().equals(FORBIDDEN)).isPresent()) {
            return new WriteResult.Refused("This title is not allowed here.");
        }
        ApplyResult result = pages.apply(space, List.of(change), ApplyContext.edit(actor));
        if (result instanceof ApplyResult.Applied applied) {
            written.add(change);
            return new WriteResult.Written(
                    Objects.requireNonNull(applied.versions().get(change.id())));
        }
        throw new AssertionError("Written too early, or unseen by the check: " + change + ": " + result);
    }

    private Stream<Attachment> live(Space space) {
        return pages.attachments().map(attachments -> attachments.attachments(space, null, Integer.MAX_VALUE)).stream()
                .flatMap(List::stream);
    }

    private static PageState state(Change newest, boolean isAttachment) {
        if (newest instanceof Change.AttachmentRevision revision) {
            return new PageState.LiveAttachment(
                    revision.version(),
                    revision.content().page(),
                    revision.content().name());
        }
        if (newest instanceof Revision revision) {
            return new PageState.Live(revision.version(), revision.content().parent());
        }
        return isAttachment
                ? new PageState.TrashedAttachment(newest.version())
                : new PageState.Trashed(newest.version());
    }

    private List<Change> feed(Space space) {
        return pages.changes(space, Cursor.START, Integer.MAX_VALUE).changes();
    }

    private void requireTransaction() {
        if (!Thread.holdsLock(this)) {
            throw new AssertionError("Called outside of a transaction");
        }
    }
}
