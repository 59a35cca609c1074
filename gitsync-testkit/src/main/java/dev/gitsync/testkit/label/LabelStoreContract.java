package dev.gitsync.testkit.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for a {@link PageStore} {@linkplain PageStore#labels with labels}, besides {@link
 * dev.gitsync.testkit.PageStoreContract}. The wiki accepts the labels of the tests; if it stores them in another form, override {@link
 * #label}.
 */
public abstract class LabelStoreContract {
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-03-01T10:15:30Z"), "A reason");

    private PageStore store;
    private Space space;
    private WikiEditor wiki;

    /** Creates the contract; for subclasses. */
    @SuppressWarnings("NullAway.Init") // Set before each test.
    protected LabelStoreContract() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract PageStore store();

    /** Returns a space that exists in the store and has no pages; a different one for every call. */
    protected abstract Space newSpace();

    /** Returns whether the feed has every revision; a store that compares listings has only the newest of each page. */
    protected boolean feedIsComplete() {
        return true;
    }

    /** Returns a label that the wiki can have, different for each number. */
    protected String label(int number) {
        return "label-" + number;
    }

    @BeforeEach
    final void open() {
        store = store();
        space = newSpace();
        wiki = new WikiEditor(store, space);
    }

    @Test
    void theStoreHasRulesForLabels() {
        assertThat(store.labels()).isPresent();
        for (String written : List.of(label(1), "Two Words", "C#", "a,b", "Größe", "x".repeat(300))) {
            store.labels()
                    .flatMap(rules -> rules.stored(written))
                    .ifPresent(stored -> assertThat(store.labels().orElseThrow().stored(stored))
                            .as("the form of a stored label")
                            .contains(stored));
        }
    }

    @Test
    void labelsAreReadAsTheyWereWritten() {
        PageId some = create(labels(1, 2));
        PageId none = create(Labels.none());
        PageId many = create(labels(IntStream.range(0, 50).toArray()));

        assertThat(labelsOf(some)).isEqualTo(labels(1, 2));
        assertThat(labelsOf(none)).isEqualTo(Labels.none());
        assertThat(labelsOf(many)).isEqualTo(labels(IntStream.range(0, 50).toArray()));
        assertThat(store.pages(space, null, 10))
                .extracting(page -> page.content().labels())
                .containsExactlyInAnyOrder(labelsOf(some), labelsOf(none), labelsOf(many));
    }

    @Test
    void changedLabelsAreARevision() {
        PageId page = create(labels(1));
        long before = wiki.live(page).version();
        wiki.label(page, labels(2, 3), ADA);

        assertThat(wiki.live(page).version()).isGreaterThan(before);
        assertThat(labelsOf(page)).isEqualTo(labels(2, 3));
        List<Change> feed = store.changes(space, Cursor.START, 10).changes();
        assertThat(((Change.Revision) feed.get(feed.size() - 1)).content().labels())
                .isEqualTo(labels(2, 3));
        if (feedIsComplete()) {
            assertThat(((Change.Revision) feed.get(0)).content().labels()).isEqualTo(labels(1));
        }
    }

    @Test
    void changeThatSaysNothingKeepsTheLabels() {
        PageId page = create(labels(1, 2));
        wiki.rename(page, "Renamed", ADA);
        assertThat(labelsOf(page)).isEqualTo(labels(1, 2));

        Page now = wiki.live(page);
        apply(new PageChange.Update(
                page, now.version(), now.content().text(), new PageContent(null, "Again", "other"), ADA));

        assertThat(wiki.live(page).content()).isEqualTo(new PageContent(null, "Again", "other", labels(1, 2)));
        List<Change> feed = store.changes(space, Cursor.START, 10).changes();
        assertThat(((Change.Revision) feed.get(feed.size() - 1)).content().labels())
                .isEqualTo(labels(1, 2));
    }

    @Test
    void restoredPageHasTheLabelsOfItsRestoration() {
        PageId page = create(labels(1));
        PageContent content = wiki.live(page).content();
        long deleted = wiki.delete(page, ADA);
        wiki.restore(page, deleted, content.withLabels(labels(4)), ADA);
        assertThat(labelsOf(page)).isEqualTo(labels(4));
    }

    @Test
    void pagesOfOnePlanHaveTheirOwnLabels() {
        PageId a = store.newPageId(space);
        PageId b = store.newPageId(space);
        PageId c = store.newPageId(space);
        apply(
                new PageChange.Create(a, new PageContent(null, "A", "a", labels(1, 2, 3)), ADA),
                new PageChange.Create(b, new PageContent(null, "B", "b", Labels.none()), ADA),
                new PageChange.Create(c, new PageContent(a, "C", "c", labels(3)), ADA));

        assertThat(labelsOf(a)).isEqualTo(labels(1, 2, 3));
        assertThat(labelsOf(b)).isEqualTo(Labels.none());
        assertThat(labelsOf(c)).isEqualTo(labels(3));
    }

    private Labels labels(int... numbers) {
        return Labels.of(IntStream.of(numbers).mapToObj(this::label).toList());
    }

    private @Nullable Labels labelsOf(PageId page) {
        return wiki.live(page).content().labels();
    }

    private PageId create(Labels labels) {
        PageId id = store.newPageId(space);
        apply(new PageChange.Create(id, new PageContent(null, "Page " + id, "text", labels), ADA));
        return id;
    }

    private void apply(PageChange... plan) {
        assertThat(store.apply(space, List.of(plan), ApplyContext.edit("u1"))).isInstanceOf(ApplyResult.Applied.class);
    }
}
