package dev.gitsync.servlet.metrics;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Records metrics of what the engine does:
 *
 * <ul>
 *   <li>{@code gitsync.cycles} by {@code outcome}: pulled, up-to-date, failed, and for cycles that did not run disabled, in-progress,
 *       lock-held, see {@link SyncReport};
 *   <li>{@code gitsync.pulled.changes} and {@code gitsync.pulled.commits}: the changes of the wiki that were read, and the commits made
 *       from them;
 *   <li>{@code gitsync.push.results} by {@code result}: accepted, planned, and for refusals the reason, such as conflict or
 *       too-many-deletes, see {@link PushResult.Reason};
 *   <li>{@code gitsync.restored.stores}: how often a store was found restored to an earlier state or replaced;
 *   <li>{@code gitsync.spaces.failing}, a gauge, by {@code kind}: the spaces whose last cycle in this process failed, and will be
 *       retried ({@code transient}) or needs an operator ({@code permanent}), or that have pages which can't be brought into git
 *       ({@code pages}).
 * </ul>
 *
 * A space leaves the gauge an hour after its last failure here, because another process may have taken it over since. No tag contains
 * spaces, whose number is not bounded. Pass it to {@code GitSync.builder().listener(…)}, with others by {@link
 * SyncListener#composite}. Safe for use by several threads.
 */
public final class MicrometerSync implements SyncListener {
    private static final Duration KEPT = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final LastReports<SpaceId, Failing> failing;
    private final Counter changes;
    private final Counter commits;
    private final Counter restored;

    /** Registers the gauge and the counters without tags in {@code registry}, and others when they are first used. */
    public MicrometerSync(MeterRegistry registry) {
        this(registry, InstantSource.system());
    }

    MicrometerSync(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.failing = new LastReports<>(clock);
        // At 0 before the first event: Prometheus sees no increase in a counter that begins with 1.
        this.changes = counter("gitsync.pulled.changes", "Changes of the wiki that were read");
        this.commits = counter("gitsync.pulled.commits", "Commits made from changes of the wiki");
        this.restored = counter("gitsync.restored.stores", "Stores that were found restored to an earlier state");
        for (Failing kind : Failing.values()) {
            Gauge.builder("gitsync.spaces.failing", () -> failing.count(kind))
                    .description("Spaces whose last cycle failed or left pages out")
                    .tag("kind", word(kind))
                    .register(registry);
        }
    }

    @Override
    public void onSync(Space space, SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            cycle("pulled");
            changes.increment((double) pulled.changes());
            commits.increment(pulled.commits());
            if (pulled.failed().isEmpty()) {
                failing.remove(pulled.space());
            } else {
                fails(pulled.space(), Failing.PAGES);
            }
        } else if (report instanceof SyncReport.UpToDate upToDate) {
            cycle("up-to-date");
            failing.remove(upToDate.space());
        } else if (report instanceof SyncReport.Skipped skipped) {
            cycle(word(skipped.reason()));
        } else if (report instanceof SyncReport.Failed failed) {
            cycle("failed");
            fails(failed.space(), failed.isTransient() ? Failing.TRANSIENT : Failing.PERMANENT);
        }
    }

    @Override
    public void onPush(PushAttempt attempt, PushResult result) {
        if (result instanceof PushResult.Accepted) {
            push("accepted");
        } else if (result instanceof PushResult.Planned) {
            push("planned");
        } else if (result instanceof PushResult.Refused refused) {
            push(word(refused.reason()));
        }
    }

    @Override
    public void onStoreRestored(Space space) {
        restored.increment();
    }

    private void fails(SpaceId space, Failing kind) {
        failing.put(space, kind, clock.instant().plus(KEPT));
    }

    private void cycle(String outcome) {
        Counter.builder("gitsync.cycles")
                .description("Cycles of spaces")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    private void push(String result) {
        Counter.builder("gitsync.push.results")
                .description("Pushes by their results")
                .tag("result", result)
                .register(registry)
                .increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private enum Failing {
        TRANSIENT,
        PERMANENT,
        PAGES
    }
}
