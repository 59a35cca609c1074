package dev.gitsync.servlet.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was last reported about each of many things, for gauges that count them. An entry expires, because a thing that was removed,
 * or that another process took over, is not reported here any more. Safe for use by several threads.
 *
 * @param <K> a thing, such as a space
 * @param <V> what was reported
 */
final class LastReports<K, V> {
    private final InstantSource clock;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    LastReports(InstantSource clock) {
        this.clock = clock;
    }

    void put(K key, V report, Instant until) {
        entries.put(key, new Entry<>(report, until));
    }

    void remove(K key) {
        entries.remove(key);
    }

    long count(V report) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !entry.until.isAfter(now));
        return entries.values().stream()
                .filter(entry -> entry.report.equals(report))
                .count();
    }

    private record Entry<V>(V report, Instant until) {}
}
