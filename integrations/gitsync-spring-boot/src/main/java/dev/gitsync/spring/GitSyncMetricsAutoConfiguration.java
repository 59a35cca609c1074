package dev.gitsync.spring;

import dev.gitsync.servlet.metrics.MicrometerAudit;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Records the metrics of {@link MicrometerAudit} in the application's registry. */
@AutoConfiguration(
        before = GitSyncServletAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnWiki
public final class GitSyncMetricsAutoConfiguration {
    /** For Spring. */
    public GitSyncMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MicrometerAudit gitSyncMetrics(MeterRegistry registry) {
        return new MicrometerAudit(registry);
    }
}
