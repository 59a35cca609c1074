package dev.gitsync.spring.ssh;

import dev.gitsync.ssh.GitSyncSshServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contributes to the health of the application: up while the server for SSH accepts connections. */
@AutoConfiguration(after = GitSyncSshAutoConfiguration.class)
@ConditionalOnClass(GitSyncSshServer.class)
@ConditionalOnBean(SshServerLifecycle.class)
public final class GitSyncSshHealthAutoConfiguration {
    private static final String PORT = "port";

    /** For Spring. */
    public GitSyncSshHealthAutoConfiguration() {}

    /** With the types of Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static final class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "gitSyncSshHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator gitSyncSshHealthIndicator(SshServerLifecycle ssh) {
            return () -> (ssh.isRunning()
                            ? org.springframework.boot.actuate.health.Health.up()
                            : org.springframework.boot.actuate.health.Health.down())
                    .withDetail(PORT, ssh.port())
                    .build();
        }
    }

    /** With the types of Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static final class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "gitSyncSshHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator gitSyncSshHealthIndicator(SshServerLifecycle ssh) {
            return () -> (ssh.isRunning()
                            ? org.springframework.boot.health.contributor.Health.up()
                            : org.springframework.boot.health.contributor.Health.down())
                    .withDetail(PORT, ssh.port())
                    .build();
        }
    }
}
