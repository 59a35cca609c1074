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
 * All that is to be seen of how a space and git stand.
 *
 * @param status empty while the space does not take part
 * @param progress of a pull that takes a while
 * @param isOperated whether an operation that somebody asked for goes on
 * @param events the newest first
 */
public record Look(
        Optional<SpaceStatus> status, Optional<Progress> progress, boolean isOperated, List<SyncEvent> events) {
    /** Another text whenever the page would look different. */
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

    /** A sentence about what happened last; empty when nothing did. */
    public String news() {
        return events.stream()
                .findFirst()
                .map(event -> event.headline() + ": " + event.what().summary() + ".")
                .orElse("");
    }

    /** Who is at work on the space, in words. */
    public String holder() {
        return status.flatMap(SpaceStatus::holder)
                .map(holder -> holder == SpaceLock.Attempt.Holder.THIS_PROCESS
                        ? "this server holds the lease"
                        : "another server holds the lease")
                .orElse(isOperated ? "this server, for an operator" : "nobody");
    }

    /** The newest event of one of these kinds, or null. */
    public @Nullable SyncEvent newest(SyncEvent.Kind... kinds) {
        return events.stream()
                .filter(event -> List.of(kinds).contains(event.what().kind()))
                .findFirst()
                .orElse(null);
    }
}
