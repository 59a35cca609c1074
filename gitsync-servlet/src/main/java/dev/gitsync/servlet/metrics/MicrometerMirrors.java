package dev.gitsync.servlet.metrics;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.report.SyncListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Records metrics of mirrors:
 *
 * <ul>
 *   <li>{@code gitsync.mirror.runs} by {@code outcome} (up-to-date, pushed, conflict, …, see {@link MirrorReport.Outcome});
 *   <li>{@code gitsync.mirrors.waiting}, a gauge, by {@code next}: the mirrors that wait for a change at the remote or in the wiki
 *       ({@code wait}), or for the operator ({@code operator}).
 * </ul>
 *
 * The gauge counts what the last run of each mirror in this process reported. A mirror leaves it after two poll intervals without a run,
 * for example because it was removed. No tag contains mirrors or spaces, whose number is not bounded. Pass it to {@code
 * GitSync.builder().listener(…)}, with others by {@link SyncListener#composite}. Safe for use by several threads.
 */
public final class MicrometerMirrors implements SyncListener {
    /** A run may begin one poll of gitsync late, and take its time. */
    private static final Duration MARGIN = Duration.ofMinutes(30);

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final LastReports<MirrorId, Next> waiting;

    /** Registers the gauge in {@code registry}, and counters when they are first used. */
    public MicrometerMirrors(MeterRegistry registry) {
        this(registry, InstantSource.system());
    }

    MicrometerMirrors(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.waiting = new LastReports<>(clock);
        register(Next.WAIT);
        register(Next.OPERATOR);
    }

    private void register(Next next) {
        Gauge.builder("gitsync.mirrors.waiting", () -> waiting.count(next))
                .description("Mirrors that can't go on by themselves")
                .tag("next", MicrometerSync.word(next))
                .register(registry);
    }

    @Override
    public void onMirror(Mirror mirror, MirrorReport report) {
        Counter.builder("gitsync.mirror.runs")
                .description("Runs of mirrors")
                .tag("outcome", MicrometerSync.word(report.outcome()))
                .register(registry)
                .increment();
        Next next = report.outcome().next();
        if (next == Next.WAIT || next == Next.OPERATOR) {
            Duration kept = mirror.options().pollInterval().multipliedBy(2).plus(MARGIN);
            waiting.put(mirror.id(), next, clock.instant().plus(kept));
        } else if (next == Next.SETTLED) {
            waiting.remove(mirror.id());
        }
    }
}
