package dev.gitsync.transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.transactional.TransactionalPageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests what the store does with runners that break their contract, and the order of its writes. */
class PlanTransactionTest {
    private static final Provenance SOMEBODY =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-03-01T10:15:30Z"), "");

    private final Space space = new Space(new SpaceId("s"), "", "S");
    private final PageServices wiki = new PageServices(new InMemoryPageStore());

    @Test
    void writesParentsFirstAndDeletesChildrenFirst() {
        PageChange.Create outer = create(null, "Outer");
        PageChange.Create inner = create(outer.id(), "Inner");
        apply(wiki, inner, outer);
        PageChange.Delete top = new PageChange.Delete(outer.id(), 0, SOMEBODY);
        PageChange.Delete leaf = new PageChange.Delete(inner.id(), 0, SOMEBODY);
        apply(wiki, top, leaf);

        assertThat(wiki.written).containsExactly(outer, inner, leaf, top);
    }

    @Test
    void reportsTheRefusalOfTheWikiWhateverTheRunnerDoesOnRollback() {
        TransactionRunner wrapping = (where, work) -> {
            try {
                wiki.run(where, work);
            } catch (RuntimeException e) {
                throw new IllegalStateException("The transaction was marked for a rollback", e);
            }
        };

        assertThat(apply(wrapping, create(null, "Good"), create(null, PageServices.FORBIDDEN)))
                .isEqualTo(new ApplyResult.Refused("This title is not allowed here."));
        assertThat(wiki.changes(space, Cursor.START, 10).changes()).isEmpty();
    }

    @Test
    void throwsIfTheCommitFails() {
        StoreException failure = new StoreException("The connection was lost while the transaction was committed");
        TransactionRunner failing = (where, work) -> {
            wiki.run(where, work);
            throw failure;
        };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> apply(failing, create(null, "A")))
                .isSameAs(failure);
    }

    @Test
    void failsUnlessTheRunnerRunsTheWorkOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> apply((where, work) -> {}, create(null, "A")))
                .withMessageContaining("did not run");
        TransactionRunner retrying = (where, work) -> {
            wiki.run(where, work);
            wiki.run(where, work);
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> apply(retrying, create(null, "A")))
                .withMessageContaining("twice");
    }

    private ApplyResult apply(TransactionRunner transactions, PageChange... changes) {
        return new TransactionalPageStore(wiki, wiki, transactions)
                .apply(space, List.of(changes), ApplyContext.edit("ada"));
    }

    private PageChange.Create create(@Nullable PageId parent, String title) {
        return new PageChange.Create(wiki.newPageId(space), new PageContent(parent, title, "text"), SOMEBODY);
    }
}
