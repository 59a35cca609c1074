package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.servlet.health.HealthCheck;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contributes to the health of the application: up while the wiki can list its spaces. */
@AutoConfiguration(after = GitSyncAutoConfiguration.class)
@ConditionalOnBean(GitSync.class)
public final class GitSyncHealthAutoConfiguration {
    /** For Spring. */
    public GitSyncHealthAutoConfiguration() {}

    @Bean
    HealthCheck gitSyncHealthCheck(GitSync gitSync) {
        return new HealthCheck(gitSync);
    }

    /** With the types of Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static final class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "gitSyncHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator gitSyncHealthIndicator(HealthCheck wiki) {
            return () -> (wiki.isUp()
                            ? org.springframework.boot.actuate.health.Health.up()
                            : org.springframework.boot.actuate.health.Health.down())
                    .build();
        }
    }

    /** With the types of Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static final class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "gitSyncHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator gitSyncHealthIndicator(HealthCheck wiki) {
            return () -> (wiki.isUp()
                            ? org.springframework.boot.health.contributor.Health.up()
                            : org.springframework.boot.health.contributor.Health.down())
                    .build();
        }
    }
}
