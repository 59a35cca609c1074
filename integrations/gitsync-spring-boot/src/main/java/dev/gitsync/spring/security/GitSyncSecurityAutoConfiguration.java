package dev.gitsync.spring.security;

import dev.gitsync.access.SpaceAccess;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.spring.ConditionalOnWiki;
import dev.gitsync.spring.GitSyncAutoConfiguration;
import dev.gitsync.spring.GitSyncOperators;
import dev.gitsync.spring.GitSyncProperties;
import dev.gitsync.token.AccessTokens;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Connects gitsync with Spring Security 6 or 7: a filter chain of its own for gitsync's servlets, sign-in through the application's {@code
 * AuthenticationManager}, access by authorities, and pushes that run as the user who pushed.
 *
 * <p>gitsync's servlets authenticate each request themselves, with their own limit for failed sign-ins and the same answer for every URL
 * without credentials. The chain therefore lets every request through to them, and keeps away what breaks git: sessions, CSRF tokens, login
 * pages and saved requests. The chain of the application, also that of Spring Boot, stays as it is.
 */
@AutoConfiguration(
        before = GitSyncAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnWiki
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class GitSyncSecurityAutoConfiguration {
    private static final int BEFORE_THE_APPLICATION = Ordered.HIGHEST_PRECEDENCE + 100;

    /** For Spring. */
    public GitSyncSecurityAutoConfiguration() {}

    @Bean
    @Order(BEFORE_THE_APPLICATION)
    SecurityFilterChain gitSyncSecurityFilterChain(HttpSecurity http, GitSyncProperties properties) throws Exception {
        List<String> paths =
                List.of(properties.path(), properties.operationsPath(), properties.operationsPath() + "/hooks");
        return http.securityMatcher(request -> paths.contains(request.getServletPath())
                        && !request.getServletPath().isEmpty())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(UserDetailsService.class)
    GitSyncUsers gitSyncUsers(UserDetailsService accounts, GitSyncProperties properties) {
        return new UserDetailsUsers(accounts, properties.emailDomain());
    }

    @Bean
    AuthenticationManagers gitSyncAuthenticationManagers(
            ObjectProvider<AuthenticationManager> own, AuthenticationConfiguration standard) {
        return new AuthenticationManagers(own, standard);
    }

    /** The application's bean, or the manager that Spring Security makes of the application's accounts. */
    record AuthenticationManagers(ObjectProvider<AuthenticationManager> own, AuthenticationConfiguration standard) {
        AuthenticationManager manager() throws Exception {
            AuthenticationManager bean = own.getIfUnique();
            return bean == null ? standard.getAuthenticationManager() : bean;
        }
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(GitSyncUsers.class)
    Authenticator gitSyncAuthenticator(
            AuthenticationManagers managers, GitSyncUsers users, ObjectProvider<AccessTokens> tokens) throws Exception {
        Authenticator passwords = new BasicAuthenticator(new ManagerPasswordCheck(managers.manager(), users));
        AccessTokens issued = tokens.getIfUnique();
        return issued == null
                ? passwords
                : new TokenAuthenticator(issued, id -> users.authentication(id).map(users::user)).or(passwords);
    }

    @Bean
    @ConditionalOnMissingBean(SpaceAccess.class)
    @ConditionalOnBean(GitSyncUsers.class)
    AuthorityAccess gitSyncAuthorityAccess(GitSyncUsers users, GitSyncProperties properties) {
        return new AuthorityAccess(users, properties.access());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(AuthorityAccess.class)
    GitSyncOperators gitSyncOperators(AuthorityAccess access) {
        return access::isOperator;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(GitSyncUsers.class)
    PushInterceptor gitSyncInterceptor(GitSyncUsers users) {
        return new SecurityContextInterceptor(users);
    }
}
