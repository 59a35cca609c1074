package dev.gitsync.testkit;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Edits one space as its wiki would: each call reads the page, changes one thing and applies the change, unfenced, on
 * behalf of the author. A call whose change is not applied fails the test with an {@link AssertionError}.
 */
public final class WikiEditor {
    private final PageStore store;
    private final Space space;

    /** Creates an editor for {@code space} in {@code store}. */
    public WikiEditor(PageStore store, Space space) {
        this.store = store;
        this.space = space;
    }

    /** Creates a page and returns its id. */
    public PageId create(@Nullable PageId parent, String title, @Nullable String text, Provenance provenance) {
        PageId id = store.newPageId(space);
        applied(new PageChange.Create(id, new PageContent(parent, title, text), provenance));
        return id;
    }

    /** Changes the text of the page and returns the new version. */
    public long edit(PageId id, @Nullable String text, Provenance provenance) {
        return update(id, content -> new PageContent(content.parent(), content.title(), text), provenance);
    }

    /** Changes the title of the page and returns the new version. */
    public long rename(PageId id, String title, Provenance provenance) {
        return update(id, content -> new PageContent(content.parent(), title, content.text()), provenance);
    }

    /** Moves the page to another parent, or to the top level for null, and returns the new version. */
    public long move(PageId id, @Nullable PageId parent, Provenance provenance) {
        return update(id, content -> new PageContent(parent, content.title(), content.text()), provenance);
    }

    /** Moves the page to the trash and returns the version of its tombstone. */
    public long delete(PageId id, Provenance provenance) {
        return applied(new PageChange.Delete(id, live(id).version(), provenance));
    }

    /** Restores the page, which was deleted at {@code deletedVersion}, from the trash and returns the new version. */
    public long restore(PageId id, long deletedVersion, PageContent content, Provenance provenance) {
        return applied(new PageChange.Restore(id, deletedVersion, content, provenance));
    }

    /** Returns the page, which must be live. */
    public Page live(PageId id) {
        return store.page(space, id)
                .orElseThrow(() -> new AssertionError("Page " + id + " of space " + space.id() + " is not live"));
    }

    private long update(PageId id, UnaryOperator<PageContent> edit, Provenance provenance) {
        Page page = live(id);
        PageContent before = page.content();
        return applied(new PageChange.Update(id, page.version(), before.text(), edit.apply(before), provenance));
    }

    private long applied(PageChange change) {
        ApplyContext context = ApplyContext.edit(change.provenance().author().name());
        ApplyResult result = store.apply(space, List.of(change), context);
        if (result instanceof ApplyResult.Applied applied) {
            Long version = applied.versions().get(change.id());
            if (version != null) {
                return version;
            }
        }
        throw new AssertionError("An edit of space " + space.id() + " was not applied: " + result);
    }
}
