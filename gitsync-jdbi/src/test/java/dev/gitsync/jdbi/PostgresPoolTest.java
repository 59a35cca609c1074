package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.CommitMarkCleanup;
import dev.gitsync.jdbi.internal.sql.CommitOutcomeQuery;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

final class PostgresPoolTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @Test
    void limitsStatementsAndIdleTransactionsAndSetsItsName() {
        try (PostgresPool pool = local().name("wiki")
                .size(2)
                .statementTimeout(Duration.ofSeconds(7))
                .idleTransactionTimeout(Duration.ofSeconds(3))
                .build()) {
            assertThat(show(pool, "statement_timeout")).isEqualTo("7s");
            assertThat(show(pool, "idle_in_transaction_session_timeout")).isEqualTo("3s");
            assertThat(show(pool, "application_name")).isEqualTo("wiki");
        }
    }

    /** Checks the table in docs/operations.md about a network that stalls. */
    @Test
    void hasTheDocumentedDefaultTimeouts() throws IOException {
        long statement = PostgresPool.DEFAULT_STATEMENT_TIMEOUT.toSeconds();
        long connection = PostgresPool.DEFAULT_CONNECTION_TIMEOUT.toSeconds();
        long idle = PostgresPool.DEFAULT_IDLE_TRANSACTION_TIMEOUT.toSeconds();
        long inquiry = CommitOutcomeQuery.PATIENCE.toSeconds();
        try (PostgresPool pool = local().build()) {
            HikariDataSource source = (HikariDataSource) pool.dataSource();
            assertThat(source.getDataSourceProperties())
                    .containsEntry("connectTimeout", "5")
                    .containsEntry("socketTimeout", Long.toString(statement + 3));
            assertThat(source.getConnectionTimeout()).isEqualTo(connection * 1000);
            assertThat(show(pool, "statement_timeout")).isEqualTo(statement + "s");
            assertThat(show(pool, "idle_in_transaction_session_timeout")).isEqualTo(idle + "s");
            assertThat(new Database(pool.jdbi()).<String>writeAtLength("look", PostgresPoolTest::statementTimeout))
                    .isEqualTo("10min");
        }
        assertThat(CommitMarkCleanup.GRACE_MINUTES).isEqualTo(60);
        assertThat(Files.readString(Path.of("../docs/operations.md")))
                .contains("| the attempt to connect | 5 s |")
                .contains("| `connectionTimeout`, " + connection + " s |")
                .contains("| `statementTimeout`, " + statement + " s, and 3 s more |")
                .contains("| a statement of maintenance | 10 min |")
                .contains("| " + CommitOutcomeQuery.COMMIT_PATIENCE.toSeconds() + " s, then up to " + inquiry
                        + " s for its outcome |")
                .contains("within " + inquiry + " seconds")
                .contains("`idleTransactionTimeout`, " + idle + " s")
                .contains("Marks are deleted after an hour");
    }

    @Test
    void keepsRowsOutOfTheMessagesOfTheDriver() {
        try (PostgresPool pool = local().build()) {
            assertThatExceptionOfType(JdbiException.class)
                    .isThrownBy(() -> pool.jdbi()
                            .useHandle(handle ->
                                    handle.execute("INSERT INTO gitsync_spaces VALUES (lower('SECRET.'), '', '')")))
                    .havingRootCause()
                    .withMessageContaining("violates check constraint")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret."));
        }
    }

    @Test
    void opensWhileTheDatabaseIsDownAndFailsOnUse() {
        var builder = PostgresPool.builder("jdbc:postgresql://localhost:1/nothing")
                .name("downstream")
                .connectionTimeout(Duration.ofMillis(250));
        try (PostgresPool pool = builder.build()) {
            var spaces = new JdbiSpaces(pool.jdbi());
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> spaces.find(new SpaceId("docs")))
                    .withMessageContaining("docs")
                    .withMessageContaining("downstream");
        }
    }

    @Test
    void closesTwice() {
        PostgresPool pool = local().build();
        pool.close();
        pool.close();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> new JdbiSpaces(pool.jdbi()).all());
    }

    @Test
    void refusesOtherDatabasesAndKeepsThePasswordOutOfMessages() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> PostgresPool.builder("jdbc:mysql://localhost/wiki?password=secret")
                        .build())
                .withMessageContaining("jdbc:postgresql:")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused("size", builder -> builder.size(0));
        assertRefused("size", builder -> builder.size(1001));
        assertRefused("name", builder -> builder.name(" "));
        assertRefused("connectionTimeout", builder -> builder.connectionTimeout(Duration.ZERO));
        assertRefused("statementTimeout", builder -> builder.statementTimeout(Duration.ofDays(1)));
        assertRefused("idleTransactionTimeout", builder -> builder.idleTransactionTimeout(Duration.ofMillis(10)));
    }

    private static void assertRefused(String setting, UnaryOperator<PostgresPool.Builder> bad) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> bad.apply(local()).build())
                .withMessageContaining(setting);
    }

    private static PostgresPool.Builder local() {
        return PostgresPool.builder(DATABASE.url()).user("postgres").password("postgres");
    }

    private static String statementTimeout(Handle handle) {
        return handle.createQuery("SHOW statement_timeout").mapTo(String.class).one();
    }

    private static String show(PostgresPool pool, String setting) {
        return pool.jdbi()
                .withHandle(handle -> handle.createQuery("SHOW " + setting)
                        .mapTo(String.class)
                        .one());
    }
}
