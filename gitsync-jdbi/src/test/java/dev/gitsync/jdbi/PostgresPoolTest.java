package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

final class PostgresPoolTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @Test
    void limitsStatementsAndIdleTransactionsAndTellsItsName() {
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
    void refusesAnotherDatabaseAndKeepsThePasswordToItself() {
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

    private static String show(PostgresPool pool, String setting) {
        return pool.jdbi()
                .withHandle(handle -> handle.createQuery("SHOW " + setting)
                        .mapTo(String.class)
                        .one());
    }
}
