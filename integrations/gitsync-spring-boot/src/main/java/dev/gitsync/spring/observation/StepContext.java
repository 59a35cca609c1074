package dev.gitsync.spring.observation;

import dev.gitsync.report.StepObserver.Ending;
import dev.gitsync.report.StepObserver.Step;
import io.micrometer.observation.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of an observation of a step of the engine. */
public final class StepContext extends Observation.Context {
    private final Step step;
    private @Nullable Ending ending;

    StepContext(Step step) {
        this.step = step;
    }

    /** Returns the step. */
    public Step step() {
        return step;
    }

    /** Returns how the step ended; empty while it runs. The message of its exception may contain parts of pages: don't export it. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    void end(Ending how) {
        ending = how;
    }
}
