package dev.gitsync.lock;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The operator's settings for leases that several processes share. Pass {@link #ttl} to {@link LeasedSpaceLock}, and
 * {@link #keyPrefix} to a {@link LeaseStorage} that has keys.
 *
 * @param ttl the lifetime of a lease without renewal, from 100 ms to 1 h; 30 s by default
 * @param keyPrefix the prefix of the keys of leases, without braces; {@code git-sync:lock:} by default
 */
public record LeaseSettings(Duration ttl, String keyPrefix) {
    static final Duration DEFAULT_TTL = Duration.ofSeconds(30);

    private static final Setting<Duration> TTL = Setting.duration("lease.ttl")
            .variable("GIT_SYNC_LOCK_TTL_MS")
            .standard(DEFAULT_TTL)
            .range(Duration.ofMillis(100), Duration.ofHours(1))
            .meaning("how long a lease lasts that is not renewed");
    private static final Setting<String> KEY_PREFIX = Setting.text("lease.keyPrefix")
            .variable("GIT_SYNC_LOCK_KEY_PREFIX")
            .standard("git-sync:lock:")
            .rule("no braces", "must not contain braces", prefix -> !prefix.contains("{") && !prefix.contains("}"))
            .meaning("what the keys of leases in Redis begin with");
    private static final List<Setting<?>> TABLE = List.of(TTL, KEY_PREFIX);

    /**
     * Checks the values.
     *
     * @throws dev.gitsync.error.InvalidInputException when a value is out of its range; the message names it
     */
    public LeaseSettings {
        TTL.check(ttl);
        KEY_PREFIX.check(keyPrefix);
    }

    /** Returns the defaults. */
    public static LeaseSettings defaults() {
        return of(SettingValues.builder().build(TABLE));
    }

    /**
     * Reads {@code GIT_SYNC_LOCK_TTL_MS} and {@code GIT_SYNC_LOCK_KEY_PREFIX}; unset values have their defaults.
     *
     * @param environment usually {@code System.getenv()}
     * @throws dev.gitsync.error.InvalidInputException when a value is invalid; the message names the variable, the value and
     *     the range
     */
    public static LeaseSettings fromEnvironment(Map<String, String> environment) {
        return of(new SettingValues.Reader(TABLE).environment(environment));
    }

    /**
     * Reads {@code git-sync.lock-ttl-ms} and {@code git-sync.lock-key-prefix}; unset values have their defaults.
     *
     * @throws dev.gitsync.error.InvalidInputException when a value is invalid, or set by two names
     */
    public static LeaseSettings fromProperties(Properties properties) {
        return fromProperties(properties, Map.of());
    }

    /**
     * Reads the same properties, and the environment variables of those that are not set.
     *
     * @param environment usually {@code System.getenv()}
     * @throws dev.gitsync.error.InvalidInputException as {@link #fromEnvironment} and {@link #fromProperties(Properties)}
     */
    public static LeaseSettings fromProperties(Properties properties, Map<String, String> environment) {
        return of(new SettingValues.Reader(TABLE).propertiesOver(environment, properties));
    }

    /** Describes the settings, for documentation. */
    public static List<Setting<?>> descriptors() {
        return TABLE;
    }

    static void checkTtl(Duration ttl) {
        TTL.check(ttl);
    }

    private static LeaseSettings of(SettingValues values) {
        return new LeaseSettings(values.get(TTL), values.get(KEY_PREFIX));
    }
}
