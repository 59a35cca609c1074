package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Law 7 in a wiki that was brought in a moment ago: PostgreSQL knows nothing of its tables until the first {@code ANALYZE},
 * takes the rest of a space for some hundred pages, and would sooner sort them all than walk through an index. The first
 * export, which reads them stretch by stretch, would be quadratic.
 */
class NewlyFilledTablesTest {
    private static final int LIMIT = 100;
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Space SPACE = DATABASE.newSpace();

    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());

    @BeforeAll
    static void manyUncountedPages() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("ALTER TABLE gitsync_revisions SET (autovacuum_enabled = false)"));
        QueryPlanTest.addPages(DATABASE, SPACE, 20_000);
    }

    @Test
    void partOfTheFeedIsReadWithoutTheRest() {
        long read = rowsRead(
                () -> store.changes(SPACE, Cursor.START, LIMIT).changes().size());
        assertThat(read).isLessThanOrEqualTo(LIMIT + 1);
        read = rowsRead(
                () -> store.changes(SPACE, new Cursor("10000"), LIMIT).changes().size());
        // And the change at the cursor, which shows that the cursor is of this feed.
        assertThat(read).isLessThanOrEqualTo(LIMIT + 2);
    }

    /** Five times and more, after which PostgreSQL may keep a plan that goes for all values. */
    @Test
    void thatStaysSo() {
        for (int time = 1; time <= 12; time++) {
            partOfTheFeedIsReadWithoutTheRest();
        }
    }

    /** How many rows PostgreSQL looks at, whatever its plan is. */
    private static long rowsRead(Supplier<Integer> question) {
        return DATABASE.jdbi().inTransaction(handle -> {
            long before = rowsRead(handle);
            assertThat(question.get()).isEqualTo(LIMIT);
            return rowsRead(handle) - before;
        });
    }

    /** Those that this connection has looked at and not reported yet, which it does between transactions. */
    private static long rowsRead(Handle handle) {
        return handle.createQuery("""
                        SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'gitsync_revisions'""").mapTo(Long.class).one();
    }
}
