package dev.gitsync.push;

import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * Wraps the work that the engine does with a wiki on behalf of a user, so that an embedder can set up what its services need:
 * the principal of a security context, a tenant, a transaction. The engine calls it around each stage of every push, and of
 * every merge of commits that came into the repository in another way: see {@link Context}.
 *
 * <p>With Spring Security and Spring's transactions, for example:
 *
 * <pre>{@code
 * (push, work) -> {
 *     SecurityContextHolder.getContext().setAuthentication(authenticationOf(push.user()));
 *     try {
 *         if (push.stage() == Context.Stage.APPLY) {
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
 * <p>Within the work, the {@link dev.gitsync.store.PageStore} and the {@link PushValidator} are called on the thread of this
 * call; only a {@link dev.gitsync.format.PageFormat} may be called on others as well. Reads on behalf of no user, such as those
 * of the change feed, run outside of the work. Safe for use by several threads.
 */
@FunctionalInterface
public interface PushInterceptor {
    /**
     * Runs {@code work} once, on the calling thread, under the lease of the space. This method may rethrow an exception of the
     * work, so that a transaction is rolled back; the engine records the exception in any case. If this method throws an
     * exception of its own,
     *
     * <ul>
     *   <li>in {@link Context.Stage#PLAN} the push is refused, and nothing has changed;
     *   <li>in {@link Context.Stage#APPLY}, for example because a commit fails, the engine checks the outcome of the push in
     *       the wiki before it responds to the client. If the pages were not written, the push is refused.
     * </ul>
     *
     * <p>The client is asked to retry only after a {@link dev.gitsync.error.StoreException}, as with {@link
     * dev.gitsync.store.PageStore}.
     *
     * <p>To refuse a push with a message, use a {@link PushValidator}.
     */
    void around(Context push, Runnable work);

    /** Returns an interceptor that only runs the work. */
    static PushInterceptor none() {
        return (push, work) -> work.run();
    }

    /**
     * The user on whose behalf the engine plans or writes, and the reason.
     *
     * @param space the space
     * @param user the wiki's id of the responsible user: {@link Pusher#user()}, or the service user of the settings for {@link
     *     Cause#MOVED_MAIN}
     * @param cause the origin of the changes
     * @param stage the work that the engine is about to do
     */
    record Context(Space space, String user, Cause cause, Stage stage) {
        /** Checks that no component is null. */
        public Context {
            Objects.requireNonNull(space, "space");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(stage, "stage");
        }

        /** The origin of changes. A later version may add causes. */
        public enum Cause {
            /** A user pushes and waits for the result. */
            PUSH,
            /**
             * A push was accepted before its pages were written ({@link dev.gitsync.settings.GitSyncSettings.Acceptance#DURABLE}), and they are written now;
             * {@link Context#user()} is the user who pushed.
             */
            ACCEPTED_PUSH,
            /** {@code main} was moved in the repository without a push, or the names of folder pages of the space changed. */
            MOVED_MAIN
        }

        /** The work that the engine is about to do. A later version may add stages. */
        public enum Stage {
            /**
             * The engine determines the changes to pages, and runs the delete guard and the {@link PushValidator}. This changes
             * nothing. Its duration grows with the size of the push, and a transaction here holds a connection for that time.
             * If a push is planned again, the interceptor is called again.
             */
            PLAN,
            /**
             * The engine has the {@link dev.gitsync.store.PageStore} write the pages. A transaction that begins here, and that
             * the store joins, is committed when {@link PushInterceptor#around} returns. Refs move after that, or within the
             * transaction if repository and store share a transaction domain.
             */
            APPLY
        }
    }
}
