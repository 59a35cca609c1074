package dev.gitsync.jdbi.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.jdbi.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;

/** Writes see what others committed while they waited, whatever isolation the database, the pool or its user sets. */
final class IsolationTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final String SERIALIZABLE = "options=-c%20default_transaction_isolation=serializable";

    private final String url = DATABASE.url() + (DATABASE.url().contains("?") ? "&" : "?") + SERIALIZABLE;

    @Test
    void writesInReadCommittedIfTheDatabaseDefaultsToAnotherIsolation() {
        Jdbi jdbi = Jdbi.create(url, "postgres", "postgres");
        assertThat(jdbi.inTransaction(IsolationTest::level)).isEqualTo("serializable");

        assertThat(new Database(jdbi).<String>write("ask", IsolationTest::level))
                .isEqualTo("read committed");
        assertThat(jdbi.inTransaction(IsolationTest::level)).isEqualTo("serializable");
    }

    @Test
    void runsAllTransactionsOfThePoolInReadCommitted() {
        try (PostgresPool pool =
                PostgresPool.builder(url).user("postgres").password("postgres").build()) {
            assertThat(new Database(pool.jdbi()).<String>write("ask", IsolationTest::level))
                    .isEqualTo("read committed");
            assertThat(pool.jdbi().inTransaction(IsolationTest::level)).isEqualTo("read committed");
        }
    }

    @Test
    void joinsOnlyATransactionInReadCommitted() {
        Jdbi jdbi = DATABASE.jdbi();
        Database database = new Database(jdbi);

        String joined = jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED, handle -> database.write("ask", IsolationTest::level));
        assertThat(joined).isEqualTo("read committed");

        assertThatThrownBy(() -> jdbi.inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        handle -> database.<String>write("ask", IsolationTest::level)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Could not ask");
    }

    /** The driver queries the database each time that it is set. */
    @Test
    void setsTheIsolationOfThePoolOnce() throws Exception {
        List<String> calls = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres")) {
            Jdbi jdbi = Jdbi.create((Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        calls.add(method.getName());
                        return method.invoke(connection, arguments);
                    }));
            jdbi.getConfig(Isolation.class).setDefault();
            Database database = new Database(jdbi);

            database.write("write", outer -> database.<Integer>write("write more", inner -> inner.execute("SELECT 1")));
        }
        assertThat(calls)
                .contains("prepareStatement", "commit")
                .noneMatch(call -> call.endsWith("TransactionIsolation"));
    }

    private static String level(Handle handle) {
        return handle.createQuery("SHOW transaction_isolation")
                .mapTo(String.class)
                .one();
    }
}
