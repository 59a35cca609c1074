package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.internal.sql.CommitOutcomeQuery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Faults C2, promise B9: with the default settings, all waiting while the network to PostgreSQL stalls adds up to at
 * most 30 seconds. This includes a listener of the wiki that writes to the database.
 */
final class OutageBoundsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration CONNECTION = PostgresPool.DEFAULT_CONNECTION_TIMEOUT;
    /** How long an answer waits for the release of a lease, in {@code LeasedSpaceLock}. */
    private static final Duration RELEASE = Duration.ofSeconds(1);

    private static final Duration LISTENER = CONNECTION;

    /** A statement stalls, and the query for the refs, which tells the outcome of the push, gets no connection. */
    @Test
    void boundsAStalledStatement() {
        Duration refs = CONNECTION;
        assertThat(PostgresPool.DEFAULT_STATEMENT_TIMEOUT
                        .plus(PostgresPool.NETWORK_SLACK)
                        .plus(refs)
                        .plus(RELEASE)
                        .plus(LISTENER))
                .isLessThanOrEqualTo(BOUND);
    }

    /** A query for the outcome starts within its patience. It consists of two statements, each of which opens a connection. */
    @Test
    void boundsAStalledCommit() {
        Duration question = CONNECTION.plus(CommitOutcomeQuery.NETWORK_TIMEOUT);
        assertThat(question)
                .as("one query for the outcome; a second one starts only if as much time is left")
                .isLessThan(CommitOutcomeQuery.PATIENCE);
        assertThat(CommitOutcomeQuery.COMMIT_PATIENCE
                        .plus(question.multipliedBy(2))
                        .plus(RELEASE)
                        .plus(LISTENER))
                .isLessThanOrEqualTo(BOUND);
    }
}
