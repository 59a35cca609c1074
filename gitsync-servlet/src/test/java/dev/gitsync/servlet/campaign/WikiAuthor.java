package dev.gitsync.servlet.campaign;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.servlet.campaign.Changes.Kind;
import dev.gitsync.servlet.campaign.OwnPages.Plan;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Edits pages in the wiki as in the browser: edits, changes that conflict with those of others, and new pages that are moved, deleted
 * and restored later.
 */
final class WikiAuthor implements Participant {
    private final String who;
    private final int side;
    private final Book book;
    private final InMemoryPageStore pages;
    private final Changes changes;
    private final Random random;
    private final OwnPages own;
    private final Map<String, PageId> ids = new HashMap<>();
    private final Map<OwnPage, PageId> ownIds = new HashMap<>();

    /** The first change conflicts with those of others. */
    private boolean isFirst = true;

    /** Creates a person who changes the pages of a side. */
    WikiAuthor(String who, int side, Book book, InMemoryPageStore pages, Changes changes) {
        this.who = who;
        this.side = side;
        this.book = book;
        this.pages = pages;
        this.changes = changes;
        this.random = new Random(who.hashCode());
        this.own = new OwnPages(random);
        pages.pages(CampaignWiki.SPACE, null, Integer.MAX_VALUE)
                .forEach(page -> ids.put(page.content().title(), page.id()));
    }

    @Override
    public void change() {
        String name = changes.name(who);
        Plan plan = isFirst ? Plan.CONTESTED : own.next();
        isFirst = false;
        switch (plan) {
            case CREATE -> {
                String area = book.area(book.own(side, random));
                create(name, area, id(area));
            }
            case CREATE_BELOW -> {
                OwnPage parent = own.get(plan);
                parent.added(create(name, parent.folder(), id(parent)));
            }
            case EDIT_OWN -> editOwn(name, own.get(plan));
            case RENAME -> move(name, own.get(plan), false);
            case MOVE -> move(name, own.get(plan), true);
            case DELETE -> delete(name, own.get(plan));
            case RESTORE -> restore(name, own.get(plan));
            case CONTESTED -> edit(name, id(Book.title(Book.contested(random))));
            case EDIT -> edit(name, id(Book.title(book.own(side, random))));
        }
    }

    private PageId id(String title) {
        return Objects.requireNonNull(ids.get(title));
    }

    private PageId id(OwnPage page) {
        return Objects.requireNonNull(ownIds.get(page));
    }

    private static Provenance by(String name) {
        return Provenance.wiki(new Person("Ada Lovelace", "ada@example.org"), Instant.now(), name);
    }

    private Page page(PageId id) {
        return pages.page(CampaignWiki.SPACE, id).orElseThrow();
    }

    private OwnPage create(String name, String folder, PageId parent) {
        String title = "New " + name;
        PageId id = pages.create(CampaignWiki.SPACE, parent, title, name + "\n", by(name));
        OwnPage page = new OwnPage(OwnPage.path(folder, title), name);
        ownIds.put(page, id);
        own.created(page);
        saved(name, page, Kind.LINE);
        return page;
    }

    private void editOwn(String name, OwnPage page) {
        PageId id = id(page);
        pages.edit(CampaignWiki.SPACE, id, page(id).content().text() + name + "\n", by(name));
        page.added(name);
        saved(name, page, Kind.LINE);
    }

    private void move(String name, OwnPage page, boolean isElsewhere) {
        String area = isElsewhere ? book.area(book.own(side, random)) : page.parent();
        String title = isElsewhere ? page.title() : "Renamed " + name;
        String path = OwnPage.path(area, title);
        if (path.equals(page.path())) {
            return;
        }
        if (isElsewhere) {
            pages.move(CampaignWiki.SPACE, id(page), id(area), by(name));
        } else {
            pages.rename(CampaignWiki.SPACE, id(page), title, by(name));
        }
        page.movedTo(path);
        saved(name, page, Kind.OTHER);
    }

    private void delete(String name, OwnPage page) {
        pages.delete(CampaignWiki.SPACE, id(page), by(name));
        own.deleted(page);
        changes.deleted(page);
        saved(name, Kind.OTHER);
    }

    private void restore(String name, OwnPage page) {
        pages.restore(CampaignWiki.SPACE, id(page), by(name));
        own.restored(page);
        saved(name, page, Kind.OTHER);
    }

    private void saved(String name, OwnPage page, Kind kind) {
        changes.placed(page);
        saved(name, kind);
    }

    private void saved(String name, Kind kind) {
        changes.count(who + " saved");
        changes.done(name, kind);
    }

    /** Adds a line to a page that others may change at the same time. */
    private void edit(String name, PageId id) {
        Page page = page(id);
        PageContent old = page.content();
        PageContent content = new PageContent(old.parent(), old.title(), old.text() + name + "\n");
        PageChange change = new PageChange.Update(id, page.version(), old.text(), content, by(name));
        if (pages.apply(CampaignWiki.SPACE, List.of(change), ApplyContext.edit(who)) instanceof ApplyResult.Applied) {
            saved(name, Kind.LINE);
        } else {
            changes.count(who + " overtaken");
            changes.refused(name);
        }
    }
}
