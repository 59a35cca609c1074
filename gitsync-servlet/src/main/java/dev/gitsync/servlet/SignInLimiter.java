package dev.gitsync.servlet;

import dev.gitsync.servlet.limits.ServerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts failed sign-ins: from one address to one account, from one address, and to one account. It does not know which
 * accounts there are, so it tells nobody. An address that has signed in to an account before is not stopped by what others do
 * to the account. Each process counts for itself. Bounded: beyond {@value #MAX_COUNTS} counts the one
 * that was used least recently is forgotten. Safe for use by several threads.
 */
final class SignInLimiter {
    private static final int MAX_COUNTS = 100_000;
    private static final int ACCOUNTS_PER_ADDRESS = 5;
    private static final int ADDRESSES_PER_ACCOUNT = 20;
    /** What one subscriber usually has of IPv6, in groups of 16 bits. */
    private static final int IPV6_GROUPS = 4;

    private final int most;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = leastRecentlyUsed();
    /** From where somebody has signed in to which account, so that nobody can lock the owner out from elsewhere. */
    private final Map<String, Boolean> known = leastRecentlyUsed();

    SignInLimiter(ServerLimits limits, LongSupplier nanoTime) {
        this.most = limits.maxFailedSignIns();
        this.windowNanos = limits.signInWindow().toNanos();
        this.nanoTime = nanoTime;
    }

    /** How long this one has to wait before the next attempt, or nothing if it need not. */
    synchronized Optional<Duration> wait(String address, Optional<String> account) {
        long now = nanoTime.getAsLong();
        return keys(address, account).stream()
                .map(key -> left(key, now))
                .filter(left -> left > 0)
                .max(Long::compare)
                .map(Duration::ofNanos);
    }

    synchronized void failed(String address, Optional<String> account) {
        long now = nanoTime.getAsLong();
        for (Key key : keys(address, account)) {
            Count count = counts.get(key.name);
            counts.put(
                    key.name,
                    count == null || now - count.since >= windowNanos
                            ? new Count(1, now)
                            : new Count(count.failures + 1, count.since));
        }
    }

    /** Whoever signs in from an address to an account had only forgotten the password. */
    synchronized void succeeded(String address, Optional<String> account) {
        String pair = keys(address, account).get(0).name;
        counts.remove(pair);
        known.put(pair, true);
    }

    private long left(Key key, long now) {
        Count count = counts.get(key.name);
        return count == null || count.failures < key.most ? 0 : windowNanos - (now - count.since);
    }

    private List<Key> keys(String address, Optional<String> account) {
        String network = network(address);
        List<Key> keys = new ArrayList<>();
        String name = account.map(a -> a.toLowerCase(Locale.ROOT)).orElse("");
        keys.add(new Key(network + ' ' + name, most));
        keys.add(new Key(network, most * ACCOUNTS_PER_ADDRESS));
        if (account.isPresent() && !known.containsKey(keys.get(0).name)) {
            keys.add(new Key(' ' + name, most * ADDRESSES_PER_ACCOUNT));
        }
        return keys;
    }

    private static <V> Map<String, V> leastRecentlyUsed() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_COUNTS;
            }
        };
    }

    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length == 8 ? String.join(":", List.of(groups).subList(0, IPV6_GROUPS)) : address;
    }

    private record Key(String name, int most) {}

    private record Count(int failures, long since) {}
}
