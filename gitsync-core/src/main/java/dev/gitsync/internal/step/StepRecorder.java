package dev.gitsync.internal.step;

import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Ending;
import dev.gitsync.report.StepObserver.Step;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports steps to the application's {@link StepObserver}, whose failures don't affect the work. Safe for use by several threads. */
public final class StepRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(StepRecorder.class);

    private final @Nullable StepObserver observer;

    private StepRecorder(@Nullable StepObserver observer) {
        this.observer = observer;
    }

    /** Returns a recorder that reports to {@code observer}. */
    public static StepRecorder of(StepObserver observer) {
        return new StepRecorder(observer == StepObserver.noop() ? null : observer);
    }

    /**
     * The work of a step.
     *
     * @param <T> the type of its result
     * @param <X> the type of its checked exceptions
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        /** Runs the work. */
        T run() throws X;
    }

    /** Runs the work of a step that ends with the outcome of its result; returns and throws what the work does. */
    public <T, X extends Exception> T run(Supplier<Step> step, Work<T, X> work, Function<T, String> outcome) throws X {
        if (observer == null) {
            return work.run();
        }
        StepObserver.Running running = begin(observer, step);
        T result;
        try {
            result = work.run();
        } catch (Throwable e) {
            end(running, () -> new Ending("failed", e));
            throw e;
        }
        end(running, () -> new Ending(outcome.apply(result), null));
        return result;
    }

    /** Returns the constant in lower case, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static StepObserver.Running begin(StepObserver observer, Supplier<Step> step) {
        try {
            return observer.begin(step.get());
        } catch (RuntimeException e) {
            LOG.warn("The observer failed at the begin of a step", e);
            return ending -> {};
        }
    }

    private static void end(StepObserver.Running running, Supplier<Ending> ending) {
        try {
            running.end(ending.get());
        } catch (RuntimeException e) {
            LOG.warn("The observer failed at the end of a step", e);
        }
    }
}
