package dev.gitsync.demo.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long users waited, by operation and failure. Thread-safe. */
final class Waits {
    private final SortedMap<String, List<Long>> millis = new TreeMap<>();

    synchronized void add(String fault, String what, long begunNanos) {
        add(fault, what, Duration.ofNanos(System.nanoTime() - begunNanos));
    }

    synchronized void add(String fault, String what, Duration wait) {
        millis.computeIfAbsent(fault + " | " + what, key -> new ArrayList<>()).add(wait.toMillis());
    }

    synchronized long longest(String what) {
        return millis.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("| " + what))
                .flatMap(entry -> entry.getValue().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    synchronized String table() {
        StringBuilder table =
                new StringBuilder("| trouble | who | times | median | 95 % | longest |\n|---|---|---|---|---|---|\n");
        millis.forEach((what, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f s | %.1f s | %.1f s |%n",
                    what,
                    sorted.size(),
                    seconds(sorted, 0.5),
                    seconds(sorted, 0.95),
                    seconds(sorted, 1)));
        });
        return table.toString();
    }

    private static double seconds(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size()))) / 1000.0;
    }
}
