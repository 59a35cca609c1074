package dev.gitsync.spring.observation;

import dev.gitsync.spring.ConditionalOnWiki;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.GitSyncProperties;
import dev.gitsync.spring.PushDecorator;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Observes pushes, and names the requests of git in the observations of Spring, if the application has an {@link ObservationRegistry}. */
@AutoConfiguration(
        before = GitSyncAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({ObservationRegistry.class, ServerHttpObservationFilter.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnWiki
public final class GitSyncObservationAutoConfiguration {
    /** For Spring. */
    public GitSyncObservationAutoConfiguration() {}

    @Bean
    PushDecorator gitSyncPushObservations(ObservationRegistry registry) {
        return interceptor -> new ObservedPushes(interceptor, registry);
    }

    @Bean
    FilterRegistrationBean<RequestNames> gitSyncRequestNames(GitSyncProperties properties) {
        var registration = new FilterRegistrationBean<>(new RequestNames(properties.path()));
        registration.addUrlPatterns(properties.path() + "/*");
        return registration;
    }
}
