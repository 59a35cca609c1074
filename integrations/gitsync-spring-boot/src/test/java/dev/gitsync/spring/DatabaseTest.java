package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.PackCache;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.spring.TestDatabase.Loss;
import dev.gitsync.spring.TestDatabase.LossyDataSource;
import dev.gitsync.spring.database.GitSyncJdbiAutoConfiguration;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** gitsync in the database of the application, and in its transactions. */
class DatabaseTest {
    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();
    private JdbcTemplate sql;
    private TransactionRunner transactions;

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
        ada.commit("Stored.md", "# Stored\n");

        GitClient.Outcome push = ada.run("push", "origin", "HEAD:main");
        assertThat(push.exitCode()).as(push.stderr()).isZero();

        assertThat(application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 100))
                .extracting(page -> page.content().title())
                .contains("Stored");
    }

    /** The scripts of gitsync never meet those of the application. */
    @Test
    void cacheOfPacksHasAQuarterOfTheHeap() {
        assertThat(PackCache.size()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    }

    @Test
    void refusesACacheThatIsTooSmall() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GitSyncJdbiAutoConfiguration.class))
                .withBean(DataSource.class, () -> application.bean(LossyDataSource.class))
                .withBean(
                        PlatformTransactionManager.class,
                        () -> new DataSourceTransactionManager(application.bean(LossyDataSource.class)))
                .withPropertyValues("gitsync.storage=postgresql", "gitsync.migrate=false", "gitsync.pack-cache=7MB")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(GitSyncSetupException.class)
                        .hasMessageContaining("gitsync.pack-cache is 7340032B"));
    }

    @Test
    void tablesHaveAHistoryOfTheirOwn() {
        assertThat(sql.queryForObject("SELECT count(*) FROM gitsync_schema_history WHERE success", Integer.class))
                .isGreaterThan(10);
    }

    @Test
    void leasesHaveTheLifetimeOfTheSettings() throws Exception {
        Space space = new Space(new SpaceId("leased"), "", "Leased");

        SpaceLock.Attempt attempt = application.bean(SpaceLock.class).acquire(space, Duration.ZERO);

        try (Lease lease = ((SpaceLock.Attempt.Acquired) attempt).lease()) {
            assertThat(lease.isHeld()).isTrue();
            assertThat(sql.queryForObject(
                            "SELECT expires_at > now() + interval '5 minutes' FROM gitsync_leases WHERE space_id = 'leased'",
                            Boolean.class))
                    .isTrue();
        }
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

    /** PostgreSQL checks such a constraint at the commit, and would refuse the same push again. */
    @Test
    void violatedConstraintIsARejection() {
        sql.execute("CREATE TABLE IF NOT EXISTS heading (name text UNIQUE DEFERRABLE INITIALLY DEFERRED)");

        assertThatThrownBy(() -> transactions.run(
                        TestApplication.HANDBOOK, () -> sql.update("INSERT INTO heading VALUES ('one'), ('one')")))
                .isInstanceOf(StoreRejectedException.class)
                .hasMessageContaining("23505")
                .hasMessageNotContaining("one)");
    }

    /** gitsync shortens it for the COMMIT, and this pool does not reset it. */
    @Test
    void networkTimeoutIsRestored() throws SQLException {
        try (Connection connection = application.bean(LossyDataSource.class).getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            DataSource pool = new SingleConnectionDataSource(connection, true);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(GitSyncJdbiAutoConfiguration.class))
                    .withInitializer(context ->
                            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                    .withBean(DataSource.class, () -> pool)
                    .withBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(pool))
                    .withPropertyValues("gitsync.storage=postgresql", "gitsync.migrate=false")
                    .run(context -> {
                        TransactionRunner runner = context.getBean(TransactionRunner.class);
                        runner.run(TestApplication.HANDBOOK, () -> {});
                        assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);

                        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                                .executeWithoutResult(status -> {
                                    runner.run(TestApplication.HANDBOOK, () -> {});
                                    assertThat(networkTimeout(connection)).isEqualTo(77_000);
                                });
                    });
        }
    }

    private static int networkTimeout(Connection connection) {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> articles() {
        return sql.queryForList("SELECT name FROM article", String.class);
    }
}
