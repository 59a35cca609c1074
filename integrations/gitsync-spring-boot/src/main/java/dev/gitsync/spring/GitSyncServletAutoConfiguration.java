package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.GitSyncOperationsServlet;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.MirrorHookServlet;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import jakarta.servlet.Servlet;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Registers the servlets of gitsync in the container of the application: repositories below {@code gitsync.path}, status and operations
 * below {@code gitsync.operations-path}, and webhooks of mirrors below that. They do not pass through Spring's {@code DispatcherServlet}.
 */
@AutoConfiguration(
        after = GitSyncAutoConfiguration.class,
        afterName = "dev.gitsync.spring.security.GitSyncSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(GitSync.class)
public final class GitSyncServletAutoConfiguration {
    /** For Spring. */
    public GitSyncServletAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    TrustedProxies gitSyncTrustedProxies(GitSyncProperties properties) {
        return TrustedProxies.at(properties.trustedProxies().toArray(String[]::new));
    }

    @Bean
    ServletParts gitSyncServletParts(
            GitSync gitSync,
            GitSyncProperties properties,
            ObjectProvider<Authenticator> authenticators,
            ServletParts.Shared shared) {
        Authenticator authenticator = Optional.ofNullable(authenticators.getIfUnique())
                .orElseThrow(() -> new GitSyncSetupException(
                        "gitsync does not know how users sign in: there is no bean of type UserDetailsService or Authenticator, or more than one.",
                        "Configure Spring Security with one UserDetailsService, or declare a bean of type"
                                + " dev.gitsync.servlet.identity.Authenticator."));
        return new ServletParts(gitSync, properties, authenticator, shared);
    }

    @Bean
    ServletParts.Shared gitSyncSharedServletParts(
            TrustedProxies proxies,
            ObjectProvider<AuditListener> listeners,
            ObjectProvider<ServerLimits> limits,
            ObjectProvider<SignInLimiter> limiter) {
        return new ServletParts.Shared(
                proxies,
                listeners,
                Optional.ofNullable(limits.getIfAvailable()),
                Optional.ofNullable(limiter.getIfAvailable()));
    }

    @Bean
    ServletRegistrationBean<GitSyncServlet> gitSyncServlet(
            ServletParts parts,
            ObjectProvider<SpaceAccess> access,
            ObjectProvider<GitSyncServletCustomizer> customizers) {
        GitSyncProperties properties = parts.properties();
        GitSyncServlet.Builder builder = parts.signIn(GitSyncServlet.builder())
                .gitSync(parts.gitSync())
                .access(Optional.ofNullable(access.getIfUnique())
                        .orElseThrow(() -> new GitSyncSetupException(
                                "gitsync does not know who may read and write which space: there is no bean of type SpaceAccess, or more than one.",
                                "Declare one bean of type dev.gitsync.access.SpaceAccess.")))
                .realm(properties.realm());
        Optional.ofNullable(properties.publicUrl()).ifPresent(builder::publicUrl);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return registration(builder.build(), "gitSyncServlet", properties.path());
    }

    /** Status, operations and webhooks, unless {@code gitsync.operations-path} is empty. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("'${gitsync.operations-path:/gitsync}' != ''")
    static final class Operations {
        @Bean
        ServletRegistrationBean<GitSyncOperationsServlet> gitSyncOperationsServlet(
                ServletParts parts, ObjectProvider<GitSyncOperators> operators) {
            GitSyncOperationsServlet servlet = parts.signIn(GitSyncOperationsServlet.builder())
                    .gitSync(parts.gitSync())
                    .operators(user -> Optional.ofNullable(operators.getIfUnique())
                            .map(all -> all.isOperator(user))
                            .orElse(false))
                    .build();
            return registration(
                    servlet, "gitSyncOperationsServlet", parts.properties().operationsPath());
        }

        @Bean
        ServletRegistrationBean<MirrorHookServlet> gitSyncHookServlet(ServletParts parts) {
            MirrorHookServlet servlet = parts.common(MirrorHookServlet.builder())
                    .gitSync(parts.gitSync())
                    .build();
            return registration(
                    servlet, "gitSyncHookServlet", parts.properties().operationsPath() + "/hooks");
        }
    }

    private static <T extends Servlet> ServletRegistrationBean<T> registration(T servlet, String name, String path) {
        if (!path.startsWith("/") || path.endsWith("/") || path.contains("*")) {
            throw new GitSyncSetupException(
                    "The path '" + path + "' of gitsync is invalid.",
                    "Begin gitsync.path and gitsync.operations-path with a slash, and do not end them with one: /git.");
        }
        ServletRegistrationBean<T> registration = new ServletRegistrationBean<>(servlet, path + "/*");
        registration.setName(name);
        registration.setLoadOnStartup(1);
        return registration;
    }
}
