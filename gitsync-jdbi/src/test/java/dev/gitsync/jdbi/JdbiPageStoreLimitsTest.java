package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the contract leaves to the store: values that PostgreSQL can't store, sizes of batches, messages of errors. */
final class JdbiPageStoreLimitsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-01T00:00:00Z"), "");

    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());
    private final Space space = DATABASE.newSpace();

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\ud83d", "\ud83da", "a\ude80", "\ude80\ud83d"})
    void refusesTextThatPostgresCantStore(String bad) {
        assertRefused(new PageContent(null, "Title", bad), ADA);
        assertRefused(new PageContent(null, bad, "text"), ADA);
        assertRefused(
                new PageContent(null, "Title", "text"), Provenance.wiki(ADA.author(), ADA.time(), "message " + bad));
        assertRefused(
                new PageContent(null, "Title", "text"),
                Provenance.wiki(new Person(bad, "ada@example.org"), ADA.time(), ""));
    }

    @Test
    void refusesAPageWithoutATitle() {
        assertRefused(new PageContent(null, "", "text"), ADA);
    }

    @Test
    void refusesATimeThatPostgresCantStore() {
        var content = new PageContent(null, "Title", "text");
        assertRefused(content, Provenance.wiki(ADA.author(), Instant.MAX, ""));
        assertRefused(content, Provenance.wiki(ADA.author(), Instant.MIN, ""));
    }

    @Test
    void keepsTimesOfOtherCenturies() {
        for (String time : List.of("0001-01-01T00:00:00Z", "1582-10-10T12:00:00Z", "9999-12-31T23:59:59Z")) {
            apply(create("A", "a", Provenance.wiki(ADA.author(), Instant.parse(time), "")));
        }

        assertThat(store.changes(space, Cursor.START, 10).changes())
                .extracting(change -> change.provenance().time().toString())
                .containsExactly("0001-01-01T00:00:00Z", "1582-10-10T12:00:00Z", "9999-12-31T23:59:59Z");
    }

    @Test
    void endsABatchOfTheFeedAfterSomeMegabytes() {
        List<PageId> written = writeLargePages();

        ChangeBatch first = store.changes(space, Cursor.START, 100);
        ChangeBatch second = store.changes(space, first.next(), 100);
        ChangeBatch third = store.changes(space, second.next(), 100);
        assertThat(List.of(
                        first.changes().size(),
                        second.changes().size(),
                        third.changes().size()))
                .containsExactly(2, 1, 1);
        assertThat(List.of(first.more(), second.more(), third.more())).containsExactly(true, true, false);
        assertThat(second.changes().get(0).id()).isEqualTo(written.get(2));
    }

    @Test
    void endsABatchOfPagesAfterSomeMegabytes() {
        List<PageId> written = writeLargePages();

        List<PageId> listed = new ArrayList<>();
        List<Page> batch = store.pages(space, null, 100);
        while (!batch.isEmpty()) {
            assertThat(batch).hasSizeLessThan(written.size());
            batch.forEach(page -> listed.add(page.id()));
            batch = store.pages(space, listed.get(listed.size() - 1), 100);
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void appliesALargePlanWithASetNumberOfStatements() {
        var statements = new AtomicInteger();
        Jdbi counting = Jdbi.create(DATABASE.url(), "postgres", "postgres");
        counting.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });
        var counted = new JdbiPageStore(counting);
        List<Integer> counts = new ArrayList<>();
        for (int pages : new int[] {2, 300, 3000}) {
            statements.set(0);
            ApplyResult result = counted.apply(space, mixedPlan(pages), ApplyContext.edit("u1"));
            assertThat(result).isInstanceOf(ApplyResult.Applied.class);
            counts.add(statements.get());
        }

        // The keys of a large plan are checked in six statements of their own.
        assertThat(counts.get(0))
                .isEqualTo(counts.get(1))
                .isEqualTo(counts.get(2) - 6)
                .isLessThan(10);
    }

    @Test
    void returnsTheEndOfTheFeedForAnEmptyPlan() {
        apply(create("A", "a", ADA));

        var result = (ApplyResult.Applied) store.apply(space, List.of(), ApplyContext.edit("u1"));
        assertThat(result.to()).isEqualTo(store.changes(space, Cursor.START, 10).next());
    }

    @Test
    void rejectsACursorWhoseNumberBelongsToAnotherRevision() {
        apply(create("A", "a", ADA));
        Cursor end = store.changes(space, Cursor.START, 10).next();
        Space other = DATABASE.newSpace();
        store.apply(other, List.of(create("B", "b", ADA), create("C", "c", ADA)), ApplyContext.edit("u1"));

        assertThat(store.changes(other, end, 10)).isEqualTo(ChangeBatch.unknown(end));
        assertThat(store.changes(space, end, 10)).isEqualTo(new ChangeBatch(List.of(), end, false));
        Cursor beyond = new Cursor("2" + end.value().substring(1));
        assertThat(store.changes(space, beyond, 10)).isEqualTo(ChangeBatch.unknown(beyond));
    }

    /** Cursors of earlier versions have no version token. */
    @Test
    void acceptsACursorWithoutTokenWhileItsRevisionExists() {
        apply(create("A", "a", ADA));

        assertThat(store.changes(space, new Cursor("1"), 10).isUnknown()).isFalse();
        assertThat(store.changes(space, new Cursor("2"), 10).isUnknown()).isTrue();
    }

    @Test
    void refusesWritesToASpaceThatIsUnknownDeletedOrOfAnotherTenant() {
        var spaces = new JdbiSpaces(DATABASE.jdbi());
        Space deleted = DATABASE.newSpace();
        spaces.delete(deleted.id());

        for (Space bad : List.of(
                new Space(new SpaceId("unknown"), "tenant", ""),
                deleted,
                new Space(space.id(), "another tenant", space.name()))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.apply(bad, List.of(create("A", "a", ADA)), ApplyContext.edit("u1")))
                    .withMessageContaining(bad.id().value());
        }
        assertThat(store.changes(space, Cursor.START, 10).changes()).isEmpty();
    }

    @Test
    void namesTheSpaceInErrorsAndNeverQuotesAPage() {
        var badOrigin = new Provenance(ADA.author(), ADA.time(), "", new GitOrigin("no commit", "no commit"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> apply(create("secret title", "secret text", badOrigin)))
                .withMessageContaining(space.id().value())
                .withMessageContaining("23514")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret"));
    }

    @Test
    void namesTheCauseIfTheDatabaseIsUnreachable() {
        var unreachable = new JdbiPageStore(Jdbi.create("jdbc:postgresql://localhost:1/nothing", "u", "secret"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> unreachable.page(space, new PageId("x")))
                .withMessageContaining(space.id().value())
                .withMessageContaining("refused")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret"));
    }

    /** Writes pages of 3, 4, 9 and 1 MiB. */
    private List<PageId> writeLargePages() {
        List<PageId> written = new ArrayList<>();
        for (int mebibytes : List.of(3, 4, 9, 1)) {
            PageChange.Create create = create("Large", "x".repeat(mebibytes << 20), ADA);
            apply(create);
            written.add(create.id());
        }
        return written;
    }

    /** Returns a plan that creates that many pages, in chains of ten parents, and deletes one page. */
    private List<PageChange> mixedPlan(int creates) {
        PageChange.Create doomed = create("Doomed", "x", ADA);
        apply(doomed);
        List<PageChange> plan = new ArrayList<>();
        PageId parent = null;
        for (int i = 0; i < creates; i++) {
            var content = new PageContent(i % 10 == 0 ? null : parent, "Page " + i, "text");
            var create = new PageChange.Create(store.newPageId(space), content, ADA);
            plan.add(create);
            parent = create.id();
        }
        plan.add(new PageChange.Delete(doomed.id(), 1, ADA));
        return plan;
    }

    private PageChange.Create create(String title, @Nullable String text, Provenance provenance) {
        return new PageChange.Create(store.newPageId(space), new PageContent(null, title, text), provenance);
    }

    private void apply(PageChange change) {
        assertThat(store.apply(space, List.of(change), ApplyContext.edit("u1")))
                .isInstanceOf(ApplyResult.Applied.class);
    }

    private void assertRefused(PageContent content, Provenance provenance) {
        var create = new PageChange.Create(store.newPageId(space), content, provenance);
        ApplyResult result = store.apply(space, List.of(create), ApplyContext.edit("u1"));
        assertThat(result).isInstanceOf(ApplyResult.Refused.class);
        assertThat(((ApplyResult.Refused) result).reason()).endsWith(".");
        assertThat(store.changes(space, Cursor.START, 1).changes()).isEmpty();
    }

    private static String stackTrace(Throwable e) {
        var out = new StringWriter();
        e.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
