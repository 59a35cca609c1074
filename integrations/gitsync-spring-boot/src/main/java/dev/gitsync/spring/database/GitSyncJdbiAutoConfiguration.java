package dev.gitsync.spring.database;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.jdbi.PackCache;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.GitSyncProperties;
import dev.gitsync.spring.GitSyncSetupException;
import dev.gitsync.store.SpaceDirectory;
import dev.gitsync.store.TransactionRunner;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/**
 * Stores repositories and leases in the PostgreSQL database of the application, if {@code gitsync.storage} is {@code postgresql}, so that
 * any number of processes serve every space. {@link Jdbi} joins Spring's transactions: a push commits its pages and its commits in one.
 */
@AutoConfiguration(
        before = GitSyncAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnClass({JdbiRepositoryStore.class, Jdbi.class, TransactionAwareDataSourceProxy.class})
@ConditionalOnProperty(prefix = "gitsync", name = "storage", havingValue = "postgresql")
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(GitSyncProperties.class)
public final class GitSyncJdbiAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(GitSyncJdbiAutoConfiguration.class);

    /** For Spring. */
    public GitSyncJdbiAutoConfiguration() {}

    // After the application's own scripts, which may require an empty schema.
    @Bean
    @DependsOnDatabaseInitialization
    @ConditionalOnMissingBean
    Jdbi gitSyncJdbi(DataSource database, GitSyncProperties properties, ConfigurableListableBeanFactory beans) {
        if (properties.migrate()) {
            GitSyncMigration.run(database, beans);
        }
        Jdbi jdbi = Jdbi.create(new TransactionAwareDataSourceProxy(database));
        // A handle may be closed while Spring's transaction goes on.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        return jdbi;
    }

    @Bean
    @ConditionalOnMissingBean(RepositoryStore.class)
    JdbiRepositoryStore gitSyncRepositories(Jdbi jdbi, GitSyncProperties properties) {
        resizeCache(properties.packCache());
        return new JdbiRepositoryStore(jdbi);
    }

    private static void resizeCache(@Nullable DataSize size) {
        if (size == null) {
            PackCache.resizeToHeap();
        } else if (size.toBytes() < PackCache.SMALLEST) {
            throw new GitSyncSetupException(
                    "gitsync.pack-cache is " + size + ", which is too small for JGit's cache.",
                    "Set it to at least " + DataSize.ofBytes(PackCache.SMALLEST).toMegabytes() + "MB, or remove it.");
        } else {
            PackCache.resize(size.toBytes());
        }
    }

    /** The spaces in the tables of {@link JdbiPageStore}; those of {@code gitsync.spaces} that are missing are created. */
    @Bean
    @ConditionalOnBean(JdbiPageStore.class)
    @ConditionalOnMissingBean(SpaceDirectory.class)
    JdbiSpaces gitSyncSpaces(Jdbi jdbi, GitSyncProperties properties) {
        JdbiSpaces spaces = new JdbiSpaces(jdbi);
        for (String id : properties.spaces()) {
            if (spaces.stored(new SpaceId(id)).isEmpty()) {
                create(spaces, id);
            }
        }
        return spaces;
    }

    private static void create(JdbiSpaces spaces, String id) {
        try {
            spaces.create(new SpaceId(id), "", id, true);
        } catch (InvalidInputException e) {
            // Another replica created it, or it was deleted.
            LOG.info("Space {} was not created: {}", id, e.getMessage());
        }
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SpaceLock.class)
    JdbiLeases gitSyncLeases(Jdbi jdbi) {
        return JdbiLeases.ofSession(jdbi);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SpaceLock.class)
    LeasedSpaceLock gitSyncLock(JdbiLeases leases, ObjectProvider<LeaseSettings> settings) {
        return new LeasedSpaceLock(
                leases, settings.getIfAvailable(LeaseSettings::defaults).ttl());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
    TransactionRunner gitSyncTransactions(PlatformTransactionManager manager, Jdbi jdbi) {
        return new JdbiTransactions(jdbi).within(new RestoredTimeouts(new SpringTransactions(manager), jdbi));
    }
}
