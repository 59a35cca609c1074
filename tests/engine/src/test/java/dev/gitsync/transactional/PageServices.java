package dev.gitsync.transactional;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageReader;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.plan.PageState;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.transactional.PageWriter;
import dev.gitsync.store.transactional.WriteResult;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wiki in memory whose services write one page at a time, within transactions. Each write is a plan of its own for a {@link
 * InMemoryPageStore}, so a page that is written too early is refused.
 */
final class PageServices implements PageReader, PageWriter, TransactionRunner {
    static final String FORBIDDEN = "Forbidden";

    final List<PageChange> written = new ArrayList<>();
    private final InMemoryPageStore pages = new InMemoryPageStore();
    private final Map<SpaceId, Long> tokens = new HashMap<>();
    private final Map<PageId, Long> trash = new HashMap<>();

    @Override
    public synchronized void run(Space space, Runnable work) {
        Runnable undo = pages.backup(space);
        Map<SpaceId, Long> tokensBefore = new HashMap<>(tokens);
        Map<PageId, Long> trashBefore = new HashMap<>(trash);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            undo.run();
            tokens.clear();
            tokens.putAll(tokensBefore);
            trash.clear();
            trash.putAll(trashBefore);
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
                for (PageId id : ids) {
                    Long deleted = trash.get(id);
                    pages.page(space, id)
                            .<PageState>map(page -> new PageState.Live(
                                    page.version(), page.content().parent()))
                            .or(() -> Optional.ofNullable(deleted).map(PageState.Trashed::new))
                            .ifPresent(state -> found.put(id, state));
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
        };
    }

    @Override
    public Cursor end(Space space) {
        return pages.changes(space, Cursor.START, Integer.MAX_VALUE).next();
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
        WriteResult result = write(space, page, actor);
        if (result instanceof WriteResult.Written written) {
            trash.put(page.id(), written.version());
        }
        return result;
    }

    @Override
    public WriteResult restore(Space space, PageChange.Restore page, String actor) {
        trash.remove(page.id());
        return write(space, page, actor);
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

    private void requireTransaction() {
        if (!Thread.holdsLock(this)) {
            throw new AssertionError("Called outside of a transaction");
        }
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return pages.changes(space, after, limit);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return pages.pages(space, after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return pages.page(space, id);
    }

    @Override
    public PageId newPageId(Space space) {
        return pages.newPageId(space);
    }
}
