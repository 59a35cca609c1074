package dev.gitsync.servlet.campaign;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.servlet.campaign.Changes.Kind;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Edits pages in the wiki as in the browser: edits, new pages, deletions, and changes that conflict with those of others. */
final class WikiAuthor implements Participant {
    private static final int CONTESTED_DICE = 31;

    private final String who;
    private final int side;
    private final Book book;
    private final InMemoryPageStore pages;
    private final Changes changes;
    private final Random random;
    private final Map<String, PageId> ids = new HashMap<>();
    private final List<PageId> created = new ArrayList<>();

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
        pages.pages(CampaignWiki.SPACE, null, Integer.MAX_VALUE)
                .forEach(page -> ids.put(page.content().title(), page.id()));
    }

    @Override
    public void change() {
        String name = changes.name(who);
        Provenance provenance = Provenance.wiki(new Person("Ada Lovelace", "ada@example.org"), Instant.now(), name);
        int dice = isFirst ? CONTESTED_DICE : random.nextInt(100);
        isFirst = false;
        if (dice < 15) {
            create(name, provenance);
        } else if (dice < 20 && !created.isEmpty()) {
            delete(created.remove(created.size() - 1), name, provenance);
        } else {
            edit(dice <= CONTESTED_DICE ? Book.contested(random) : book.own(side, random), name, provenance);
        }
    }

    private void create(String name, Provenance provenance) {
        PageId id = pages.newPageId(CampaignWiki.SPACE);
        PageId area = ids.get(book.area(book.own(side, random)));
        PageContent content = new PageContent(area, "New " + name, name + "\n");
        if (apply(new PageChange.Create(id, content, provenance), name, Kind.LINE)) {
            created.add(id);
        }
    }

    private void delete(PageId id, String name, Provenance provenance) {
        Page page = pages.page(CampaignWiki.SPACE, id).orElseThrow();
        if (apply(new PageChange.Delete(id, page.version(), provenance), name, Kind.OTHER)) {
            changes.deleted(page.content().title().substring("New ".length()));
        }
    }

    private void edit(int number, String name, Provenance provenance) {
        PageId id = ids.get(Book.title(number));
        Page page = pages.page(CampaignWiki.SPACE, id).orElseThrow();
        PageContent old = page.content();
        PageContent content = new PageContent(old.parent(), old.title(), old.text() + name + "\n");
        apply(new PageChange.Update(id, page.version(), old.text(), content, provenance), name, Kind.LINE);
    }

    private boolean apply(PageChange change, String name, Kind kind) {
        boolean isDone =
                pages.apply(CampaignWiki.SPACE, List.of(change), ApplyContext.edit(who)) instanceof ApplyResult.Applied;
        changes.count(who + (isDone ? " saved" : " overtaken"));
        if (isDone) {
            changes.done(name, kind);
        } else {
            changes.refused(name);
        }
        return isDone;
    }
}
