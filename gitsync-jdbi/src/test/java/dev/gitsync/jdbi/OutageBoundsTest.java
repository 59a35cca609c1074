package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.internal.sql.CommitOutcomeQuery;
import dev.gitsync.jdbi.internal.sql.ConfirmedTransaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Faults C2, promise B9: what may be waited for while the network to PostgreSQL stands still adds up to 30 seconds at most, by the
 * default settings. A listener of the wiki that writes to the database is reckoned with.
 */
final class OutageBoundsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration CONNECTION = PostgresPool.DEFAULT_CONNECTION_TIMEOUT;
    /** How long an answer waits until a lease is given back, in {@code LeasedSpaceLock}. */
    private static final Duration RELEASE = Duration.ofSeconds(1);

    private static final Duration LISTENER = CONNECTION;

    /** A statement stands still, and what comes after it finds no connection: the refs, which tell what became of a push. */
    @Test
    void statementThatStandsStill() {
        Duration refs = CONNECTION;
        assertThat(PostgresPool.DEFAULT_STATEMENT_TIMEOUT
                        .plus(PostgresPool.NETWORK_SLACK)
                        .plus(refs)
                        .plus(RELEASE)
                        .plus(LISTENER))
                .isLessThanOrEqualTo(BOUND);
    }

    /** A question for the outcome begins within the patience, and consists of two that take a connection each. */
    @Test
    void commitThatStandsStill() {
        Duration question = CONNECTION.plus(CommitOutcomeQuery.NETWORK_TIMEOUT);
        assertThat(question)
                .as("a second one begins only when as much time is left")
                .isLessThan(CommitOutcomeQuery.PATIENCE);
        assertThat(ConfirmedTransaction.COMMIT_PATIENCE
                        .plus(question.multipliedBy(2))
                        .plus(RELEASE)
                        .plus(LISTENER))
                .isLessThanOrEqualTo(BOUND);
    }
}
