package dev.gitsync.spring.ssh;

import dev.gitsync.jdbi.sshkey.JdbiKeyStore;
import dev.gitsync.spring.ConditionalOnWiki;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.database.GitSyncJdbiAutoConfiguration;
import dev.gitsync.ssh.GitSyncSshServer;
import dev.gitsync.sshkey.SshKeyStore;
import dev.gitsync.sshkey.SshKeys;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The keys of users, whether or not the application also serves git over SSH, so that its page of keys works in every process: in the database
 * if {@code gitsync.storage} is {@code postgresql}, else in the application's bean of type {@link SshKeyStore}.
 */
@AutoConfiguration(after = {GitSyncAutoConfiguration.class, GitSyncJdbiAutoConfiguration.class})
@ConditionalOnClass(GitSyncSshServer.class)
@ConditionalOnWiki
public final class GitSyncSshKeysAutoConfiguration {
    /** For Spring. */
    public GitSyncSshKeysAutoConfiguration() {}

    /** The table of the migration {@code sshkeys}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbiKeyStore.class, Jdbi.class})
    @ConditionalOnProperty(prefix = "gitsync", name = "storage", havingValue = "postgresql")
    static final class InDatabase {
        @Bean
        @ConditionalOnBean(Jdbi.class)
        @ConditionalOnMissingBean(SshKeyStore.class)
        JdbiKeyStore gitSyncSshKeyStore(Jdbi jdbi) {
            return new JdbiKeyStore(jdbi);
        }
    }

    // After the store above: Spring reads nested classes first.
    @Bean
    @ConditionalOnBean(SshKeyStore.class)
    @ConditionalOnMissingBean
    SshKeys gitSyncSshKeys(SshKeyStore store) {
        return new SshKeys(store, Clock.systemUTC());
    }
}
