package dev.gitsync.servlet.limits;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.Ranges;
import java.time.Duration;

/**
 * What the servlet takes from a client before it refuses. What may be in a push is said by {@link
 * dev.gitsync.settings.GitSyncSettings}; this is about requests. Immutable.
 *
 * <p>How long a connection may be silent altogether is for the container to say: {@code idleTimeout} of Jetty's connector,
 * {@code connectionTimeout} of Tomcat's. Who sends a little now and then is seen to here.
 */
public final class ServerLimits {
    private final int maxHeaderChars;
    private final int maxUriChars;
    private final long maxFetchRequestBytes;
    private final long maxPushRequestBytes;
    private final int maxWantsPerFetch;
    private final Duration maxReceiveTime;
    private final int minReceiveRate;
    private final Duration maxSlowTime;
    private final Duration maxSendTime;
    private final int maxRequests;
    private final int maxRequestsPerUser;
    private final int maxPushes;
    private final Duration pushWait;
    private final int maxFailedSignIns;
    private final Duration signInWindow;

    private ServerLimits(Builder builder) {
        maxHeaderChars = builder.maxHeaderChars;
        maxUriChars = builder.maxUriChars;
        maxFetchRequestBytes = builder.maxFetchRequestBytes;
        maxPushRequestBytes = builder.maxPushRequestBytes;
        maxWantsPerFetch = builder.maxWantsPerFetch;
        maxReceiveTime = builder.maxReceiveTime;
        minReceiveRate = builder.minReceiveRate;
        maxSlowTime = builder.maxSlowTime;
        maxSendTime = builder.maxSendTime;
        maxRequests = builder.maxRequests;
        maxRequestsPerUser = builder.maxRequestsPerUser;
        maxPushes = builder.maxPushes;
        pushWait = builder.pushWait;
        maxFailedSignIns = builder.maxFailedSignIns;
        signInWindow = builder.signInWindow;
    }

    /** Limits that suit a wiki of a few hundred people. */
    public static ServerLimits defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long the names and values of all headers of a request may be together, in characters. */
    public int maxHeaderChars() {
        return maxHeaderChars;
    }

    /** How long a URI may be without its query, in characters. */
    public int maxUriChars() {
        return maxUriChars;
    }

    /** How long what a client says in a fetch may be, inflated, in bytes; 16 MiB are some 300,000 commits that it has. */
    public long maxFetchRequestBytes() {
        return maxFetchRequestBytes;
    }

    /** How long what a client says in a push may be, inflated and the pack included, in bytes. */
    public long maxPushRequestBytes() {
        return maxPushRequestBytes;
    }

    /** How many objects a fetch may ask for at once. */
    public int maxWantsPerFetch() {
        return maxWantsPerFetch;
    }

    /** How long a client may take to send the body of a request. */
    public Duration maxReceiveTime() {
        return maxReceiveTime;
    }

    /** How fast a body has to come in, in bytes per second; 0 takes any. */
    public int minReceiveRate() {
        return minReceiveRate;
    }

    /** The time over which {@link #minReceiveRate()} is measured; so long a client may be slower. */
    public Duration maxSlowTime() {
        return maxSlowTime;
    }

    /** How long a client may take to read an answer. */
    public Duration maxSendTime() {
        return maxSendTime;
    }

    /** How many requests are served at the same time. */
    public int maxRequests() {
        return maxRequests;
    }

    /** How many of them may be of one user. */
    public int maxRequestsPerUser() {
        return maxRequestsPerUser;
    }

    /**
     * How many packs are received at the same time. JGit holds objects whole while it takes a pack apart, so this is what
     * bounds the memory that pushes can take. By default one for every 256 MiB of the heap, 1 to 32.
     */
    public int maxPushes() {
        return maxPushes;
    }

    /** How long a push waits for its turn among those. */
    public Duration pushWait() {
        return pushWait;
    }

    /**
     * How often somebody may fail to sign in to one account from one address within {@link #signInWindow()}. From one
     * address to all accounts it is five times as often, and from everywhere to one account twenty times.
     */
    public int maxFailedSignIns() {
        return maxFailedSignIns;
    }

    /** How long failed sign-ins are remembered. */
    public Duration signInWindow() {
        return signInWindow;
    }

    /** Collects limits. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMillis(100);
        private static final Duration LONGEST = Duration.ofDays(1);
        /** Four objects of the default {@code maxFileBytes}. A heap that is said to have 256 MiB has a little less. */
        private static final long HEAP_PER_PUSH = 240L << 20;

