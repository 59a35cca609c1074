package dev.gitsync.demo.wiki;

import dev.gitsync.demo.account.Account;
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
 * Where pages are written. Every edit is one call of {@link PageStore#apply}, all of it or nothing, and says which version it
 * was made against. Rights were checked before. Safe for use by several threads.
 */
public final class Desk {
    private static final int ATTEMPTS = 5;
    private static final int MOST_RESTORED = 10_000;

    private final PageStore store;
    private final JdbiPages pages;
    private final Consumer<SpaceId> pageChanged;
    private final InstantSource clock;

    /** Writes to {@code store}, of which {@code pages} is the reading side, and tells {@code pageChanged} of every edit. */
    public Desk(PageStore store, JdbiPages pages, Consumer<SpaceId> pageChanged, InstantSource clock) {
        this.store = store;
        this.pages = pages;
        this.pageChanged = pageChanged;
        this.clock = clock;
    }

    /** Makes a new page. */
    public Outcome create(Space space, Account author, PageContent content, String message) {
        Optional<String> objection = PageRules.objection(content, message);
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        PageId id = store.newPageId(space);
        Provenance provenance = provenance(author, message);
        return apply(
                space,
                author,
                new After(id, content, false, provenance),
                List.of(new PageChange.Create(id, content, provenance)));
    }

    /**
     * Changes what a page says or where it stands. An edit that changes nothing makes no revision.
     *
     * @param page the page, live
     * @param expectedVersion the version that the author saw
     * @param edit makes the new content out of the present one
     */
    public Outcome change(
            FoundPage page, Account author, long expectedVersion, UnaryOperator<PageContent> edit, String message) {
        if (page.version() != expectedVersion) {
            return new Outcome.Stale(page.stored());
        }
        PageContent content = edit.apply(page.content());
        if (content.equals(page.content())) {
            return new Outcome.Saved(page.stored());
        }
        Provenance provenance = provenance(author, message);
        PageChange change =
                new PageChange.Update(page.id(), expectedVersion, page.content().text(), content, provenance);
        After after = new After(page.id(), content, false, provenance);
        return PageRules.objection(page.content(), content, message)
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> apply(page.in().space(), author, after, List.of(change)));
    }

    /** Puts a page and everything below it into the trash. */
    public Outcome delete(FoundPage page, Account author, long expectedVersion, String message) {
        Outcome outcome = new Outcome.Stale(page.stored());
        for (int i = 0; i < ATTEMPTS && isStale(outcome, expectedVersion); i++) {
            outcome = deleteOnce(page, author, expectedVersion, message);
        }
        return outcome;
    }

    private Outcome deleteOnce(FoundPage page, Account author, long expectedVersion, String message) {
        Space space = page.in().space();
        Provenance provenance = provenance(author, message);
        List<PageChange> changes = new ArrayList<>();
        for (PageNode node : new PageTree(pages.tree(space)).branch(page.id())) {
            long version = node.id().equals(page.id()) ? expectedVersion : node.version();
            changes.add(new PageChange.Delete(node.id(), version, provenance));
        }
        return changes.isEmpty()
                ? new Outcome.Refused("This page is in the trash already.")
                : apply(space, author, new After(page.id(), page.content(), true, provenance), changes);
    }

    /** Whether it was only a page further down that somebody changed meanwhile, which is no reason to bother the author. */
    private static boolean isStale(Outcome outcome, long expectedVersion) {
        return outcome.match(
                saved -> false,
                stale -> !stale.now().deleted() && stale.now().page().version() == expectedVersion,
                refused -> false);
    }

    /**
     * Takes a page out of the trash, with the pages below it that were deleted together with it. It comes back to where it
     * was, or to the top of the space when that place is gone.
     */
    public Outcome restore(FoundPage page, Account author, long expectedVersion) {
        if (page.version() != expectedVersion || !page.isDeleted()) {
            return new Outcome.Stale(page.stored());
        }
        Space space = page.in().space();
        Provenance provenance = provenance(author, "");
        List<PageChange> changes = new ArrayList<>();
        PageContent content = atLivingPlace(space, page.content());
        changes.add(restoration(page.stored(), content, provenance));
        deletedWith(page)
                .forEach(below -> changes.add(restoration(below, below.page().content(), provenance)));
        return apply(space, author, new After(page.id(), content, false, provenance), changes);
    }

    private static PageChange restoration(StoredPage page, PageContent content, Provenance provenance) {
        return new PageChange.Restore(page.page().id(), page.page().version(), content, provenance);
    }

    private PageContent atLivingPlace(Space space, PageContent content) {
        PageId parent = content.parent();
        boolean alive = parent != null && store.page(space, parent).isPresent();
        return alive ? content : new PageContent(null, content.title(), content.text());
    }

    private List<StoredPage> deletedWith(FoundPage page) {
        Space space = page.in().space();
        List<PageNode> together = pages.trash(space, MOST_RESTORED).stream()
                .filter(trashed -> trashed.deletion().equals(page.stored().lastChange()))
                .map(TrashedPage::page)
                .toList();
        return new PageTree(together)
                .branch(page.id()).stream()
                        .map(PageNode::id)
                        .filter(id -> !id.equals(page.id()))
                        .flatMap(id -> pages.find(space, id).stream())
                        .toList();
    }

    /** What a page is once the changes are applied. It is not read back: nothing after the commit may make a failure of it. */
    private record After(PageId id, PageContent content, boolean deleted, Provenance change) {
        StoredPage at(long version) {
            return new StoredPage(new Page(id, version, content), deleted, change);
        }
    }

    private Outcome apply(Space space, Account author, After page, List<PageChange> changes) {
        ApplyResult result = store.apply(space, changes, ApplyContext.edit(author.name()));
        pageChanged.accept(space.id());
        return result.accept(new ApplyResult.Visitor<>() {
            @Override
            public Outcome visitApplied(ApplyResult.Applied applied) {
                return new Outcome.Saved(page.at(applied.versions().getOrDefault(page.id(), 1L)));
            }

            @Override
            public Outcome visitStale(ApplyResult.Stale stale) {
                return stale(space, page.id());
            }

            @Override
            public Outcome visitRefused(ApplyResult.Refused refused) {
                return new Outcome.Refused(refused.reason());
            }

            @Override
            public Outcome visitFenced(ApplyResult.Fenced fenced) {
                return new Outcome.Refused("The wiki is busy with this space; try again.");
            }

            @Override
            public Outcome visitPartial(ApplyResult.Partial partial) {
                return new Outcome.Refused("The wiki could save a part of this only; look at the pages.");
            }
        });
    }

    private Outcome stale(Space space, PageId page) {
        return pages.find(space, page)
                .<Outcome>map(Outcome.Stale::new)
                .orElseGet(() -> new Outcome.Refused("This page is not there any more."));
    }

    private Provenance provenance(Account author, String message) {
        return Provenance.wiki(author.person(), clock.instant().truncatedTo(ChronoUnit.MICROS), message.strip());
    }
}
