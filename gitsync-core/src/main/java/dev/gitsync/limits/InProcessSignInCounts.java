package dev.gitsync.limits;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts in the memory of this process. */
final class InProcessSignInCounts implements SignInCounts {
    private static final int MAX_KEYS = 100_000;

    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = leastRecentlyUsedMap();
    private final Map<String, Boolean> known = leastRecentlyUsedMap();

    InProcessSignInCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Optional<Duration> reserve(List<Limit> limits, Duration window) {
        long now = nanoTime.getAsLong();
        long wait = limits.stream()
                .mapToLong(limit -> left(limit, now, window.toNanos()))
                .max()
                .orElse(0);
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        limits.forEach(
                limit -> counts.merge(limit.key(), new Count(1, now), (old, first) -> old.next(now, window.toNanos())));
        return Optional.empty();
    }

    private long left(Limit limit, long now, long window) {
        Count count = counts.get(limit.key());
        return count == null || count.attempts < limit.max() ? 0 : Math.max(0, window - (now - count.since));
    }

    @Override
    public synchronized void release(List<String> keys) {
        keys.forEach(key -> counts.computeIfPresent(key, InProcessSignInCounts::decrement));
    }

    @SuppressWarnings("NullAway") // null removes the key from the map
    private static Count decrement(String key, Count count) {
        return count.attempts <= 1 ? null : new Count(count.attempts - 1, count.since);
    }

    @Override
    public synchronized void clear(String key) {
        counts.remove(key);
    }

    @Override
    public synchronized void remember(String key) {
        known.put(key, true);
    }

    @Override
    public synchronized boolean isKnown(String key) {
        return known.get(key) != null;
    }

    private static <V> Map<String, V> leastRecentlyUsedMap() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_KEYS;
            }
        };
    }

    private record Count(int attempts, long since) {
        Count next(long now, long window) {
            return now - since >= window ? new Count(1, now) : new Count(attempts + 1, since);
        }
    }
}
