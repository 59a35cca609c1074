package dev.gitsync.push;

import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * Surrounds what the engine does with a wiki on behalf of a user, so that an embedder can establish what its services need: the
 * principal of a security context, a tenant, a transaction. The engine calls it around each stage of every push, and of every merge that
 * brings to the wiki what came into the repository in another way: see {@link Context}.
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
     *   <li>in {@link Context.Stage#PLAN} the push is refused, and nothing has changed;
     *   <li>in {@link Context.Stage#APPLY}, such as from a commit that fails, the engine asks the wiki what became of the push before
     *       it answers the client. If the pages are not there, the push is refused.
     * </ul>
     *
     * <p>A client is told to try again after a {@link dev.gitsync.error.StoreException} only, as with {@link
     * dev.gitsync.store.PageStore}.
     *
     * <p>To refuse a push with a sentence, use a {@link PushValidator}.
     */
    void around(Context push, Runnable work);

    /** Returns an interceptor that only runs the work. */
    static PushInterceptor none() {
        return (push, work) -> work.run();
    }

    /**
     * On whose behalf the engine is about to plan or to write, and why.
     *
     * @param space the space
     * @param user the wiki's id of the user who is responsible: {@link Pusher#user()}, or the service user of the settings for {@link
     *     Cause#MOVED_MAIN}
     * @param cause where the changes come from
     * @param stage what the engine is about to do
     */
    record Context(Space space, String user, Cause cause, Stage stage) {
        /** Checks that nothing is missing. */
        public Context {
            Objects.requireNonNull(space, "space");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(stage, "stage");
        }

        /** Where changes come from. A later version may add causes. */
        public enum Cause {
            /** A user pushes and waits for the answer. */
            PUSH,
            /**
             * A push was accepted before its pages were written ({@link dev.gitsync.settings.GitSyncSettings.Acceptance#DURABLE}), and they are written now;
             * {@link Context#user()} is the user who pushed.
             */
            ACCEPTED_PUSH,
            /** {@code main} was moved in the repository without a push. */
            MOVED_MAIN
        }

        /** What the engine is about to do. A later version may add stages. */
        public enum Stage {
            /**
             * Finds out what the push does to which page, and asks the delete guard and the {@link PushValidator}. Changes nothing, and may take
             * as long as the push is large: a transaction here keeps a connection for that time. A push that is planned again is
             * surrounded again.
             */
            PLAN,
            /**
             * Has the {@link dev.gitsync.store.PageStore} write the pages. A transaction that is begun here, and that the store takes part
             * in, is committed when {@link PushInterceptor#around} returns. Refs move after that, or within it where repository and store
             * share their transactions.
             */
            APPLY
        }
    }
}
