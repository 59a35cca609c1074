package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.testkit.label.LabelStoreContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class JdbiLabelsTest extends LabelStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-01T00:00:00Z"), "");

    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi()).withLabels(LabelRules.exact());
    private final JdbiPages pages = new JdbiPages(DATABASE.jdbi());

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Space newSpace() {
        return DATABASE.newSpace();
    }

    @Test
    void livePagesWithALabelAreFoundInTheirSpaceOnly() {
        Space space = newSpace();
        PageId b = labelled(space, "B", "x", "it's");
        PageId a = labelled(space, "A", "x");
        labelled(space, "C", "xy");
        labelled(newSpace(), "D", "x");
        PageId gone = labelled(space, "E", "x", "y");
        new WikiEditor(store, space).delete(gone, ADA);

        assertThat(pages.labelled(space, "x", 10))
                .extracting(JdbiPages.PageNode::id)
                .containsExactly(a, b);
        assertThat(pages.labelled(space, "x", 1))
                .extracting(JdbiPages.PageNode::id)
                .containsExactly(a);
        assertThat(pages.labelled(space, "it's", 10)).hasSize(1);
        assertThat(pages.labelled(space, "", 10)).isEmpty();
        assertThat(pages.labels(space, 2))
                .containsExactly(new JdbiPages.LabelCount("x", 2), new JdbiPages.LabelCount("it's", 1));
        assertThat(pages.find(space, b).orElseThrow().page().content().labels()).isEqualTo(Labels.of("it's", "x"));
    }

    @Test
    void pageOfAWikiWithoutLabelsHasNoneUntilTheyAreChanged() {
        Space space = newSpace();
        PageId page = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space).create(null, "A", "a", ADA);
        WikiEditor wiki = new WikiEditor(store, space);

        assertThat(wiki.live(page).content().labels()).isNull();
        wiki.edit(page, "b", ADA);
        assertThat(wiki.live(page).content().labels()).isNull();
        wiki.label(page, Labels.of("x"), ADA);
        assertThat(wiki.live(page).content().labels()).isEqualTo(Labels.of("x"));
    }

    private PageId labelled(Space space, String title, String... labels) {
        WikiEditor wiki = new WikiEditor(store, space);
        PageId page = wiki.create(null, title, "text", ADA);
        wiki.label(page, Labels.of(labels), ADA);
        return page;
    }
}
