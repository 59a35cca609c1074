package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run ends.
 *
 * @param details more lines for {@link MirrorReport#details()}
 * @param decided when an earlier run came to this end, which still holds; empty for an end of this run
 */
record Ending(Outcome outcome, String sentence, List<String> details, Optional<Instant> decided) {
    Ending {
        details = List.copyOf(details);
    }

    Ending(Outcome outcome, String sentence, List<String> details) {
        this(outcome, sentence, details, Optional.empty());
    }

    Ending(Outcome outcome, String sentence) {
        this(outcome, sentence, List.of());
    }

    /** Returns the end of an earlier run. */
    static Ending again(MirrorReport report) {
        return new Ending(report.outcome(), report.sentence(), report.details(), Optional.of(report.at()));
    }
}
