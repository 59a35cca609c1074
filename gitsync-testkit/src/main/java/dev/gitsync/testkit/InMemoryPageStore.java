package dev.gitsync.testkit;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory wiki that passes the whole {@link PageStoreContract}, with edits as made by the wiki's own users. Every
 * space exists and is initially empty. Generated ids are distributed like random ids but are the same in every run.
 * Safe for use by several threads.
 */
public final class InMemoryPageStore implements PageStore {
    private final ConcurrentHashMap<SpaceId, InMemorySpace> spaces = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return of(space).changes(after, limit);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return of(space).pages(after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return of(space).page(id);
    }

    @Override
    public PageId newPageId(Space space) {
        byte[] name = ("page " + ids.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        return new PageId(UUID.nameUUIDFromBytes(name).toString());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        return of(space).apply(space, changes, context);
    }

    /** Creates a page as a wiki user would; see {@link WikiEditor#create}. */
    public PageId create(
            Space space, @Nullable PageId parent, String title, @Nullable String text, Provenance provenance) {
        return edits(space).create(parent, title, text, provenance);
    }

    /** Changes the text of a page; see {@link WikiEditor#edit}. */
    public long edit(Space space, PageId id, @Nullable String text, Provenance provenance) {
        return edits(space).edit(id, text, provenance);
    }

    /** Changes the title of a page; see {@link WikiEditor#rename}. */
    public long rename(Space space, PageId id, String title, Provenance provenance) {
        return edits(space).rename(id, title, provenance);
    }

    /** Moves a page to another parent; see {@link WikiEditor#move}. */
    public long move(Space space, PageId id, @Nullable PageId parent, Provenance provenance) {
        return edits(space).move(id, parent, provenance);
    }

    /** Moves a page to the trash; see {@link WikiEditor#delete}. */
    public long delete(Space space, PageId id, Provenance provenance) {
        return edits(space).delete(id, provenance);
    }

    /** Restores a page from the trash with the content it was deleted with, and returns the new version. */
    public long restore(Space space, PageId id, Provenance provenance) {
        Page trashed = of(space).trashed(id);
        return edits(space).restore(id, trashed.version(), trashed.content(), provenance);
    }

    /**
     * Takes a backup of a space and returns an action that restores it: the space and the end of its feed are then as
     * they were at the backup, whatever happened since.
     */
    public Runnable backup(Space space) {
        InMemorySpace.Backup backup = of(space).backup();
        return () -> of(space).restore(backup);
    }

    private WikiEditor edits(Space space) {
        return new WikiEditor(this, space);
    }

    private InMemorySpace of(Space space) {
        return spaces.computeIfAbsent(space.id(), InMemorySpace::new);
    }
}
