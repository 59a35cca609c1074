package dev.gitsync.servlet;

import dev.gitsync.audit.AuditListener;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.internal.request.RequestAuthenticatorBuilder;

/**
 * The settings that all servlets have. Not safe for use by several threads.
 *
 * @param <B> the builder of the servlet
 */
public abstract class ServletBuilder<B extends ServletBuilder<B>> {
    final RequestAuthenticatorBuilder settings;

    ServletBuilder(String servlet) {
        this.settings = new RequestAuthenticatorBuilder(servlet, GitSyncServlet.DEFAULT_REALM);
    }

    abstract B self();

    /** Sets the limits for requests. The default is {@link ServerLimits#defaults()}. */
    public B limits(ServerLimits limits) {
        settings.limits(limits);
        return self();
    }

    /** Sets the proxies whose forwarding headers are trusted. The default is none. */
    public B trustedProxies(TrustedProxies proxies) {
        settings.trustedProxies(proxies);
        return self();
    }

    /**
     * Sets whether requests without TLS are accepted from other machines. The default is {@code false}, because everyone on the network path
     * could read passwords and pages. Set it for a network that you trust, or behind a proxy that terminates TLS and can't send {@code
     * X-Forwarded-Proto}.
     */
    public B allowPlainHttp(boolean isAllowed) {
        settings.allowPlainHttp(isAllowed);
        return self();
    }

    /** Sets the listener for audit events. The default is {@link AuditListener#toLog()}. */
    public B audit(AuditListener listener) {
        settings.auditListener(listener);
        return self();
    }
}
