package dev.gitsync.internal.commit;

import dev.gitsync.model.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The work that an interceptor runs exactly once. If the work fails, the engine sees that failure, whatever the
 * interceptor does with it.
 */
public final class StageWork<T> implements Runnable {
    /** The work of a stage. */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs the work. */
        T run() throws IOException;
    }

    private final Space space;
    private final Work<T> work;
    private boolean hasBegun;
    private @Nullable T result;
    private @Nullable Throwable failure;

    StageWork(Space space, Work<T> work) {
        this.space = space;
        this.work = work;
    }

    @Override
    public void run() {
        if (hasBegun) {
            throw new IllegalStateException(
                    "The interceptor of a push to space " + space.id() + " ran its work twice; it has to run it once");
        }
        hasBegun = true;
        try {
            result = work.run();
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    boolean isDone() {
        return result != null;
    }

    /** Returns the result of the work. */
    T result() throws IOException {
        rethrowFailure();
        if (result == null) {
            throw new IllegalStateException("The interceptor of a push to space " + space.id()
                    + " did not run its work; it has to run it once");
        }
        return result;
    }

    /** Throws the work's exception, if it failed. */
    void rethrowFailure() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
