package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.jdbi.JdbiPages.TrashedPage;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Writes pages. Every edit is one call of {@link PageStore#apply}, all or nothing, with the version that it was made from. Callers
 * check the rights first. Thread-safe.
 */
public final class Desk {
    private static final int DELETE_ATTEMPTS = 5;
    private static final int MAX_RESTORED = 10_000;

    private final Stores stores;
    private final Consumer<SpaceId> pageChanged;
    private final InstantSource clock;

    /** Where pages are written and read, and the attachments that go into the trash and return with them. */
    public record Stores(PageStore store, JdbiPages pages, JdbiAttachments attachments) {}

    /** Works with {@code stores}, and reports every edit to {@code pageChanged}. */
    public Desk(Stores stores, Consumer<SpaceId> pageChanged, InstantSource clock) {
        this.stores = stores;
        this.pageChanged = pageChanged;
        this.clock = clock;
    }

    /** Creates a page. */
    public Outcome create(Space space, PageContent content, Edit edit) {
        Optional<String> objection = PageRules.objection(content, edit.message());
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        PageId id = stores.store().newPageId(space);
        Provenance provenance = provenance(edit);
        Result result = new Result(id, content, false, provenance);
        return apply(space, edit, result, List.of(new PageChange.Create(id, content, provenance)));
    }

    /**
     * Changes the text, title or place of a live page. An edit that changes nothing creates no revision.
     *
     * @param change returns the new content, given the current one
     */
    public Outcome change(FoundPage page, Edit edit, UnaryOperator<PageContent> change) {
        if (page.version() != edit.expectedVersion()) {
            return new Outcome.Stale(page.stored());
        }
        PageContent before = page.content();
        PageContent content = change.apply(before);
        if (content.equals(before)) {
            return new Outcome.Saved(page.stored());
        }
        Optional<String> objection = PageRules.objection(before, content, edit.message());
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        Provenance provenance = provenance(edit);
        PageChange update =
                new PageChange.Update(page.id(), edit.expectedVersion(), before.text(), content, provenance);
        return apply(page.in().space(), edit, new Result(page.id(), content, false, provenance), List.of(update));
    }

    /** Moves a page and everything below it to the trash, with their attachments. */
    public Outcome delete(FoundPage page, Edit edit) {
        Outcome outcome = new Outcome.Stale(page.stored());
        for (int i = 0; i < DELETE_ATTEMPTS && isStaleBelow(outcome, edit.expectedVersion()); i++) {
            outcome = deleteOnce(page, edit);
        }
        return outcome;
    }

    private Outcome deleteOnce(FoundPage page, Edit edit) {
        Space space = page.in().space();
        Provenance provenance = provenance(edit);
        List<PageNode> branch = new PageTree(stores.pages().tree(space)).branch(page.id());
        List<PageId> ids = branch.stream().map(PageNode::id).toList();
        List<PageChange> changes = new ArrayList<>(stores.attachments().deletions(space, ids, provenance));
        for (PageNode node : branch) {
            long version = node.id().equals(page.id()) ? edit.expectedVersion() : node.version();
            changes.add(new PageChange.Delete(node.id(), version, provenance));
        }
        return branch.isEmpty()
                ? new Outcome.Refused("This page is in the trash already.")
                : apply(space, edit, new Result(page.id(), page.content(), true, provenance), changes);
    }

    /** Whether the edit failed only because a page further down was changed, which does not concern the author. */
    private static boolean isStaleBelow(Outcome outcome, long expectedVersion) {
        return outcome instanceof Outcome.Stale stale
                && !stale.now().deleted()
                && stale.now().page().version() == expectedVersion;
    }

    /**
     * Takes a page out of the trash, with its attachments and the pages below it that were deleted together with it. It returns to
     * its place, or to the top of the space when that place is gone.
     */
    public Outcome restore(FoundPage page, Edit edit) {
        if (page.version() != edit.expectedVersion() || !page.isDeleted()) {
            return new Outcome.Stale(page.stored());
        }
        Space space = page.in().space();
        Provenance provenance = provenance(edit);
        PageContent content = atLivePlace(space, page.content());
        List<PageChange> changes = new ArrayList<>();
        changes.add(restoration(page.stored(), content, provenance));
        List<PageId> restored = new ArrayList<>(List.of(page.id()));
        deletedWith(page).forEach(below -> {
            changes.add(restoration(below, below.page().content(), provenance));
            restored.add(below.page().id());
        });
        changes.addAll(stores.attachments().restorations(space, restored, provenance));
        return apply(space, edit, new Result(page.id(), content, false, provenance), changes);
    }

    private static PageChange restoration(StoredPage page, PageContent content, Provenance provenance) {
        return new PageChange.Restore(page.page().id(), page.page().version(), content, provenance);
    }

    private PageContent atLivePlace(Space space, PageContent content) {
        PageId parent = content.parent();
        boolean isLive = parent != null && stores.store().page(space, parent).isPresent();
        return isLive ? content : new PageContent(null, content.title(), content.text());
    }

    private List<StoredPage> deletedWith(FoundPage page) {
        Space space = page.in().space();
        List<PageNode> together = stores.pages().trash(space, MAX_RESTORED).stream()
                .filter(trashed -> trashed.deletion().equals(page.stored().lastChange()))
                .map(TrashedPage::page)
                .toList();
        return new PageTree(together)
                .branch(page.id()).stream()
                        .map(PageNode::id)
                        .filter(id -> !id.equals(page.id()))
                        .flatMap(id -> stores.pages().find(space, id).stream())
                        .toList();
    }

    /** The page after the changes, known without reading it back: after the commit nothing may turn into a failure. */
    private record Result(PageId id, PageContent content, boolean deleted, Provenance change) {
        StoredPage at(long version) {
            return new StoredPage(new Page(id, version, content), deleted, change);
        }
    }

    private Outcome apply(Space space, Edit edit, Result page, List<PageChange> changes) {
        ApplyResult result = stores.store()
                .apply(space, changes, ApplyContext.edit(edit.author().name()));
        pageChanged.accept(space.id());
        if (result instanceof ApplyResult.Applied applied) {
            return new Outcome.Saved(page.at(applied.versions().getOrDefault(page.id(), 1L)));
        } else if (result instanceof ApplyResult.Stale) {
            return stores.pages()
                    .find(space, page.id())
                    .<Outcome>map(Outcome.Stale::new)
                    .orElseGet(() -> new Outcome.Refused("This page no longer exists."));
        } else if (result instanceof ApplyResult.Refused refused) {
            return new Outcome.Refused(refused.reason());
        }
        return new Outcome.Refused("The wiki could not save this at the moment. Check the page and try again.");
    }

    private Provenance provenance(Edit edit) {
        return Provenance.wiki(
                edit.author().person(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                edit.message().strip());
    }
}
