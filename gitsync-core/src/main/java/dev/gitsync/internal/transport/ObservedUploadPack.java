package dev.gitsync.internal.transport;

import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** Reports each request, or each conversation over a connection, as a step. */
final class ObservedUploadPack extends UploadPack {
    private final StepRecorder steps;
    private final SpaceId space;

    ObservedUploadPack(Repository repository, StepRecorder steps, SpaceId space) {
        super(repository);
        this.steps = steps;
        this.space = space;
    }

    /** JGit's {@code upload} calls this method, too. */
    @Override
    public void uploadWithExceptionPropagation(InputStream input, OutputStream output, @Nullable OutputStream messages)
            throws IOException {
        steps.run(
                () -> new Step(StepObserver.Type.FETCH, isBiDirectionalPipe() ? "session" : "request", space),
                () -> {
                    super.uploadWithExceptionPropagation(input, output, messages);
                    return getStatistics() != null;
                },
                isSent -> isSent ? "pack-sent" : "no-pack");
    }
}
