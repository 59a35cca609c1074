package dev.gitsync.spring;

import dev.gitsync.servlet.metrics.MicrometerAudit;
import dev.gitsync.servlet.metrics.MicrometerMirrors;
import dev.gitsync.servlet.metrics.MicrometerSync;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Records the metrics of {@link MicrometerAudit}, {@link MicrometerSync} and {@link MicrometerMirrors} in the application's registry. */
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

    @Bean
    @ConditionalOnMissingBean
    MicrometerSync gitSyncEngineMetrics(MeterRegistry registry) {
        return new MicrometerSync(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    MicrometerMirrors gitSyncMirrorMetrics(MeterRegistry registry) {
        return new MicrometerMirrors(registry);
    }
}
