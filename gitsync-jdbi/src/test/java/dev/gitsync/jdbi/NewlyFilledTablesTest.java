package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Law 7 for a wiki that was imported a moment ago. Before the first {@code ANALYZE}, PostgreSQL has no statistics of
 * the tables, estimates the rest of a space at some hundred pages, and prefers sorting all of them to an index scan.
 * The first export, which reads them in batches, would be quadratic.
 */
class NewlyFilledTablesTest {
    private static final int LIMIT = 100;
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Space SPACE = DATABASE.newSpace();

    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());

    @BeforeAll
    static void addPagesWithoutStatistics() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("ALTER TABLE gitsync_revisions SET (autovacuum_enabled = false)"));
        QueryPlanTest.addPages(DATABASE, SPACE, 20_000);
    }

    @Test
    void readsPartOfTheFeedWithoutTheRest() {
        long read = rowsRead(
                () -> store.changes(SPACE, Cursor.START, LIMIT).changes().size());
        assertThat(read).isLessThanOrEqualTo(LIMIT + 1);
        read = rowsRead(
                () -> store.changes(SPACE, new Cursor("10000"), LIMIT).changes().size());
        // Plus the change at the cursor, which shows that the cursor belongs to this feed.
        assertThat(read).isLessThanOrEqualTo(LIMIT + 2);
    }

    /** After five executions, PostgreSQL may keep a generic plan. */
    @Test
    void readsPartOfTheFeedWithoutTheRestUnderAGenericPlan() {
        for (int time = 1; time <= 12; time++) {
            readsPartOfTheFeedWithoutTheRest();
        }
    }

    /** Returns how many rows PostgreSQL reads, whatever its plan is. */
    private static long rowsRead(Supplier<Integer> question) {
        return DATABASE.jdbi().inTransaction(handle -> {
            long before = rowsRead(handle);
            assertThat(question.get()).isEqualTo(LIMIT);
            return rowsRead(handle) - before;
        });
    }

    /** Returns the rows that this connection has read and not yet reported; it reports them between transactions. */
    private static long rowsRead(Handle handle) {
        return handle.createQuery("""
                        SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'gitsync_revisions'""").mapTo(Long.class).one();
    }
}
