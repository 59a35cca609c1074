package dev.gitsync.push;

import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * On whose behalf the engine is about to plan or to write, and why.
 *
 * @param space the space
 * @param user the wiki's id of the user who is responsible: {@link Pusher#user()}, or the service user of the settings for {@link
 *     Cause#MOVED_MAIN}
 * @param cause where the changes come from
 * @param stage what the engine is about to do
 */
public record PushContext(Space space, String user, Cause cause, Stage stage) {
    /** Checks that nothing is missing. */
    public PushContext {
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
         * A push was accepted before its pages were written ({@link dev.gitsync.settings.Acceptance#DURABLE}), and they are written now;
         * {@link PushContext#user()} is the user who pushed.
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
