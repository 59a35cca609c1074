package dev.gitsync.servlet.limits;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;

/**
 * Limits the requests that the servlet accepts; {@link dev.gitsync.settings.PushLimits} limits what a push contains. The
 * container limits how long a connection may be silent: {@code idleTimeout} in Jetty, {@code connectionTimeout} in Tomcat.
 * {@code docs/security.md} lists all defaults. Immutable.
 */
public final class ServerLimits {
    private final SettingValues values;

    private ServerLimits(SettingValues values) {
        this.values = values;
    }

    /** Limits that suit a wiki of a few hundred people. */
    public static ServerLimits defaults() {
        return builder().build();
    }

    /** Describes all limits. */
    public static List<Setting<?>> descriptors() {
        return LimitsTable.rows();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long the names and values of all headers of a request may be together, in characters. */
    public int maxHeaderChars() {
        return values.get(LimitsTable.MAX_HEADER_CHARS);
    }

    /** How long a URI may be without its query, in characters. */
    public int maxUriChars() {
        return values.get(LimitsTable.MAX_URI_CHARS);
    }

    /** How long what a client says in a fetch may be, inflated, in bytes; 16 MiB are some 300,000 commits that it has. */
    public long maxFetchRequestBytes() {
        return values.get(LimitsTable.MAX_FETCH_REQUEST_BYTES);
    }

    /** How long what a client says in a push may be, inflated and the pack included, in bytes. */
    public long maxPushRequestBytes() {
        return values.get(LimitsTable.MAX_PUSH_REQUEST_BYTES);
    }

    /** How many objects a fetch may ask for at once. */
    public int maxWantsPerFetch() {
        return values.get(LimitsTable.MAX_WANTS_PER_FETCH);
    }

    /** How long a client may take to send the body of a request. */
    public Duration maxReceiveTime() {
        return values.get(LimitsTable.MAX_RECEIVE_TIME);
    }

    /** How fast a body has to come in, in bytes per second; 0 takes any. */
    public int minReceiveRate() {
        return values.get(LimitsTable.MIN_RECEIVE_RATE);
    }

    /** The time over which {@link #minReceiveRate()} is measured; so long a client may be slower. */
    public Duration maxSlowTime() {
        return values.get(LimitsTable.MAX_SLOW_TIME);
    }

    /** How long a client may take to read an answer. */
    public Duration maxSendTime() {
        return values.get(LimitsTable.MAX_SEND_TIME);
    }

    /** How many requests are served at the same time. */
    public int maxRequests() {
        return values.get(LimitsTable.MAX_REQUESTS);
    }

    /** How many of them may be of one user. */
    public int maxRequestsPerUser() {
        return values.get(LimitsTable.MAX_REQUESTS_PER_USER);
    }

    /** How many packs are received at the same time. JGit holds whole objects meanwhile, so this bounds memory. */
    public int maxPushes() {
        return values.get(LimitsTable.MAX_PUSHES);
    }

    /** How many of them may be of one user. */
    public int maxPushesPerUser() {
        return Math.min(values.get(LimitsTable.MAX_PUSHES_PER_USER), maxPushes());
    }

    /** How many of them may be to one space. */
    public int maxPushesPerSpace() {
        return share(LimitsTable.MAX_PUSHES_PER_SPACE, maxPushes());
    }

    /** How long a push that has been received waits for its turn among those; users take turns. */
    public Duration pushWait() {
        return values.get(LimitsTable.PUSH_WAIT);
    }

    /** How many fetches and clones are answered at the same time. */
    public int maxFetches() {
        return values.get(LimitsTable.MAX_FETCHES);
    }

    /** How many of them may be of one user. */
    public int maxFetchesPerUser() {
        return share(LimitsTable.MAX_FETCHES_PER_USER, maxFetches());
    }

    /** How long a fetch waits for its turn among those; users take turns. */
    public Duration fetchWait() {
        return values.get(LimitsTable.FETCH_WAIT);
    }

    /**
     * How large the bodies of requests that are being received, or wait for their turn, may be on disk, all together. Those of
     * one user may have half of it, or {@link #maxPushRequestBytes()} if that is more.
     */
    public long maxSpoolBytes() {
        return values.get(LimitsTable.MAX_SPOOL_BYTES);
    }

    /** How large the bodies of requests of one user may be on disk, all together. */
    public long maxSpoolBytesPerUser() {
        return Math.min(maxSpoolBytes(), Math.max(maxSpoolBytes() / 2, maxPushRequestBytes()));
    }

    /** How fast an answer has to be read, in bytes per second over {@link #maxSlowTime()}; 0 takes any. */
    public int minSendRate() {
        return values.get(LimitsTable.MIN_SEND_RATE);
    }

    /**
     * How often somebody may fail to sign in to one account from one address within {@link #signInWindow()}. From one
     * address to all accounts it is five times as often, and from everywhere to one account twenty times.
     */
    public int maxFailedSignIns() {
        return values.get(LimitsTable.MAX_FAILED_SIGN_INS);
    }

    /** How long failed sign-ins are remembered. */
    public Duration signInWindow() {
        return values.get(LimitsTable.SIGN_IN_WINDOW);
    }

    private int share(Setting<Integer> limit, int all) {
        int set = values.get(limit);
        return set == 0 ? Math.max(1, all / 2) : Math.min(set, all);
    }

    /** Collects limits. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values = SettingValues.builder();

        private Builder() {}

        /** Sets {@link ServerLimits#maxHeaderChars()}. The container has a limit too, often 8 KiB. */
        public Builder maxHeaderChars(int chars) {
            return set(LimitsTable.MAX_HEADER_CHARS, chars);
        }

        /** Sets {@link ServerLimits#maxUriChars()}. A longer URI is not found. */
        public Builder maxUriChars(int chars) {
            return set(LimitsTable.MAX_URI_CHARS, chars);
        }

        /** Sets {@link ServerLimits#maxFetchRequestBytes()}. */
        public Builder maxFetchRequestBytes(long bytes) {
            return set(LimitsTable.MAX_FETCH_REQUEST_BYTES, bytes);
        }

        /** Sets {@link ServerLimits#maxPushRequestBytes()}. */
        public Builder maxPushRequestBytes(long bytes) {
            return set(LimitsTable.MAX_PUSH_REQUEST_BYTES, bytes);
        }

        /** Sets {@link ServerLimits#maxWantsPerFetch()}. A clone with a blob filter asks for all files of a checkout at once. */
        public Builder maxWantsPerFetch(int objects) {
            return set(LimitsTable.MAX_WANTS_PER_FETCH, objects);
        }

        /** Sets {@link ServerLimits#maxReceiveTime()}. */
        public Builder maxReceiveTime(Duration time) {
            return set(LimitsTable.MAX_RECEIVE_TIME, time);
        }

        /** Sets {@link ServerLimits#minReceiveRate()}. */
        public Builder minReceiveRate(int bytesPerSecond) {
            return set(LimitsTable.MIN_RECEIVE_RATE, bytesPerSecond);
        }

        /** Sets {@link ServerLimits#maxSlowTime()}. */
        public Builder maxSlowTime(Duration time) {
            return set(LimitsTable.MAX_SLOW_TIME, time);
        }

        /** Sets {@link ServerLimits#maxSendTime()}. */
        public Builder maxSendTime(Duration time) {
            return set(LimitsTable.MAX_SEND_TIME, time);
        }

        /** Sets {@link ServerLimits#maxRequests()}. Best below the number of threads that the container has. */
        public Builder maxRequests(int requests) {
            return set(LimitsTable.MAX_REQUESTS, requests);
        }

        /** Sets {@link ServerLimits#maxRequestsPerUser()}. */
        public Builder maxRequestsPerUser(int requests) {
            return set(LimitsTable.MAX_REQUESTS_PER_USER, requests);
        }

        /** Sets {@link ServerLimits#maxPushes()}. */
        public Builder maxPushes(int pushes) {
            return set(LimitsTable.MAX_PUSHES, pushes);
        }

        /** Sets {@link ServerLimits#pushWait()}. */
        public Builder pushWait(Duration wait) {
            return set(LimitsTable.PUSH_WAIT, wait);
        }

        /** Sets {@link ServerLimits#maxPushesPerUser()}. More than {@link ServerLimits#maxPushes()} counts as that. */
        public Builder maxPushesPerUser(int pushes) {
            return set(LimitsTable.MAX_PUSHES_PER_USER, pushes);
        }

        /** Sets {@link ServerLimits#maxPushesPerSpace()}. Zero is half of {@link ServerLimits#maxPushes()}; more than all of them counts as all. */
        public Builder maxPushesPerSpace(int pushes) {
            return set(LimitsTable.MAX_PUSHES_PER_SPACE, pushes);
        }

        /** Sets {@link ServerLimits#maxFetches()}. */
        public Builder maxFetches(int fetches) {
            return set(LimitsTable.MAX_FETCHES, fetches);
        }

        /** Sets {@link ServerLimits#maxFetchesPerUser()}. Zero is half of {@link ServerLimits#maxFetches()}; more than all of them counts as all. */
        public Builder maxFetchesPerUser(int fetches) {
            return set(LimitsTable.MAX_FETCHES_PER_USER, fetches);
        }

        /** Sets {@link ServerLimits#fetchWait()}. */
        public Builder fetchWait(Duration wait) {
            return set(LimitsTable.FETCH_WAIT, wait);
        }

        /** Sets {@link ServerLimits#maxSpoolBytes()}. A larger push is refused. */
        public Builder maxSpoolBytes(long bytes) {
            return set(LimitsTable.MAX_SPOOL_BYTES, bytes);
        }

        /** Sets {@link ServerLimits#minSendRate()}. */
        public Builder minSendRate(int bytesPerSecond) {
            return set(LimitsTable.MIN_SEND_RATE, bytesPerSecond);
        }

        /** Sets {@link ServerLimits#maxFailedSignIns()}. */
        public Builder maxFailedSignIns(int attempts) {
            return set(LimitsTable.MAX_FAILED_SIGN_INS, attempts);
        }

        /** Sets {@link ServerLimits#signInWindow()}. */
        public Builder signInWindow(Duration window) {
            return set(LimitsTable.SIGN_IN_WINDOW, window);
        }

        private <T extends Comparable<T>> Builder set(Setting<T> limit, T value) {
            values.set(limit, value);
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public ServerLimits build() {
            return new ServerLimits(values.build(LimitsTable.rows()));
        }
    }
}
