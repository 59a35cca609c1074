package dev.gitsync.spring.ssh;

import dev.gitsync.GitSync;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.GitSyncMetricsAutoConfiguration;
import dev.gitsync.spring.GitSyncSetupException;
import dev.gitsync.spring.security.GitSyncSecurityAutoConfiguration;
import dev.gitsync.spring.security.GitSyncUsers;
import dev.gitsync.ssh.GitSyncSshServer;
import dev.gitsync.ssh.HostKeys;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.identity.StoredKeyAuthenticator;
import dev.gitsync.ssh.limits.SshLimits;
import dev.gitsync.sshkey.SshKeys;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;

/**
 * Serves git over SSH if {@code gitsync-ssh} is on the class path and {@code gitsync.ssh.port} is set, with the rights, limits and audit listeners of
 * HTTP. A web server is not needed.
 */
@AutoConfiguration(
        after = {
            GitSyncAutoConfiguration.class,
            GitSyncMetricsAutoConfiguration.class,
            GitSyncSecurityAutoConfiguration.class,
            GitSyncSshKeysAutoConfiguration.class
        })
@ConditionalOnClass(GitSyncSshServer.class)
@ConditionalOnExpression("'${gitsync.ssh.port:}' != ''")
@ConditionalOnBean(GitSync.class)
@EnableConfigurationProperties(GitSyncSshProperties.class)
public final class GitSyncSshAutoConfiguration {
    /** For Spring. */
    public GitSyncSshAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    HostKeys gitSyncHostKeys(GitSyncSshProperties properties) {
        return SshSettings.hostKeys(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    SshLimits gitSyncSshLimits(GitSyncSshProperties properties) {
        return SshSettings.limits(properties.limits());
    }

    @Bean
    OptionalParts gitSyncOptionalSshParts(BeanFactory beans) {
        return new OptionalParts(beans);
    }

    @Bean
    SshServerLifecycle gitSyncSshServer(GitSync gitSync, GitSyncSshProperties properties, OptionalParts parts) {
        GitSyncSshServer.Builder builder =
                GitSyncSshServer.builder().gitSync(gitSync).address(SshSettings.address(properties));
        if (properties.publicUrl() != null) {
            builder.publicUrl(properties.publicUrl());
        }
        parts.addTo(builder);
        return new SshServerLifecycle(builder::build, SshSettings.shownAddress(properties));
    }

    /** The keys of the accounts of Spring Security. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Authentication.class)
    static final class OfAccounts {
        @Bean
        @ConditionalOnBean({SshKeys.class, GitSyncUsers.class})
        @ConditionalOnMissingBean
        SshAuthenticator gitSyncSshAuthenticator(SshKeys keys, GitSyncUsers users) {
            return new StoredKeyAuthenticator(
                    keys, id -> users.authentication(id).map(users::user));
        }
    }

    /** The parts that other beans replace, and those that must be there. */
    record OptionalParts(BeanFactory beans) {
        void addTo(GitSyncSshServer.Builder builder) {
            builder.hostKeys(beans.getBean(HostKeys.class))
                    .limits(beans.getBean(SshLimits.class))
                    .authenticator(
                            required(
                                    SshAuthenticator.class,
                                    "gitsync does not know the keys of users: there is no bean of type SshKeyStore or SshAuthenticator, or more than one.",
                                    "Set gitsync.storage to postgresql, which stores keys in the database of the application, or declare one bean of"
                                            + " type dev.gitsync.sshkey.SshKeyStore or dev.gitsync.ssh.identity.SshAuthenticator."))
                    .access(required(
                            SpaceAccess.class,
                            "gitsync does not know who may read and write which space: there is no bean of type SpaceAccess, or more than one.",
                            "Declare one bean of type dev.gitsync.access.SpaceAccess."))
                    .auditListener(
                            all(AuditListener.class).orderedStream().reduce(AuditListener.toLog(), AuditListener::and));
            all(ServerLimits.class).ifAvailable(builder::serverLimits);
            all(SignInLimiter.class).ifAvailable(builder::signInLimiter);
            all(GitSyncSshCustomizer.class).orderedStream().forEach(customizer -> customizer.customize(builder));
        }

        private <T> ObjectProvider<T> all(Class<T> type) {
            return beans.getBeanProvider(type);
        }

        private <T> T required(Class<T> type, String missing, String action) {
            T bean = all(type).getIfUnique();
            if (bean == null) {
                throw new GitSyncSetupException(missing, action);
            }
            return bean;
        }
    }
}
