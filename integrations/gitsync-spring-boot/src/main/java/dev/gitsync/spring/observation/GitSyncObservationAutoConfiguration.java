package dev.gitsync.spring.observation;

import dev.gitsync.report.StepObserver;
import dev.gitsync.spring.ConditionalOnWiki;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.GitSyncProperties;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Observes the steps of the engine, and names the requests of git in the observations of Spring, if the application has an {@link
 * ObservationRegistry}. A bean of type {@link StepObserver} or {@link StepConvention} replaces the default.
 */
@AutoConfiguration(
        before = GitSyncAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnWiki
public final class GitSyncObservationAutoConfiguration {
    /** For Spring. */
    public GitSyncObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(StepObserver.class)
    ObservedSteps gitSyncStepObservations(ObservationRegistry registry, ObjectProvider<StepConvention> convention) {
        return new ObservedSteps(registry, convention.getIfAvailable(StepConvention::new));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ServerHttpObservationFilter.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Requests {
        @Bean
        FilterRegistrationBean<RequestNames> gitSyncRequestNames(GitSyncProperties properties) {
            var registration = new FilterRegistrationBean<>(new RequestNames(properties.path()));
            registration.addUrlPatterns(properties.path() + "/*");
            return registration;
        }
    }
}
