package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.ServletBuilder;
import dev.gitsync.servlet.SignInServletBuilder;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** The parts that the servlets of gitsync share. */
record ServletParts(GitSync gitSync, GitSyncProperties properties, Authenticator authenticator, Shared shared) {
    /** The optional parts of every servlet. */
    record Shared(
            TrustedProxies proxies,
            ObjectProvider<AuditListener> listeners,
            Optional<ServerLimits> limits,
            Optional<SignInLimiter> limiter) {}

    /** Passes the parts of every servlet to its builder. */
    <B extends ServletBuilder<B>> B common(B builder) {
        shared.limits().ifPresent(builder::limits);
        return builder.trustedProxies(shared.proxies())
                .allowPlainHttp(properties.allowPlainHttp())
                .audit(shared.listeners().orderedStream().reduce(AuditListener.toLog(), AuditListener::and));
    }

    /** Passes the parts of a servlet to which users sign in to its builder. */
    <B extends SignInServletBuilder<B>> B signIn(B builder) {
        shared.limiter().ifPresent(builder::signInLimiter);
        return common(builder).authenticator(authenticator);
    }
}
