package dev.gitsync.limits;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;

/**
 * The limits for requests. {@link dev.gitsync.settings.PushLimits} limits the content of a push. The container limits how long a connection may
 * be idle: {@code idleTimeout} in Jetty, {@code connectionTimeout} in Tomcat. {@code docs/security.md} lists all defaults. Immutable.
 *
 * <p>More than 300 lines: two short methods, with their javadoc, for each limit.
 */
public final class ServerLimits {
    private final SettingValues values;

    private ServerLimits(SettingValues values) {
        this.values = values;
    }

    /** Returns the defaults, which suit a wiki with a few hundred users. */
    public static ServerLimits defaults() {
        return builder().build();
    }

    /** Returns the descriptors of all limits. */
    public static List<Setting<?>> descriptors() {
        return LimitsTable.rows();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the maximum length of all headers of a request together, names and values, in characters. */
    public int maxHeaderChars() {
        return values.get(LimitsTable.MAX_HEADER_CHARS);
    }

    /** Returns the maximum length of a URI without its query, in characters. */
    public int maxUriChars() {
        return values.get(LimitsTable.MAX_URI_CHARS);
    }

    /**
     * Returns the maximum size of a fetch request, inflated, in bytes. The default of 16 MiB holds about 300,000 {@code
     * have} lines.
     */
    public long maxFetchRequestBytes() {
        return values.get(LimitsTable.MAX_FETCH_REQUEST_BYTES);
    }

    /** Returns the maximum size of a push request with its pack, inflated, in bytes. */
    public long maxPushRequestBytes() {
        return values.get(LimitsTable.MAX_PUSH_REQUEST_BYTES);
    }

    /** Returns the maximum number of objects that one fetch may ask for. */
    public int maxWantsPerFetch() {
        return values.get(LimitsTable.MAX_WANTS_PER_FETCH);
    }

    /** Returns the maximum time for receiving the body of a request. */
    public Duration maxReceiveTime() {
        return values.get(LimitsTable.MAX_RECEIVE_TIME);
    }

    /** Returns the maximum time for receiving an object of Git LFS. */
    public Duration maxUploadTime() {
        return values.get(LimitsTable.MAX_UPLOAD_TIME);
    }

    /** Returns the minimum rate for receiving a body, in bytes per second; 0 for none. */
    public int minReceiveRate() {
        return values.get(LimitsTable.MIN_RECEIVE_RATE);
    }

    /** Returns the time over which {@link #minReceiveRate()} and {@link #minSendRate()} are measured. A client may be slower for this time. */
    public Duration maxSlowTime() {
        return values.get(LimitsTable.MAX_SLOW_TIME);
    }

    /** Returns the maximum time for sending a response. */
    public Duration maxSendTime() {
        return values.get(LimitsTable.MAX_SEND_TIME);
    }

    /** Returns the maximum number of concurrent requests. */
    public int maxRequests() {
        return values.get(LimitsTable.MAX_REQUESTS);
    }

    /** Returns the maximum number of concurrent requests of one user. */
    public int maxRequestsPerUser() {
        return values.get(LimitsTable.MAX_REQUESTS_PER_USER);
    }

    /** Returns the maximum number of concurrent pushes. JGit holds whole objects of a push in memory, so this bounds the memory. */
    public int maxPushes() {
        return values.get(LimitsTable.MAX_PUSHES);
    }

    /** Returns the maximum number of concurrent pushes of one user. */
    public int maxPushesPerUser() {
        return Math.min(values.get(LimitsTable.MAX_PUSHES_PER_USER), maxPushes());
    }

    /** Returns the maximum number of concurrent pushes to one space. */
    public int maxPushesPerSpace() {
        return share(LimitsTable.MAX_PUSHES_PER_SPACE, maxPushes());
    }

    /** Returns how long a received push waits for its turn. Users take turns. */
    public Duration pushWait() {
        return values.get(LimitsTable.PUSH_WAIT);
    }

    /** Returns the maximum number of concurrent fetches and clones. */
    public int maxFetches() {
        return values.get(LimitsTable.MAX_FETCHES);
    }

    /** Returns the maximum number of concurrent fetches of one user. */
    public int maxFetchesPerUser() {
        return share(LimitsTable.MAX_FETCHES_PER_USER, maxFetches());
    }

    /** Returns how long a fetch waits for its turn. Users take turns. */
    public Duration fetchWait() {
        return values.get(LimitsTable.FETCH_WAIT);
    }

    /**
     * Returns the maximum size of all request bodies on disk together, in bytes. The bodies of one user may use half of it, or {@link
     * #maxPushRequestBytes()} if that is more.
     */
    public long maxSpoolBytes() {
        return values.get(LimitsTable.MAX_SPOOL_BYTES);
    }

    /** Returns the maximum size of the request bodies of one user on disk, in bytes. */
    public long maxSpoolBytesPerUser() {
        return Math.min(maxSpoolBytes(), Math.max(maxSpoolBytes() / 2, maxPushRequestBytes()));
    }

    /** Returns the minimum rate for sending a response, in bytes per second over {@link #maxSlowTime()}; 0 for none. */
    public int minSendRate() {
        return values.get(LimitsTable.MIN_SEND_RATE);
    }

    /**
     * Returns the maximum number of failed sign-ins to one account from one address within {@link #signInWindow()}. It is five times as high from
     * one address to all accounts, and twenty times as high from all addresses to one account.
     */
    public int maxFailedSignIns() {
        return values.get(LimitsTable.MAX_FAILED_SIGN_INS);
    }

    /** Returns the time after which failed sign-ins are forgotten. */
    public Duration signInWindow() {
        return values.get(LimitsTable.SIGN_IN_WINDOW);
    }

    private int share(Setting<Integer> limit, int all) {
        int set = values.get(limit);
        return set == 0 ? Math.max(1, all / 2) : Math.min(set, all);
    }

    /** Builds {@link ServerLimits}. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values = SettingValues.builder();

        private Builder() {}

        /** Sets {@link ServerLimits#maxHeaderChars()}. The container has its own limit, often 8 KiB. */
        public Builder maxHeaderChars(int chars) {
            return set(LimitsTable.MAX_HEADER_CHARS, chars);
        }

        /** Sets {@link ServerLimits#maxUriChars()}. A longer URI yields 404. */
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

        /** Sets {@link ServerLimits#maxWantsPerFetch()}. A clone with a blob filter asks for all files of a checkout in one fetch. */
        public Builder maxWantsPerFetch(int objects) {
            return set(LimitsTable.MAX_WANTS_PER_FETCH, objects);
        }

        /** Sets {@link ServerLimits#maxReceiveTime()}. */
        public Builder maxReceiveTime(Duration time) {
            return set(LimitsTable.MAX_RECEIVE_TIME, time);
        }

        /** Sets {@link ServerLimits#maxUploadTime()}. */
        public Builder maxUploadTime(Duration time) {
            return set(LimitsTable.MAX_UPLOAD_TIME, time);
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

        /** Sets {@link ServerLimits#maxRequests()}. Set it below the number of threads of the container. */
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

        /** Sets {@link ServerLimits#maxPushesPerUser()}. At most {@link ServerLimits#maxPushes()} applies. */
        public Builder maxPushesPerUser(int pushes) {
            return set(LimitsTable.MAX_PUSHES_PER_USER, pushes);
        }

        /** Sets {@link ServerLimits#maxPushesPerSpace()}. 0 means half of {@link ServerLimits#maxPushes()}. */
        public Builder maxPushesPerSpace(int pushes) {
            return set(LimitsTable.MAX_PUSHES_PER_SPACE, pushes);
        }

        /** Sets {@link ServerLimits#maxFetches()}. */
        public Builder maxFetches(int fetches) {
            return set(LimitsTable.MAX_FETCHES, fetches);
        }

        /** Sets {@link ServerLimits#maxFetchesPerUser()}. 0 means half of {@link ServerLimits#maxFetches()}. */
        public Builder maxFetchesPerUser(int fetches) {
            return set(LimitsTable.MAX_FETCHES_PER_USER, fetches);
        }

        /** Sets {@link ServerLimits#fetchWait()}. */
        public Builder fetchWait(Duration wait) {
            return set(LimitsTable.FETCH_WAIT, wait);
        }

        /** Sets {@link ServerLimits#maxSpoolBytes()}. The server rejects a larger push. */
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

        /**
         * Returns the limits.
         *
         * @throws InvalidInputException if a value is out of its range; the message names it
         */
        public ServerLimits build() {
            return new ServerLimits(values.build(LimitsTable.rows()));
        }
    }
}
