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
    private final int maxPushesPerUser;
    private final int maxPushesPerSpace;
    private final Duration pushWait;
    private final int maxFetches;
    private final int maxFetchesPerUser;
    private final Duration fetchWait;
    private final long maxSpoolBytes;
    private final int minSendRate;
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
        maxPushesPerUser = Math.min(builder.maxPushesPerUser, builder.maxPushes);
        maxPushesPerSpace = builder.maxPushesPerSpace == 0
                ? Math.max(1, builder.maxPushes / 2)
                : Math.min(builder.maxPushesPerSpace, builder.maxPushes);
        pushWait = builder.pushWait;
        maxFetches = builder.maxFetches;
        maxFetchesPerUser = builder.maxFetchesPerUser == 0
                ? Math.max(1, builder.maxFetches / 2)
                : Math.min(builder.maxFetchesPerUser, builder.maxFetches);
        fetchWait = builder.fetchWait;
        maxSpoolBytes = builder.maxSpoolBytes;
        minSendRate = builder.minSendRate;
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
     * bounds the memory that pushes can take. By default one for every 240 MiB of the heap, 1 to 32.
     */
    public int maxPushes() {
        return maxPushes;
    }

    /** How many of them may be of one user. By default as many as half of the processors, and at least 1. */
    public int maxPushesPerUser() {
        return maxPushesPerUser;
    }

    /** How many of them may be to one space. By default half of {@link #maxPushes()}, and at least 1. */
    public int maxPushesPerSpace() {
        return maxPushesPerSpace;
    }

    /** How long a push that has been received waits for its turn among those; users take turns. */
    public Duration pushWait() {
        return pushWait;
    }

    /** How many fetches and clones are answered at the same time. By default one for every 16 MiB of the heap, 8 to 64. */
    public int maxFetches() {
        return maxFetches;
    }

    /** How many of them may be of one user. By default half of {@link #maxFetches()}, and at least 1. */
    public int maxFetchesPerUser() {
        return maxFetchesPerUser;
    }

    /** How long a fetch waits for its turn among those; users take turns. */
    public Duration fetchWait() {
        return fetchWait;
    }

    /**
     * How large the bodies of requests that are being received, or wait for their turn, may be on disk, all together. Those of
     * one user may have half of it, or {@link #maxPushRequestBytes()} if that is more.
     */
    public long maxSpoolBytes() {
        return maxSpoolBytes;
    }

    /** How large the bodies of requests of one user may be on disk, all together. */
    public long maxSpoolBytesPerUser() {
        return Math.min(maxSpoolBytes, Math.max(maxSpoolBytes / 2, maxPushRequestBytes));
    }

    /** How fast an answer has to be read, in bytes per second over {@link #maxSlowTime()}; 0 takes any. */
    public int minSendRate() {
        return minSendRate;
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

        /** What a clone of a space with some 100,000 objects lists while it is answered. */
        private static final long HEAP_PER_FETCH = 16L << 20;

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
        private int maxPushesPerUser = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        private int maxPushesPerSpace;
        private Duration pushWait = Duration.ofSeconds(60);
        private int maxFetches =
                (int) Math.max(8, Math.min(64, Runtime.getRuntime().maxMemory() / HEAP_PER_FETCH));
        private int maxFetchesPerUser;
        private Duration fetchWait = Duration.ofSeconds(60);
        private long maxSpoolBytes = 4L << 30;
        private int minSendRate = 4000;
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

        /** 1 to 10,000; what is more than {@code maxPushes} counts as that. */
        public Builder maxPushesPerUser(int pushes) {
            maxPushesPerUser = pushes;
            return this;
        }

        /** 0 for half of {@code maxPushes}, to 10,000; what is more than {@code maxPushes} counts as that. */
        public Builder maxPushesPerSpace(int pushes) {
            maxPushesPerSpace = pushes;
            return this;
        }

        /** 1 to 100,000. */
        public Builder maxFetches(int fetches) {
            maxFetches = fetches;
            return this;
        }

        /** 0 for half of {@code maxFetches}, to 100,000; what is more than {@code maxFetches} counts as that. */
        public Builder maxFetchesPerUser(int fetches) {
            maxFetchesPerUser = fetches;
            return this;
        }

        /** 100 ms to a day. */
        public Builder fetchWait(Duration wait) {
            fetchWait = wait;
            return this;
        }

        /** 1 MiB to 1 PiB; a push that is larger is refused. */
        public Builder maxSpoolBytes(long bytes) {
            maxSpoolBytes = bytes;
            return this;
        }

        /** 0 to 1,000,000,000 bytes per second. */
        public Builder minSendRate(int bytesPerSecond) {
            minSendRate = bytesPerSecond;
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
            Ranges.require("maxPushesPerUser", maxPushesPerUser, 1, 10_000);
            Ranges.require("maxPushesPerSpace", maxPushesPerSpace, 0, 10_000);
            Ranges.require("maxFetches", maxFetches, 1, 100_000);
            Ranges.require("maxFetchesPerUser", maxFetchesPerUser, 0, 100_000);
            Ranges.require("fetchWait", fetchWait, SHORTEST, LONGEST);
            Ranges.require("maxSpoolBytes", maxSpoolBytes, 1L << 20, 1L << 50);
            Ranges.require("minSendRate", minSendRate, 0, 1_000_000_000);
            Ranges.require("pushWait", pushWait, SHORTEST, LONGEST);
            Ranges.require("maxFailedSignIns", maxFailedSignIns, 1, 100_000);
            Ranges.require("signInWindow", signInWindow, SHORTEST, LONGEST);
            return new ServerLimits(this);
        }
    }
}
