package dev.gitsync.push;

/**
 * Surrounds what the engine does with a wiki on behalf of a user, so that an embedder can establish what its services need: the
 * principal of a security context, a tenant, a transaction. The engine calls it around each stage of every push, and of every merge that
 * brings to the wiki what came into the repository in another way: see {@link PushContext}.
 *
 * <p>With Spring Security and Spring's transactions, for example:
 *
 * <pre>{@code
 * (push, work) -> {
 *     SecurityContextHolder.getContext().setAuthentication(authenticationOf(push.user()));
 *     try {
 *         if (push.stage() == PushContext.Stage.APPLY) {
 *             template.executeWithoutResult(status -> work.run());
 *         } else {
 *             work.run();
 *         }
 *     } finally {
 *         SecurityContextHolder.clearContext();
 *     }
 * }
 * }</pre>
 *
 * <p>Within the work, the {@link dev.gitsync.store.PageStore} and the {@link PushValidator} are called on the thread of this call; only a
 * {@link dev.gitsync.format.PageFormat} may be called on others as well. What the engine reads on nobody's behalf, such as the change
 * feed, is read outside. Safe for use by several threads.
 */
@FunctionalInterface
public interface PushInterceptor {
    /**
     * Runs {@code work} once, on the calling thread, under the lease of the space. What the work throws may be thrown on, so that a
     * transaction is rolled back; the engine knows it in any case. After an exception of this method's own,
     *
     * <ul>
     *   <li>in {@link PushContext.Stage#PLAN} the push is refused, and nothing has changed;
     *   <li>in {@link PushContext.Stage#APPLY}, such as from a commit that fails, the engine asks the wiki what became of the push before
     *       it answers the client. If the pages are not there, the push is refused.
     * </ul>
     *
     * <p>A client is told to try again after a {@link dev.gitsync.error.StoreException} only, as with {@link
     * dev.gitsync.store.PageStore}.
     *
     * <p>To refuse a push with a sentence, use a {@link PushValidator}.
     */
    void around(PushContext push, Runnable work);

    /** Runs the work and nothing else. */
    static PushInterceptor none() {
        return (push, work) -> work.run();
    }
}
