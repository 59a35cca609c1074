package dev.gitsync.ssh.limits;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits for connections over SSH. {@link dev.gitsync.limits.ServerLimits} limits what clients do over a connection, as over HTTP. {@code
 * docs/ssh.md} lists all defaults. Immutable.
 */
public final class SshLimits {
    private static final List<Setting<?>> ROWS = new ArrayList<>();
    private static final int MOST_CONNECTIONS = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Setting<Integer> MAX_CONNECTIONS = row(Setting.count("maxConnections")
            .standard(512)
            .range(1, MOST_CONNECTIONS)
            .meaning("maximum number of connections; more are closed at once"));
    private static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS = row(Setting.count("maxConnectionsPerAddress")
            .standard(128)
            .range(1, MOST_CONNECTIONS)
            .meaning("maximum number of connections from one address"));
    private static final Setting<Integer> MAX_CHANNELS = row(Setting.count("maxChannelsPerConnection")
            .standard(10)
            .range(1, 1_000)
            .meaning("maximum number of commands at the same time over one connection"));
    private static final Setting<Integer> MAX_KEYS = row(Setting.count("maxKeysPerConnection")
            .standard(10)
            .range(1, 100)
            .meaning("maximum number of keys that a client may try"));
    private static final Setting<Duration> SIGN_IN_TIME = row(Setting.duration("maxSignInTime")
            .standard(Duration.ofSeconds(30))
            .range(SHORTEST, LONGEST)
            .meaning("maximum time until a client has signed in"));
    private static final Setting<Duration> IDLE_TIME = row(Setting.duration("maxIdleTime")
            .standard(Duration.ofMinutes(10))
            .range(SHORTEST, LONGEST)
            .meaning("time without any data after which a connection is closed"));
    private static final Setting<Long> REKEY_BYTES = row(Setting.size("rekeyBytes")
            .standard(1L << 30)
            .range(1L << 20, 1L << 40)
            .meaning("data after which new session keys are exchanged"));
    private static final Setting<Duration> REKEY_TIME = row(Setting.duration("rekeyTime")
            .standard(Duration.ofHours(1))
            .range(Duration.ofMinutes(1), LONGEST)
            .meaning("time after which new session keys are exchanged"));
    private static final Setting<Duration> CLOSE_WAIT = row(Setting.duration("closeWait")
            .standard(Duration.ofSeconds(30))
            .range(Duration.ZERO, LONGEST)
            .meaning("how long a stop waits for running fetches and pushes"));

    private final SettingValues values;

    private SshLimits(SettingValues values) {
        this.values = values;
    }

    private static <T extends Comparable<T>> Setting<T> row(Setting<T> setting) {
        ROWS.add(setting);
        return setting;
    }

    /** Returns the defaults, which suit a wiki with a few hundred users. */
    public static SshLimits defaults() {
        return builder().build();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the descriptors of all limits. */
    public static List<Setting<?>> descriptors() {
        return List.copyOf(ROWS);
    }

    /** Returns the maximum number of connections. */
    public int maxConnections() {
        return values.get(MAX_CONNECTIONS);
    }

    /** Returns the maximum number of connections from one address. */
    public int maxConnectionsPerAddress() {
        return values.get(MAX_CONNECTIONS_PER_ADDRESS);
    }

    /** Returns the maximum number of commands at the same time over one connection. */
    public int maxChannelsPerConnection() {
        return values.get(MAX_CHANNELS);
    }

    /** Returns the maximum number of keys that a client may try before the connection is closed. */
    public int maxKeysPerConnection() {
        return values.get(MAX_KEYS);
    }

    /** Returns the maximum time until a client has signed in. */
    public Duration maxSignInTime() {
        return values.get(SIGN_IN_TIME);
    }

    /** Returns the time without any data after which a connection is closed. */
    public Duration maxIdleTime() {
        return values.get(IDLE_TIME);
    }

    /** Returns the number of bytes after which new session keys are exchanged. */
    public long rekeyBytes() {
        return values.get(REKEY_BYTES);
    }

    /** Returns the time after which new session keys are exchanged. */
    public Duration rekeyTime() {
        return values.get(REKEY_TIME);
    }

    /** Returns how long {@code GitSyncSshServer.close()} waits for running fetches and pushes. */
    public Duration closeWait() {
        return values.get(CLOSE_WAIT);
    }

    /** Builds {@link SshLimits}. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values = SettingValues.builder();

        private Builder() {}

        /** Sets {@link SshLimits#maxConnections()}. */
        public Builder maxConnections(int connections) {
            return set(MAX_CONNECTIONS, connections);
        }

        /** Sets {@link SshLimits#maxConnectionsPerAddress()}. Raise it if many users share an address. */
        public Builder maxConnectionsPerAddress(int connections) {
            return set(MAX_CONNECTIONS_PER_ADDRESS, connections);
        }

        /** Sets {@link SshLimits#maxChannelsPerConnection()}. */
        public Builder maxChannelsPerConnection(int channels) {
            return set(MAX_CHANNELS, channels);
        }

        /** Sets {@link SshLimits#maxKeysPerConnection()}. An agent offers all its keys one after another. */
        public Builder maxKeysPerConnection(int keys) {
            return set(MAX_KEYS, keys);
        }

        /** Sets {@link SshLimits#maxSignInTime()}. */
        public Builder maxSignInTime(Duration time) {
            return set(SIGN_IN_TIME, time);
        }

        /** Sets {@link SshLimits#maxIdleTime()}. A client is idle while git computes a large pack. */
        public Builder maxIdleTime(Duration time) {
            return set(IDLE_TIME, time);
        }

        /** Sets {@link SshLimits#rekeyBytes()}. */
        public Builder rekeyBytes(long bytes) {
            return set(REKEY_BYTES, bytes);
        }

        /** Sets {@link SshLimits#rekeyTime()}. */
        public Builder rekeyTime(Duration time) {
            return set(REKEY_TIME, time);
        }

        /** Sets {@link SshLimits#closeWait()}. */
        public Builder closeWait(Duration wait) {
            return set(CLOSE_WAIT, wait);
        }

        private <T extends Comparable<T>> Builder set(Setting<T> limit, T value) {
            values.set(limit, value);
            return this;
        }

        /**
         * Returns the limits.
         *
         * @throws InvalidInputException if a value is out of its range; the message names it
         */
        public SshLimits build() {
            return new SshLimits(values.build(ROWS));
        }
    }
}