        private int maxHeaderChars = 16 << 10;
        private int maxUriChars = 2048;
        private long maxFetchRequestBytes = 16L << 20;
        private long maxPushRequestBytes = 1L << 30;
        private int maxWantsPerFetch = 10_000;
        private Duration maxReceiveTime = Duration.ofMinutes(30);
        private int minReceiveRate = 500;
        private Duration maxSlowTime = Duration.ofMinutes(1);
        private Duration maxSendTime = Duration.ofHours(2);
        private int maxRequests = 128;
        private int maxRequestsPerUser = 16;
        private int maxPushes =
                (int) Math.max(1, Math.min(32, Runtime.getRuntime().maxMemory() / HEAP_PER_PUSH));
        private Duration pushWait = Duration.ofSeconds(60);
        private int maxFailedSignIns = 10;
        private Duration signInWindow = Duration.ofMinutes(5);

        private Builder() {}

        /** 256 to 1,048,576; the container has a limit of its own, often 8 KiB, and the smaller one counts. */
        public Builder maxHeaderChars(int chars) {
            maxHeaderChars = chars;
            return this;
        }

        /** 1 to 65,536; where it is longer, there is no space. */
        public Builder maxUriChars(int chars) {
            maxUriChars = chars;
            return this;
        }

        /** 1 KiB to 1 GiB. */
        public Builder maxFetchRequestBytes(long bytes) {
            maxFetchRequestBytes = bytes;
            return this;
        }

        /** 1 KiB to 1 TiB. */
        public Builder maxPushRequestBytes(long bytes) {
            maxPushRequestBytes = bytes;
            return this;
        }

        /** 1 to 1,000,000. A clone with a blob filter asks for the files of a checkout one by one, all at once. */
        public Builder maxWantsPerFetch(int objects) {
            maxWantsPerFetch = objects;
            return this;
        }

        /** 100 ms to a day. */
        public Builder maxReceiveTime(Duration time) {
            maxReceiveTime = time;
            return this;
        }

        /** 0 to 1,000,000,000 bytes per second. */
        public Builder minReceiveRate(int bytesPerSecond) {
            minReceiveRate = bytesPerSecond;
            return this;
        }

        /** 100 ms to a day. */
        public Builder maxSlowTime(Duration time) {
            maxSlowTime = time;
            return this;
        }

        /** 100 ms to a day. */
        public Builder maxSendTime(Duration time) {
            maxSendTime = time;
            return this;
        }

        /** 1 to 100,000; best below the number of threads that the container has. */
        public Builder maxRequests(int requests) {
            maxRequests = requests;
            return this;
        }

        /** 1 to 100,000. */
        public Builder maxRequestsPerUser(int requests) {
            maxRequestsPerUser = requests;
            return this;
        }

        /** 1 to 10,000. */
        public Builder maxPushes(int pushes) {
            maxPushes = pushes;
            return this;
        }

        /** 100 ms to a day. */
        public Builder pushWait(Duration wait) {
            pushWait = wait;
            return this;
        }

        /** 1 to 100,000. */
        public Builder maxFailedSignIns(int attempts) {
            maxFailedSignIns = attempts;
            return this;
        }

        /** 100 ms to a day. */
        public Builder signInWindow(Duration window) {
            signInWindow = window;
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public ServerLimits build() {
            Ranges.require("maxHeaderChars", maxHeaderChars, 256, 1 << 20);
            Ranges.require("maxUriChars", maxUriChars, 1, 1 << 16);
            Ranges.require("maxFetchRequestBytes", maxFetchRequestBytes, 1L << 10, 1L << 30);
            Ranges.require("maxPushRequestBytes", maxPushRequestBytes, 1L << 10, 1L << 40);
            Ranges.require("maxWantsPerFetch", maxWantsPerFetch, 1, 1_000_000);
            Ranges.require("maxReceiveTime", maxReceiveTime, SHORTEST, LONGEST);
            Ranges.require("minReceiveRate", minReceiveRate, 0, 1_000_000_000);
            Ranges.require("maxSlowTime", maxSlowTime, SHORTEST, LONGEST);
            Ranges.require("maxSendTime", maxSendTime, SHORTEST, LONGEST);
            Ranges.require("maxRequests", maxRequests, 1, 100_000);
            Ranges.require("maxRequestsPerUser", maxRequestsPerUser, 1, 100_000);
            Ranges.require("maxPushes", maxPushes, 1, 10_000);
            Ranges.require("pushWait", pushWait, SHORTEST, LONGEST);
            Ranges.require("maxFailedSignIns", maxFailedSignIns, 1, 100_000);
            Ranges.require("signInWindow", signInWindow, SHORTEST, LONGEST);
            return new ServerLimits(this);
        }
    }
}
