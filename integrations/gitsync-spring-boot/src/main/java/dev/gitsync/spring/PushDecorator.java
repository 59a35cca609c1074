package dev.gitsync.spring;

import dev.gitsync.push.PushInterceptor;

/** Wraps the {@link PushInterceptor} of the application, or the one that only runs the work. */
@FunctionalInterface
public interface PushDecorator {
    /** Returns an interceptor that calls {@code interceptor}. */
    PushInterceptor decorate(PushInterceptor interceptor);
}
