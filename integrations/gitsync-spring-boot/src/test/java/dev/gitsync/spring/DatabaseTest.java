package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.tests.GitClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** gitsync in the database of the application, and in its transactions. */
class DatabaseTest {
    private static EmbeddedPostgres postgres;
    private static TestApplication application;

    @TempDir
    private Path home;

    private JdbcTemplate sql;
    private TransactionRunner transactions;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        application = TestApplication.start(List.of(Wiki.class), "gitsync.storage=postgresql");
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
        postgres.close();
    }

    @BeforeEach
    void prepare() {
        sql = application.bean(JdbcTemplate.class);
        transactions = application.bean(TransactionRunner.class);
        sql.execute("CREATE TABLE IF NOT EXISTS article (name text)");
        sql.execute("DELETE FROM article");
    }

    @Test
    void pushesIntoTheDatabase() {
        GitClient ada = GitClient.at(home).clone(application.url("ada", "/git/handbook.git"), "ada");
        ada.commit("Setup.md", "# Setup\n");

        GitClient.Outcome push = ada.run("push", "origin", "HEAD:main");
        assertThat(push.exitCode()).as(push.stderr()).isZero();

        assertThat(application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 10))
                .extracting(page -> page.content().title())
                .containsExactly("Setup");
    }

    /** The scripts of gitsync never meet those of the application. */
    @Test
    void tablesHaveAHistoryOfTheirOwn() {
        assertThat(sql.queryForObject("SELECT count(*) FROM gitsync_schema_history WHERE success", Integer.class))
                .isGreaterThan(10);
    }

    @Test
    void storesShareTheTransactionsOfSpring() {
        assertThat(transactions.domain())
                .isPresent()
                .isEqualTo(application.bean(JdbiRepositoryStore.class).transactionDomain());
    }

    @Test
    void statementsOfBothAreRolledBackTogether() {
        Jdbi jdbi = application.bean(Jdbi.class);

        assertThatThrownBy(() -> transactions.run(TestApplication.HANDBOOK, () -> {
                    sql.update("INSERT INTO article VALUES ('spring')");
                    jdbi.useHandle(handle -> handle.execute("INSERT INTO article VALUES ('jdbi')"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");

        assertThat(articles()).isEmpty();
    }

    @Test
    void workJoinsTheTransactionOfTheCaller() {
        TransactionTemplate template = new TransactionTemplate(application.bean(PlatformTransactionManager.class));

        template.executeWithoutResult(status -> {
            transactions.run(TestApplication.HANDBOOK, () -> sql.update("INSERT INTO article VALUES ('inner')"));
            status.setRollbackOnly();
        });

        assertThat(articles()).isEmpty();
    }

    /** The answer to the COMMIT is lost, and everything is committed: the caller learns that it is. */
    @Test
    void outcomeIsAskedForIfTheAnswerToACommitIsLost() {
        application.bean(LossyDataSource.class).loseNext(Loss.ANSWER);

        transactions.run(TestApplication.HANDBOOK, () -> sql.update("INSERT INTO article VALUES ('kept')"));

        assertThat(articles()).containsExactly("kept");
    }

    @Test
    void lostCommitIsReported() {
        application.bean(LossyDataSource.class).loseNext(Loss.REQUEST);

        assertThatThrownBy(() -> transactions.run(
                        TestApplication.HANDBOOK, () -> sql.update("INSERT INTO article VALUES ('lost')")))
                .isInstanceOf(StoreException.class);

        assertThat(articles()).isEmpty();
    }

    private List<String> articles() {
        return sql.queryForList("SELECT name FROM article", String.class);
    }

    private enum Loss {
        /** The connection breaks before the server has the COMMIT. */
        REQUEST,
        /** The connection breaks after it. */
        ANSWER
    }

    /** Loses the connection at a commit. */
    private static final class LossyDataSource extends DelegatingDataSource {
        private final AtomicReference<Loss> next = new AtomicReference<>();

        LossyDataSource(DataSource target) {
            super(target);
        }

        void loseNext(Loss loss) {
            next.set(loss);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        Loss loss = method.getName().equals("commit") ? next.getAndSet(null) : null;
                        if (loss == Loss.REQUEST) {
                            connection.rollback();
                        } else if (loss == Loss.ANSWER) {
                            connection.commit();
                        }
                        if (loss != null) {
                            connection.close();
                            throw new SQLException("Connection lost", "08006");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wiki {
        @Bean
        LossyDataSource database() {
            PGSimpleDataSource database = (PGSimpleDataSource) postgres.getPostgresDatabase();
            return new LossyDataSource(database);
        }

        @Bean
        JdbiPageStore pages(Jdbi jdbi) {
            return new JdbiPageStore(jdbi);
        }
    }
}
