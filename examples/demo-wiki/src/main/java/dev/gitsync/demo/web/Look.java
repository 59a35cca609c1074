package dev.gitsync.demo.web;

import dev.gitsync.demo.sync.ProgressBoard.Progress;
import dev.gitsync.demo.sync.SyncEvent;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.report.SpaceStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sync page of a space shows.
 *
 * @param status empty while git is off
 * @param progress the progress of a long pull
 * @param isOperated whether an operation is running
 * @param events the newest first
 */
public record Look(
        Optional<SpaceStatus> status, Optional<Progress> progress, boolean isOperated, List<SyncEvent> events) {
    /** A text that changes whenever the page would look different. */
    public String mark() {
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

    /** A sentence about the newest event, or an empty text. */
    public String news() {
        return events.stream()
                .findFirst()
                .map(event -> event.headline() + ": " + event.what().summary() + ".")
                .orElse("");
    }

    /** Who holds the lease, in words. */
    public String holder() {
        return status.flatMap(SpaceStatus::holder)
                .map(holder -> holder == SpaceLock.Attempt.Holder.THIS_PROCESS
                        ? "held by this server"
                        : "held by another server")
                .orElse(isOperated ? "an operation is running" : "free");
    }

    /** The newest event of one of these kinds, or null. */
    public @Nullable SyncEvent newest(SyncEvent.Kind... kinds) {
        return events.stream()
                .filter(event -> List.of(kinds).contains(event.what().kind()))
                .findFirst()
                .orElse(null);
    }
}
