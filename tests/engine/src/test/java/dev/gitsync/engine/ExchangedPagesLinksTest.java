package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The index of links follows pages that exchange their places while no file of {@code main} changes. */
class ExchangedPagesLinksTest {
    private final TextLinks reader = new TextLinks();
    private final EngineFixture wiki = new EngineFixture(
            InMemoryPageStore.withAttachments(), new InMemoryRepositoryStore(), builder -> builder.linkReader(reader));
    private final LinkFixture links = LinkFixture.of(wiki);

    private void assertLinks(Map<String, Set<String>> expected) {
        wiki.assertVerified();
        assertThat(links.links(wiki.git)).isEqualTo(expected);
        assertThat(links.reversedLinks(wiki.git)).isEqualTo(expected);
        assertThat(links.recount(wiki.git)).isEqualTo(expected);
    }

    /** Lets two pages exchange their places in the wiki, and pulls; {@code main} stays. */
    private void exchange(PageId one, PageId other) {
        wiki.pull();
        SortedMap<String, String> texts = wiki.git.texts(wiki.git.main());
        @Nullable PageId place = parentOf(one);
        @Nullable PageId otherPlace = parentOf(other);
        String title = wiki.titleOf(one);
        String otherTitle = wiki.titleOf(other);
        wiki.wiki.rename(wiki.space, one, "Elsewhere", wiki.edit("rename"));
        wiki.wiki.move(wiki.space, other, place, wiki.edit("move"));
        wiki.wiki.rename(wiki.space, other, title, wiki.edit("rename"));
        wiki.wiki.move(wiki.space, one, otherPlace, wiki.edit("move"));
        wiki.wiki.rename(wiki.space, one, otherTitle, wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.texts(wiki.git.main())).isEqualTo(texts);
    }

    private @Nullable PageId parentOf(PageId page) {
        return wiki.wiki.page(wiki.space, page).orElseThrow().content().parent();
    }

    @Test
    void linksToPagesWithoutTextLeadToThoseThatAreThereNow() {
        PageId a = wiki.page(null, "A", null);
        PageId b = wiki.page(null, "B", null);
        List.of(a, b).forEach(page -> wiki.page(page, "Leaf", "leaf"));
        wiki.page(null, "Home", "(A) (A/Leaf)");

        exchange(a, b);

        assertLinks(Map.of("Home.md", Set.of("A", "A/Leaf.md")));
    }

    @Test
    void linksToPagesOfOneTextLeadToThoseThatAreThereNow() {
        PageId a = wiki.page(null, "A", "text");
        PageId b = wiki.page(null, "B", "text");
        wiki.page(null, "Home", "(A)");

        exchange(a, b);

        assertLinks(Map.of("Home.md", Set.of("A.md")));
    }

    @Test
    void linksOfPagesOfOneTextLeadToWhatIsBesideThemNow() {
        PageId other = wiki.page(null, "Other", "other");
        PageId a = wiki.page(null, "A", "(x)");
        PageId b = wiki.page(other, "A", "(x)");
        wiki.page(null, "x", "x");
        wiki.page(other, "x", "x");

        exchange(a, b);

        assertLinks(Map.of("A.md", Set.of("x.md"), "Other/A.md", Set.of("Other/x.md")));
    }

    @Test
    void linksBelowPagesWithoutTextLeadToWhatIsBesideThemNow() {
        PageId other = wiki.page(null, "Other", "other");
        PageId a = wiki.page(null, "A", null);
        PageId b = wiki.page(other, "A", null);
        List.of(a, b).forEach(page -> wiki.page(page, "Leaf", "(../x)"));
        wiki.page(null, "x", "x");
        wiki.page(other, "x", "x");

        exchange(a, b);

        assertLinks(Map.of("A/Leaf.md", Set.of("x.md"), "Other/A/Leaf.md", Set.of("Other/x.md")));
    }

    @Test
    void aPageInThePlaceOfADeletedOneOfTheSameTextIsTheTarget() {
        PageId a = wiki.page(null, "A", "(Home)");
        wiki.page(null, "Home", "(A)");
        wiki.pull();
        wiki.wiki.delete(wiki.space, a, wiki.edit("delete"));
        wiki.page(null, "A", "(Home)");

        wiki.pull();

        assertLinks(Map.of("Home.md", Set.of("A.md"), "A.md", Set.of("Home.md")));
    }

    @Test
    void namesBelowPagesThatExchangeTheirPlacesAreFound() {
        PageId a = wiki.page(null, "A", null);
        PageId b = wiki.page(null, "B", null);
        List.of(a, b).forEach(page -> wiki.page(page, "Leaf", "leaf"));
        exchange(a, b);

        wiki.page(null, "Home", "[[Leaf]]");
        wiki.pull();

        assertLinks(Map.of("Home.md", Set.of("A/Leaf.md")));
    }

    /** What changes elsewhere in the same cycle is no reason to miss the exchange. */
    @Test
    void anotherChangeHidesNoExchange() {
        PageId a = wiki.page(null, "A", null);
        PageId b = wiki.page(null, "B", null);
        List.of(a, b).forEach(page -> wiki.page(page, "Leaf", "leaf"));
        PageId home = wiki.page(null, "Home", "(A)");
        wiki.pull();
        wiki.wiki.rename(wiki.space, a, "C", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, b, "A", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, a, "B", wiki.edit("rename"));
        wiki.wiki.edit(wiki.space, home, "(A) and more", wiki.edit("edit"));
        wiki.page(null, "New", "(B)");

        wiki.pull();

        assertLinks(Map.of("Home.md", Set.of("A"), "New.md", Set.of("B")));
    }
}
