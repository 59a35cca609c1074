package dev.gitsync.demo.wiki;

import dev.gitsync.demo.labels.PageLabelTexts;
import dev.gitsync.demo.links.LinkMoves;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages. Every edit is one call of {@link PageStore#apply}, all or nothing, with the version that it was made from. Callers
 * check the rights first. Thread-safe.
 */
public final class Desk {
    /** Why a move that would edit too many pages is refused. */
    public static final String TOO_MANY_LINKS = "More than " + LinkMoves.MAX_EDITED
            + " pages have links to this. Move it in a clone, and change the links there.";

    private static final int ATTEMPTS = 5;
    private static final int MAX_RESTORED = 10_000;

    private final Stores stores;
    private final Texts texts;
    private final Consumer<SpaceId> pageChanged;
    private final InstantSource clock;

    /** Where pages are written and read, and the attachments that go into the trash and return with them. */
    public record Stores(PageStore store, JdbiPages pages, JdbiAttachments attachments) {}

    /** What changes elsewhere when titles and labels change and pages move: texts, links and the order of pages. */
    public record Texts(PageTitles titles, PageLabelTexts labels, LinkMoves links, PageOrder order) {}

    /** Works with {@code stores}, and reports every edit to {@code pageChanged}. */
    public Desk(Stores stores, Texts texts, Consumer<SpaceId> pageChanged, InstantSource clock) {
        this.stores = stores;
        this.texts = texts;
        this.pageChanged = pageChanged;
        this.clock = clock;
    }

    /** Creates a page. */
    public Outcome create(Space space, PageContent wanted, Edit edit) {
        PageLabelTexts.Edited labelled = texts.labels().created(space, wanted);
        PageContent content = texts.titles().created(labelled.content());
        Optional<String> objection = labelled.refusal().or(() -> PageRules.objection(content, edit.message()));
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        PageId id = stores.store().newPageId(space);
        Provenance provenance = edit.provenance(clock);
        Result result = new Result(id, content, false, provenance);
        return apply(space, edit, result, List.of(new PageChange.Create(id, content, provenance)));
    }

    /**
     * Changes the text, title or place of a live page. An edit that changes nothing creates no revision. One that moves the file of the
     * page in git edits the links in all pages that would lead elsewhere, in the same transaction.
     *
     * @param change returns the new content, given the current one
     */
    public Outcome change(FoundPage page, Edit edit, UnaryOperator<PageContent> change) {
        return change(page, edit, new Wish(change, null));
    }

    /** Moves a live page to a place among other pages. Moves of other pages at the same time do not matter. */
    public Outcome place(FoundPage page, Edit edit, Place place) {
        return change(page, edit, new Wish(now -> now.withParent(place.parent()), place));
    }

    private record Wish(
            UnaryOperator<PageContent> change, @Nullable Place place) {}

    private Outcome change(FoundPage page, Edit edit, Wish wish) {
        Outcome outcome = changeOnce(page, edit, wish);
        for (int i = 1; i < ATTEMPTS && mayBeRepeated(outcome, edit, wish); i++) {
            outcome = changeOnce(page, edit, wish);
        }
        return outcome;
    }

    /** Whether the edit failed because of another page or an order that may have changed in the meantime. */
    private static boolean mayBeRepeated(Outcome outcome, Edit edit, Wish wish) {
        return isStaleElsewhere(outcome, edit.expectedVersion())
                || (outcome instanceof Outcome.Refused && wish.place() != null);
    }

    private Outcome changeOnce(FoundPage page, Edit edit, Wish wish) {
        if (page.version() != edit.expectedVersion()) {
            return new Outcome.Stale(page.stored());
        }
        PageContent before = page.content();
        Space space = page.in().space();
        PageLabelTexts.Edited labelled =
                texts.labels().changed(space, before, wish.change().apply(before));
        PageContent content = texts.titles().changed(before, labelled.content());
        boolean isEdited = !content.equals(before);
        if (!isEdited && wish.place() == null) {
            return new Outcome.Saved(page.stored());
        }
        Optional<String> objection = labelled.refusal().or(() -> PageRules.objection(before, content, edit.message()));
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        Provenance provenance = edit.provenance(clock);
        LinkMoves.Kept links = links(page, content, provenance);
        if (links.tooMany()) {
            return new Outcome.Refused(TOO_MANY_LINKS);
        }
        PageContent kept = links.text() == null ? content : content.withText(links.text());
        List<PageChange> changes = new ArrayList<>();
        if (isEdited) {
            changes.add(new PageChange.Update(page.id(), edit.expectedVersion(), before.text(), kept, provenance));
        }
        changes.addAll(links.updates());
        Page after = new Page(page.id(), page.version() + 1, content);
        changes.addAll(texts.order()
                .changed(
                        new PageOrder.Edited(space, provenance),
                        new PageOrder.Update(page.stored().page(), after, wish.place())));
        if (changes.isEmpty()) {
            return new Outcome.Saved(page.stored());
        }
        Outcome outcome = apply(space, edit, new Result(page.id(), kept, false, provenance), changes);
        if (outcome instanceof Outcome.Saved saved) {
            return isEdited ? new Outcome.Saved(saved.now(), links.links()) : new Outcome.Saved(page.stored());
        }
        return outcome;
    }

    /** The edits of links, if the page moves. */
    private LinkMoves.Kept links(FoundPage page, PageContent content, Provenance provenance) {
        PageContent before = page.content();
        boolean stays = content.title().equals(before.title()) && Objects.equals(content.parent(), before.parent());
        return stays
                ? LinkMoves.Kept.NONE
                : texts.links().of(page.in().space(), new Page(page.id(), page.version() + 1, content), provenance);
    }

    /** Moves a page and everything below it to the trash, with their attachments. */
    public Outcome delete(FoundPage page, Edit edit) {
        Outcome outcome = new Outcome.Stale(page.stored());
        for (int i = 0; i < ATTEMPTS && isStaleElsewhere(outcome, edit.expectedVersion()); i++) {
            outcome = deleteOnce(page, edit);
        }
        return outcome;
    }

    private Outcome deleteOnce(FoundPage page, Edit edit) {
        Space space = page.in().space();
        Provenance provenance = edit.provenance(clock);
        List<PageNode> branch = new PageTree(stores.pages().tree(space)).branch(page.id());
        List<PageId> ids = branch.stream().map(PageNode::id).toList();
        List<PageChange> changes = new ArrayList<>(stores.attachments().deletions(space, ids, provenance));
        for (PageNode node : branch) {
            long version = node.id().equals(page.id()) ? edit.expectedVersion() : node.version();
            changes.add(new PageChange.Delete(node.id(), version, provenance));
        }
        changes.addAll(texts.order()
                .deleted(new PageOrder.Edited(space, provenance), page.stored().page()));
        return branch.isEmpty()
                ? new Outcome.Refused("This page is in the trash already.")
                : apply(space, edit, new Result(page.id(), page.content(), true, provenance), changes);
    }

    /** Whether the edit failed only because another page or an order was changed, which does not concern the author. */
    private static boolean isStaleElsewhere(Outcome outcome, long expectedVersion) {
        return outcome instanceof Outcome.Stale stale
                && !stale.now().deleted()
                && stale.now().page().version() == expectedVersion;
    }

    /**
     * Takes a page out of the trash, with its attachments and the pages below it that were deleted together with it. It returns to
     * its place, or to the top of the space when that place is gone.
     */
    public Outcome restore(FoundPage page, Edit edit) {
        Outcome outcome = restoreOnce(page, edit);
        for (int i = 1; i < ATTEMPTS && isStaleInTrash(outcome, edit.expectedVersion()); i++) {
            outcome = restoreOnce(page, edit);
        }
        return outcome;
    }

    private static boolean isStaleInTrash(Outcome outcome, long expectedVersion) {
        return outcome instanceof Outcome.Stale stale
                && stale.now().deleted()
                && stale.now().page().version() == expectedVersion;
    }

    private Outcome restoreOnce(FoundPage page, Edit edit) {
        if (page.version() != edit.expectedVersion() || !page.isDeleted()) {
            return new Outcome.Stale(page.stored());
        }
        Space space = page.in().space();
        Provenance provenance = edit.provenance(clock);
        PageContent content = atLivePlace(space, page.content());
        List<PageChange> changes = new ArrayList<>();
        changes.add(restoration(page.stored(), content, provenance));
        List<PageId> restored = new ArrayList<>(List.of(page.id()));
        deletedWith(page).forEach(below -> {
            changes.add(restoration(below, below.page().content(), provenance));
            restored.add(below.page().id());
        });
        changes.addAll(stores.attachments().restorations(space, restored, provenance));
        changes.addAll(texts.order()
                .restored(new PageOrder.Edited(space, provenance), page.stored().lastChange(), content.parent()));
        return apply(space, edit, new Result(page.id(), content, false, provenance), changes);
    }

    private static PageChange restoration(StoredPage page, PageContent content, Provenance provenance) {
        return new PageChange.Restore(page.page().id(), page.page().version(), content, provenance);
    }

    private PageContent atLivePlace(Space space, PageContent content) {
        PageId parent = content.parent();
        boolean isLive = parent != null && stores.store().page(space, parent).isPresent();
        return isLive ? content : content.withParent(null);
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
}
