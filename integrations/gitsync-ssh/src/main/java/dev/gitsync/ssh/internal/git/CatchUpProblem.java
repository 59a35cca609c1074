package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.LogText;
import dev.gitsync.internal.server.Refusal;
import dev.gitsync.report.SyncReport;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells why a space could not catch up with the wiki before it is shown to a client. */
final class CatchUpProblem implements SyncReport.Visitor<Optional<String>> {
    private static final Logger log = LoggerFactory.getLogger(CatchUpProblem.class);

    private CatchUpProblem() {}

    /** Returns the message for the client, or empty if the space has caught up. */
    static Optional<String> of(SyncReport report) {
        return report.accept(new CatchUpProblem());
    }

    @Override
    public Optional<String> visitPulled(SyncReport.Pulled pulled) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitUpToDate(SyncReport.UpToDate upToDate) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitSkipped(SyncReport.Skipped skipped) {
        return Optional.of(
                (skipped.reason() == SyncReport.Reason.DISABLED ? Refusal.NOT_FOUND : Refusal.SPACE_BUSY).message());
    }

    @Override
    public Optional<String> visitFailed(SyncReport.Failed failed) {
        log.error(
                "Space {} could not catch up with the wiki before it was shown over SSH: {}",
                failed.space(),
                LogText.clean(failed.message()),
                failed.cause());
        return Optional.of((failed.isTransient() ? Refusal.SPACE_UNAVAILABLE : Refusal.WIKI_FAILED).message());
    }
}
