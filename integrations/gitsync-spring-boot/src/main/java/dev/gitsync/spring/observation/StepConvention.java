package dev.gitsync.spring.observation;

import dev.gitsync.report.StepObserver.Ending;
import dev.gitsync.report.StepObserver.Step;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.Locale;

/**
 * Names the observations of the engine's steps, and gives them keys:
 *
 * <ul>
 *   <li>the name {@code gitsync.} and the type of the step, such as {@code gitsync.push};
 *   <li>{@code kind}, {@code outcome} and {@code exception} (the simple name of its class, or {@code none}), of low cardinality. While the
 *       step runs, there is only {@code kind};
 *   <li>{@code space}, of high cardinality, which only traces have.
 * </ul>
 *
 * <p>To use other names or keys, declare a bean of a subclass. A name or key must not depend on the message of an exception, which may
 * contain parts of pages. Safe for use by several threads.
 */
public class StepConvention implements ObservationConvention<StepContext> {
    /** Creates the default convention. */
    public StepConvention() {}

    /** Returns the name of the observation of a step. It must depend on the type of the step alone. */
    public String name(Step step) {
        return "gitsync." + step.type().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StepContext context) {
        KeyValues kind = KeyValues.of("kind", context.step().kind());
        return context.ending()
                .map(ending -> kind.and("outcome", ending.outcome(), "exception", exception(ending)))
                .orElse(kind);
    }

    private static String exception(Ending ending) {
        Throwable failure = ending.failure();
        return failure == null ? "none" : failure.getClass().getSimpleName();
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(StepContext context) {
        return KeyValues.of("space", context.step().space().value());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StepContext;
    }
}
