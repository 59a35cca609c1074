package dev.gitsync.internal.commit;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.store.ApplyResult;
import java.io.IOException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages of a push within the application's {@link PushInterceptor}. */
public final class PushStages {
    private static final Logger LOG = LoggerFactory.getLogger(PushStages.class);

    private final PushInterceptor interceptor;
    private final StepRecorder steps;

    PushStages(EngineParts parts) {
        this.interceptor = parts.interceptor();
        this.steps = parts.steps();
    }

    /**
     * The origin of a change.
     *
     * @param user the wiki's id of the responsible user
     */
    public record Origin(Space space, String user, PushInterceptor.Context.Cause cause) {
        private Step step(StepObserver.Type type) {
            return new Step(type, StepRecorder.word(cause), space.id());
        }

        private PushInterceptor.Context at(PushInterceptor.Context.Stage stage) {
            return new PushInterceptor.Context(space, user, cause, stage);
        }
    }

    /** Runs the planning stage: returns what {@code work} returns and throws what it throws, or else what the interceptor throws. */
    public <T> T plan(Origin origin, StageWork.Work<T> work) throws IOException {
        return steps.run(() -> origin.step(StepObserver.Type.PLAN), () -> intercepted(origin, work), plan -> "done");
    }

    private <T> T intercepted(Origin origin, StageWork.Work<T> work) throws IOException {
        StageWork<T> stage = new StageWork<>(origin.space(), work);
        try {
            interceptor.around(origin.at(PushInterceptor.Context.Stage.PLAN), stage);
        } catch (RuntimeException e) {
            stage.rethrowFailure();
            throw e;
        }
        return stage.result();
    }

    /**
     * Merges on behalf of {@code origin}.
     *
     * @param hasConflicts whether a merge that ended has conflicts
     */
    public <T, X extends Exception> T merge(Origin origin, StepRecorder.Work<T, X> work, Predicate<T> hasConflicts)
            throws X {
        return steps.run(
                () -> origin.step(StepObserver.Type.MERGE),
                work,
                merged -> hasConflicts.test(merged) ? "conflict" : "merged");
    }

    /**
     * Runs the apply stage: returns what {@code work} returns and throws what it throws. If the interceptor fails after
     * pages were written, it is unknown whether they are committed, so this throws an {@link InterceptorException}.
     */
    ApplyResult apply(Origin origin, StageWork.Work<ApplyResult> work) throws IOException {
        return steps.run(
                () -> origin.step(StepObserver.Type.APPLY),
                () -> applied(origin, work),
                result -> result.accept(ApplyOutcome.NAME));
    }

    private ApplyResult applied(Origin origin, StageWork.Work<ApplyResult> work) throws IOException {
        StageWork<ApplyResult> stage = new StageWork<>(origin.space(), work);
        try {
            interceptor.around(origin.at(PushInterceptor.Context.Stage.APPLY), stage);
        } catch (RuntimeException e) {
            stage.rethrowFailure();
            return afterFailure(origin.space(), stage, e);
        }
        return stage.result();
    }

    private static ApplyResult afterFailure(Space space, StageWork<ApplyResult> stage, RuntimeException failure)
            throws IOException {
        if (!stage.isDone() || failure instanceof StoreException) {
            throw failure;
        }
        ApplyResult result = stage.result();
        if (result instanceof ApplyResult.Applied || result instanceof ApplyResult.Partial) {
            throw new InterceptorException(space, failure);
        }
        LOG.warn("Space {}: the interceptor failed after a push that wrote nothing", space.id(), failure);
        return result;
    }
}
