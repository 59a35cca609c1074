package dev.gitsync.spring;

import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.TransactionRunner;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Stores repositories and leases in the PostgreSQL database of the application, if {@code gitsync.storage} is {@code postgresql}, so that
 * any number of processes serve every space. {@link Jdbi} joins Spring's transactions: a push commits its pages and its commits in one.
 */
@AutoConfiguration(
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
    /** For Spring. */
    public GitSyncJdbiAutoConfiguration() {}

    @Bean
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
    JdbiRepositoryStore gitSyncRepositories(Jdbi jdbi) {
        return new JdbiRepositoryStore(jdbi);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SpaceLock.class)
    JdbiLeases gitSyncLeases(Jdbi jdbi) {
        return JdbiLeases.ofSession(jdbi);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SpaceLock.class)
    LeasedSpaceLock gitSyncLock(JdbiLeases leases) {
        return new LeasedSpaceLock(leases);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
    TransactionRunner gitSyncTransactions(PlatformTransactionManager manager, Jdbi jdbi) {
        return new JdbiTransactions(jdbi).within(new SpringTransactions(manager));
    }
}
