package dev.gitsync.spring.observation;

import dev.gitsync.report.StepObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Makes an observation of each step of the engine. */
record ObservedSteps(ObservationRegistry registry, StepConvention convention) implements StepObserver {
    @Override
    public Running begin(Step step) {
        StepContext context = new StepContext(step);
        Observation observation = Observation.createNotStarted(convention.name(step), () -> context, registry)
                .observationConvention(convention)
                .start();
        Observation.Scope scope = observation.openScope();
        return ending -> {
            context.end(ending);
            try {
                scope.close();
            } finally {
                Throwable failure = ending.failure();
                if (failure != null) {
                    observation.error(new StepFailedException(failure));
                }
                observation.stop();
            }
        };
    }
}
