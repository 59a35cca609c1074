package dev.gitsync.redis;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Lease storage in Redis for {@link dev.gitsync.lock.LeasedSpaceLock}: standalone, behind Sentinels, or in a cluster;
 * Redis 5 or later. Leases are timed by the clock of Redis. Safe for use by several threads.
 *
 * <p>The lease of a space is the key {@code <prefix><space id>} with the owner as its value. It is set with {@code NX}
 * and {@code PX}, and only its owner renews and deletes it. Its last token is the key
 * {@code {<prefix><space id>}:token}. Waiting owners are in {@code {<prefix><space id>}:queue}, ordered by arrival, and
 * in {@code {<prefix><space id>}:waiting}, ordered by the time at which their queue entry lapses. Every call is one
 * script and therefore atomic. A token is the greatest of these: the last token plus one, the time in microseconds, and
 * the newest token that the caller has seen plus one. After a restart with no data, or a failover to a replica that
 * lagged behind, tokens therefore continue to increase.
 *
 * <p>Connects on the first call and reconnects automatically. While Redis is unreachable, a call fails within the
 * command timeout, which must be well below the TTL of the leases.
 */
public final class RedisLeases implements LeaseStorage, AutoCloseable {
    /** The default time that a call may take. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private static final Script GRANT = Script.of("""
            local clock = redis.call('TIME')
            for _, lapsed in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', clock[1] * 1000000 + clock[2])) do
              redis.call('ZREM', KEYS[3], lapsed)
              redis.call('ZREM', KEYS[4], lapsed)
            end
            local first = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
            if first and first ~= ARGV[1] or not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              return -1
            end
            redis.call('ZREM', KEYS[3], ARGV[1])
            redis.call('ZREM', KEYS[4], ARGV[1])
            local token = redis.call('INCR', KEYS[2])
            local least = math.max(tonumber(ARGV[3]) + 1, clock[1] * 1000000 + clock[2])
            if token < least then
              token = least
              redis.call('SET', KEYS[2], string.format('%.0f', token))
            end
            return token
            """);
    private static final Script ENQUEUE = Script.of("""
            local clock = redis.call('TIME')
            local now = clock[1] * 1000000 + clock[2]
            redis.call('ZADD', KEYS[3], 'NX', string.format('%.0f', now), ARGV[1])
            redis.call('ZADD', KEYS[4], string.format('%.0f', now + ARGV[2] * 1000), ARGV[1])
            redis.call('PEXPIRE', KEYS[3], 60000 + ARGV[2])
            redis.call('PEXPIRE', KEYS[4], 60000 + ARGV[2])
            return 1
            """);
    private static final Script RENEW = Script.of("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """);
    private static final Script IS_HELD = Script.of("if redis.call('GET', KEYS[1]) then return 1 end return 0");

    private static final Script RELEASE = Script.of("""
            redis.call('ZREM', KEYS[3], ARGV[1])
            redis.call('ZREM', KEYS[4], ARGV[1])
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            return redis.call('DEL', KEYS[1])
            """);

    private final RedisScripts redis;
    private final String keyPrefix;

    private RedisLeases(RedisScripts redis, String keyPrefix) {
        this.redis = redis;
        this.keyPrefix = keyPrefix;
    }

    /**
     * Returns a builder of leases in the Redis at {@code url}: {@code redis://[user:password@]host[:port][/database]}
     * or {@code rediss://} for TLS, {@code redis-sentinel://host,host…#master}, or {@code redis-cluster://host,host…}
     * and {@code rediss-cluster://}.
     */
    public static Builder builder(String url) {
        return new Builder(url);
    }

    @Override
    public OptionalLong grant(Space space, String owner, Duration ttl, long above) {
        long token = run(
                "acquire the lease on space " + space.id(),
                GRANT,
                space,
                owner,
                Long.toString(ttl.toMillis()),
                Long.toString(above));
        return token < 0 ? OptionalLong.empty() : OptionalLong.of(token);
    }

    @Override
    public void enqueue(Space space, String owner, Duration period) {
        run("wait for the lease on space " + space.id(), ENQUEUE, space, owner, Long.toString(period.toMillis()));
    }

    @Override
    public boolean renew(Space space, String owner, Duration ttl) {
        return run("renew the lease on space " + space.id(), RENEW, space, owner, Long.toString(ttl.toMillis())) == 1;
    }

    @Override
    public void release(Space space, String owner) {
        run("release the lease on space " + space.id(), RELEASE, space, owner);
    }

    @Override
    public boolean isHeld(Space space) {
        return run("read the lease on space " + space.id(), IS_HELD, space) == 1;
    }

    private long run(String doing, Script script, Space space, String... arguments) {
        String lease = keyPrefix + space.id().value();
        // In a cluster, the hash tag in braces selects the node of a key, so all keys of a lease are on the same node.
        String group = "{" + lease + "}:";
        List<String> keys = List.of(lease, group + "token", group + "queue", group + "waiting");
        return redis.run(doing, script, keys, arguments);
    }

    /** Closes the connection; held leases remain until they expire. Further calls have no effect. */
    @Override
    public void close() {
        redis.close();
    }

    /** A builder of lease storage. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMillis(50);
        private static final Duration LONGEST = Duration.ofMinutes(1);

        private final String url;
        private String keyPrefix = LeaseSettings.defaults().keyPrefix();
        private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;

        private Builder(String url) {
            this.url = url;
        }

        /**
         * Sets the key prefix; see {@link LeaseSettings#keyPrefix()}. Must not contain braces, which a cluster
         * interprets as a hash tag.
         */
        public Builder keyPrefix(String prefix) {
            keyPrefix = prefix;
            return this;
        }

        /**
         * Sets how long a call may take, including the time to connect; 50 ms to 1 minute, and well below the TTL of
         * the leases.
         */
        public Builder commandTimeout(Duration timeout) {
            commandTimeout = timeout;
            return this;
        }

        /**
         * Builds the lease storage. It does not connect yet, so building never fails because Redis is down.
         *
         * @throws InvalidInputException if a value is out of range; the message names the value
         */
        public RedisLeases build() {
            if (keyPrefix.contains("{") || keyPrefix.contains("}")) {
                throw new InvalidInputException("keyPrefix is '" + keyPrefix + "', but must not contain braces");
            }
            if (commandTimeout.compareTo(SHORTEST) < 0 || commandTimeout.compareTo(LONGEST) > 0) {
                throw new InvalidInputException(
                        "commandTimeout is " + commandTimeout + ", but must be from " + SHORTEST + " to " + LONGEST);
            }
            return new RedisLeases(new RedisScripts(RedisAddress.of(url, commandTimeout), commandTimeout), keyPrefix);
        }
    }
}
