package dev.gitsync.demo.web.sync;

import dev.gitsync.demo.events.Progress;
import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.report.SpaceStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is to be seen of how a space and git stand.
 *
 * @param status empty while the space does not take part
 * @param progress of a pull that takes a while
 * @param isOperated whether an operation that somebody asked for goes on
 * @param events the newest first
 */
record Look(Optional<SpaceStatus> status, Optional<Progress> progress, boolean isOperated, List<SyncEvent> events) {
    /** Another text whenever the page would look different. */
    String mark() {
        List<Object> seen = List.of(
                status.map(now -> List.of(
                                String.valueOf(now.main()),
                                now.pages(),
                                now.isBehind(),
                                now.waitingSince(),
                                now.holder(),
                                now.failed()))
                        .orElse(List.of()),
                progress,
                isOperated,
                events.isEmpty() ? 0 : events.get(0).id(),
                events.isEmpty() ? 0 : events.get(0).repeated());
        return Integer.toHexString(Objects.hash(seen));
    }

    /** The newest event of one of these kinds. */
    Optional<SyncEvent> newest(SyncEvent.Kind... kinds) {
        return events.stream()
                .filter(event -> List.of(kinds).contains(event.what().kind()))
                .findFirst();
    }
}
