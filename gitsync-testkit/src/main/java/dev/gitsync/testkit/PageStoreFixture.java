package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The shared fixture of the layers of {@link PageStoreContract}: a store, a new space, and helper methods. */
abstract class PageStoreFixture {
    /** An arbitrary author and time. */
    static final Provenance SOMEBODY = by("Ada Lovelace", "ada@example.org", "2026-03-01T10:15:30Z", "A reason");

    /** The test that all other tests depend on. */
    private static final String FIRST_TEST = "keepsTheIdOfACreatedPage";

    private static final Map<Class<?>, Boolean> KEEPS_IDS = new ConcurrentHashMap<>();

    PageStore store;
    Space space;
    WikiEditor wiki;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    PageStoreFixture() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract PageStore store();

    /**
     * Returns the limits of this wiki. For each limit, the contract tests that the store explicitly refuses what the
     * wiki does not support.
     */
    protected Set<Limit> limits() {
        return Set.of();
    }

    /**
     * Returns a title that this wiki refuses by a rule of its own, if it has one. Optional, even for a wiki with
     * restricted titles.
     */
    protected Optional<String> refusedTitle() {
        return Optional.empty();
    }

    /**
     * Returns a space that exists in the store and has no pages and no changes; a different one for every call. By default, a space with a
     * random id, for stores in which every space exists.
     */
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    @BeforeEach
    final void open(TestInfo test) {
        store = store();
        assumeTrue(
                test.getDisplayName().startsWith(FIRST_TEST) || keepsIds(),
                "The store does not keep the ids that pages are created with; " + FIRST_TEST + " says how");
        space = newSpace();
        wiki = new WikiEditor(store, space);
    }

    /**
     * Returns whether the store keeps ids, checked once per test class, so that a store with its own ids fails one test
     * and not every test.
     */
    private boolean keepsIds() {
        return KEEPS_IDS.computeIfAbsent(getClass(), tests -> {
            Space probe = newSpace();
            PageChange.Create create = new PageChange.Create(store.newPageId(probe), content("A", "a"), SOMEBODY);
            ApplyResult result = store.apply(probe, List.of(create), ApplyContext.edit("u1"));
            return !(result instanceof ApplyResult.Applied)
                    || store.page(probe, create.id()).isPresent();
        });
    }

    static Provenance by(String name, String email, String time, String message) {
        return Provenance.wiki(new Person(name, email), Instant.parse(time), message);
    }

    final PageId page(String title) {
        return wiki.create(null, title, "text of " + title, SOMEBODY);
    }

    final ApplyResult apply(PageChange... changes) {
        return store.apply(space, List.of(changes), ApplyContext.edit("u1"));
    }

    final ApplyResult applyFenced(long token, PageChange... changes) {
        return store.apply(space, List.of(changes), new ApplyContext("u1", token));
    }

    final PageChange.Create create(@Nullable PageId parent, String title) {
        return new PageChange.Create(
                store.newPageId(space), new PageContent(parent, title, "text of " + title), SOMEBODY);
    }

    static PageChange.Update update(PageId id, long expected, PageContent content) {
        return new PageChange.Update(id, expected, null, content, SOMEBODY);
    }

    static PageChange.Delete delete(PageId id, long expected) {
        return new PageChange.Delete(id, expected, SOMEBODY);
    }

    static PageContent content(String title, @Nullable String text) {
        return new PageContent(null, title, text);
    }

    /** Returns all changes of the space, read {@code limit} at a time. */
    final List<Change> feed(int limit) {
        List<Change> all = new ArrayList<>();
        Cursor cursor = Cursor.START;
        ChangeBatch batch;
        do {
            batch = store.changes(space, cursor, limit);
            assertThat(batch.changes()).hasSizeLessThanOrEqualTo(limit);
            assertThat(batch.more() && batch.changes().isEmpty())
                    .as("an empty batch while there are more changes")
                    .isFalse();
            all.addAll(batch.changes());
            cursor = batch.next();
        } while (batch.more());
        return all;
    }

    final List<Change> feed() {
        return feed(1000);
    }

    /** Returns the cursor after all current changes. */
    final Cursor end() {
        Cursor cursor = Cursor.START;
        ChangeBatch batch;
        do {
            batch = store.changes(space, cursor, 1000);
            cursor = batch.next();
        } while (batch.more());
        return cursor;
    }

    final void assertNothingChangedBy(Runnable attempt) {
        List<Change> changesBefore = feed();
        var pagesBefore = store.pages(space, null, 1000);
        attempt.run();
        assertThat(feed()).isEqualTo(changesBefore);
        assertThat(store.pages(space, null, 1000)).isEqualTo(pagesBefore);
    }

    final void assertRefused(PageChange... plan) {
        assertNothingChangedBy(() -> {
            ApplyResult result = apply(plan);
            assertThat(result).isInstanceOf(ApplyResult.Refused.class);
            assertThat(((ApplyResult.Refused) result).reason()).isNotBlank();
        });
    }

    /**
     * A feature that a wiki may lack. A store declares it in {@link #limits()}; every other feature is
     * required. The contract tests that the store refuses the declared feature, and fails if the store supports it, so
     * declarations stay accurate.
     */
    public enum Limit {
        /** Not every text is a valid title. The store refuses an invalid title with a message. */
        TITLES_ARE_RESTRICTED,
        /** Two pages with the same parent can't have the same title. The store refuses the second with a message. */
        SIBLINGS_NEED_DISTINCT_TITLES,
        /**
         * The wiki can't distinguish an absent text from an empty one: a page that was stored without a text is
         * returned with {@code ""}, at once or, by a store that lists the wiki, as a later version. A folder that git users push
         * without a page file then gets an empty page file on the next pull.
         */
        TEXTS_ARE_NEVER_ABSENT,
        /**
         * There are no transactions: a page that the wiki refuses stops a plan in the middle. The result is
         * {@link dev.gitsync.store.ApplyResult.Partial}, and states for every page of the plan whether it was applied.
         */
        PLANS_MAY_STOP_HALFWAY
    }
}
