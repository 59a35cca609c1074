package dev.gitsync.servlet;

import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.identity.Authenticator;

/**
 * The settings of the servlets to which users sign in. Not safe for use by several threads.
 *
 * @param <B> the builder of the servlet
 */
public abstract class SignInServletBuilder<B extends SignInServletBuilder<B>> extends ServletBuilder<B> {
    SignInServletBuilder(String servlet) {
        super(servlet);
    }

    /** Sets the authenticator, which checks credentials; required. */
    public B authenticator(Authenticator authenticator) {
        settings.authenticator(authenticator);
        return self();
    }

    /**
     * Sets the limiter for failed sign-ins. By default, a limiter with the values of {@link #limits}, which shares its counts with the other
     * servlet of the same {@link dev.gitsync.GitSync}. Pass the limiter of the wiki's own sign-in to count both together.
     */
    public B signInLimiter(SignInLimiter limiter) {
        settings.signInLimiter(limiter);
        return self();
    }
}
