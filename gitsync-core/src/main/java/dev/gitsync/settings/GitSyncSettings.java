package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.ObjectLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What an operator can set. Immutable; {@link Builder#build()} checks every value. */
public final class GitSyncSettings {
    /** How long a push or a fetch waits for the lease by default. */
    public static final Duration DEFAULT_LOCK_WAIT = Duration.ofSeconds(10);
    /** How many pages one push may delete by default. */
    public static final int DEFAULT_MAX_DELETES_PER_PUSH = 50;
    /** Which share of the pages one push may delete by default. */
    public static final double DEFAULT_MAX_DELETED_SHARE = 0.5;
    /** Up to so many pages a push may delete whatever their share is. */
    public static final int SMALL_DELETION = 10;
    /** The wiki's user who is responsible for changes that nobody pushed, by default. */
    public static final String DEFAULT_SERVICE_USER = "gitsync";
    /** How large one page file may be by default, in bytes. */
    public static final int DEFAULT_MAX_PAGE_BYTES = 8 << 20;
    /** How large any other file may be by default, in bytes. */
    public static final long DEFAULT_MAX_FILE_BYTES = 64L << 20;
    /** How large the pack of one push may be by default, in bytes. */
    public static final long DEFAULT_MAX_PACK_BYTES = 512L << 20;
    /** How many deltas may stand on each other in the pack of one push by default. */
    public static final int DEFAULT_MAX_DELTA_DEPTH = DeltaLimit.DEFAULT_MAX_DEPTH;
    /** The default of {@link #maxObjectsPerPush()}. */
    public static final int DEFAULT_MAX_OBJECTS_PER_PUSH = ObjectLimit.DEFAULT_MAX_OBJECTS;
    /** How many files and folders one push may bring to new places or change by default. */
    public static final int DEFAULT_MAX_FILES_PER_PUSH = 200_000;
    /** How many commits one push may have by default. */
    public static final int DEFAULT_MAX_COMMITS_PER_PUSH = 20_000;

    /** How long one cycle of a space may work by default, from the moment it has the lease. */
    public static final Duration DEFAULT_CYCLE_DEADLINE = Duration.ofMinutes(5);
    /** How many steps one cycle may take by default; a push of 20,000 pages takes about 500,000. */
    public static final long DEFAULT_CYCLE_STEPS = 50_000_000;

    /** How much text of pages all pushes may hold in memory together by default: a quarter of the heap, 16 MiB at least. */
    public static final long DEFAULT_MAX_TEXT_BYTES =
            Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** How long a lease lasts that nobody renews, by default. */
    public static final Duration DEFAULT_LOCK_TTL = LeasedSpaceLock.DEFAULT_TTL;
    /** What the keys of leases begin with by default, where leases have keys. */
    public static final String DEFAULT_LOCK_KEY_PREFIX = "git-sync:lock:";

    private final boolean enabled;
    private final @Nullable Boolean httpEnabled;
    private final @Nullable Path dataDirectory;
    private final Duration lockTtl;
    private final String lockKeyPrefix;
    private final Duration lockWait;
    private final int maxDeletesPerPush;
    private final double maxDeletedShare;
    private final GuardMode guardMode;
    private final Acceptance acceptance;
    private final MovedTip movedTip;
    private final Duration pushMergeWindow;
    private final ConflictPolicy conflictPolicy;
    private final Duration commitWindow;
    private final String serviceUser;
    private final int maxPageBytes;
    private final long maxFileBytes;
    private final long maxPackBytes;
    private final Schedule schedule;
    private final int maxFilesPerPush;
    private final int maxCommitsPerPush;
    private final int maxDeltaDepth;
    private final int maxObjectsPerPush;
    private final Duration cycleDeadline;
    private final long cycleSteps;
    private final long maxTextBytes;
    private final boolean keepSymlinks;
    private final boolean keepSubmodules;

    private GitSyncSettings(Builder builder) {
        enabled = builder.enabled;
        httpEnabled = builder.httpEnabled;
        dataDirectory = builder.dataDirectory;
        lockTtl = builder.lockTtl;
        lockKeyPrefix = builder.lockKeyPrefix;
        lockWait = builder.lockWait;
        maxDeletesPerPush = builder.maxDeletesPerPush;
        maxDeletedShare = builder.maxDeletedShare;
        guardMode = builder.guardMode;
        acceptance = builder.acceptance;
        movedTip = builder.movedTip;
        pushMergeWindow = builder.pushMergeWindow;
        conflictPolicy = builder.conflictPolicy;
        commitWindow = builder.commitWindow;
        serviceUser = builder.serviceUser;
        maxPageBytes = builder.maxPageBytes;
        maxFileBytes = builder.maxFileBytes;
        maxPackBytes = builder.maxPackBytes;
        schedule = builder.schedule;
        maxFilesPerPush = builder.maxFilesPerPush;
        maxCommitsPerPush = builder.maxCommitsPerPush;
        maxDeltaDepth = builder.maxDeltaDepth;
        maxObjectsPerPush = builder.maxObjectsPerPush;
        cycleDeadline = builder.cycleDeadline;
        cycleSteps = builder.cycleSteps;
        maxTextBytes = builder.maxTextBytes;
        keepSymlinks = builder.keepSymlinks;
        keepSubmodules = builder.keepSubmodules;
    }

    /** The defaults. */
    public static GitSyncSettings defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads settings from environment variables such as {@code GIT_SYNC_POLL_INTERVAL_MS}; what is not set has its default.
     * Their names and values stand in {@code docs/operations.md}. Durations are numbers of milliseconds or have a unit
     * ({@code 15s}, {@code 2m}), sizes are numbers of bytes or have one ({@code 64MB}). A variable that begins with
     * {@code GIT_SYNC_} and is no setting is named in the log.
     *
     * @param environment usually {@code System.getenv()}
     * @throws InvalidInputException when a value can't be read or is out of its range; the message names the variable, the
     *     value and the range
     */
    public static GitSyncSettings fromEnvironment(Map<String, String> environment) {
        return new SettingsReader().environment(environment);
    }

    /**
     * Reads settings from properties such as {@code git-sync.poll-interval-ms}: the names of the environment variables in
     * lower case, with hyphens in place of underscores and {@code git-sync.} at the beginning. Case and separators don't
     * matter: {@code git-sync.pollIntervalMs} is the same setting.
     *
     * @throws InvalidInputException as {@link #fromEnvironment}, with the name of the property as it was given; also when a
     *     property begins with {@code git-sync.} and is no setting, or when two names set one setting
     */
    public static GitSyncSettings fromProperties(Properties properties) {
        return new SettingsReader().properties(properties);
    }

    /** The master switch. While it is off no space takes part: nothing is pulled, every push is refused. */
    public boolean enabled() {
        return enabled;
    }

    /** Whether spaces are served over HTTP; as the master switch says, unless it was set, and never while that is off. */
    public boolean httpEnabled() {
        return enabled && (httpEnabled == null || httpEnabled);
    }

    /** Where repositories on disk live, for whoever builds a {@code FileRepositoryStore}; empty unless it was set. */
    public Optional<Path> dataDirectory() {
        return Optional.ofNullable(dataDirectory);
    }

    /** How long a lease lasts that nobody renews, for whoever builds a {@code LeasedSpaceLock}. */
    public Duration lockTtl() {
        return lockTtl;
    }

    /** What the keys of leases begin with, for whoever builds a lock that has keys. */
    public String lockKeyPrefix() {
        return lockKeyPrefix;
    }

    /** How long a push or a fetch waits for the lease on a space before it is asked to come back later. */
    public Duration lockWait() {
        return lockWait;
    }

    /** How many pages one push may delete unless the pusher says {@code -o gitsync.allow-deletes=N}. */
    public int maxDeletesPerPush() {
        return maxDeletesPerPush;
    }

    /**
     * Which share of the pages of a space one push may delete, from 0 to 1; a push that deletes no more than
     * {@value #SMALL_DELETION} pages is not measured by it.
     */
    public double maxDeletedShare() {
        return maxDeletedShare;
    }

    /** What becomes of a push that would delete more than it may. */
    public GuardMode guardMode() {
        return guardMode;
    }

    /** When a push is answered. */
    public Acceptance acceptance() {
        return acceptance;
    }

    /** What becomes of a push when {@code main} moved on after the pusher's git had asked where it stands. */
    public MovedTip movedTip() {
        return movedTip;
    }

    /**
     * How old edits in the wiki are of which a push need not know. Git refuses a push by itself, with {@code fetch first}, when the
     * server is at a commit that the clone does not have. Younger edits are not told to it; the server merges with them, or names
     * the conflict. Zero tells of all edits; ten seconds is the default. Pushes of others are told in any case.
     */
    public Duration pushMergeWindow() {
        return pushMergeWindow;
    }

    /** Who prevails where wiki and git changed the same file and nobody is there to be asked. */
    public ConflictPolicy conflictPolicy() {
        return conflictPolicy;
    }

    /** How long after the first of them edits of one author still join one commit; zero for a commit each. */
    public Duration commitWindow() {
        return commitWindow;
    }

    /** The wiki's id of the user who is responsible for changes that came into the repository without a push. */
    public String serviceUser() {
        return serviceUser;
    }

    /** How large one page file may be, in bytes. */
    public int maxPageBytes() {
        return maxPageBytes;
    }

    /** How large any file may be, in bytes. */
    public long maxFileBytes() {
        return maxFileBytes;
    }

    /** How large the pack of one push may be, in bytes. */
    public long maxPackBytes() {
        return maxPackBytes;
    }

    /** When the spaces are synced. */
    public Schedule schedule() {
        return schedule;
    }

    /**
     * How many files and folders one push may bring to new places or change. A folder that moves as it is counts as one,
     * unless it moves deeper down: then it counts with all that is in it.
     */
    public int maxFilesPerPush() {
        return maxFilesPerPush;
    }

    /** How many commits one push may have. */
    public int maxCommitsPerPush() {
        return maxCommitsPerPush;
    }

    /** How many objects the pack of one push may have: commits, folders and files in all their versions. */
    public int maxObjectsPerPush() {
        return maxObjectsPerPush;
    }

    /**
     * How many deltas may stand on each other in the pack of one push. Besides, no more than {@link #maxFileBytes()} may have to
     * be kept of what they stand on, however deep that is.
     */
    public int maxDeltaDepth() {
        return maxDeltaDepth;
    }

    /**
     * How long one cycle of a space may work, from the moment it has the lease. A push that is not planned by then is refused;
     * a pull keeps what it has brought in, and the next cycle goes on. A write that has begun is never cut short.
     */
    public Duration cycleDeadline() {
        return cycleDeadline;
    }

    /**
     * How many steps one cycle may take, whatever the time; a step is about as much as looking at one file. A push that takes
     * more is refused.
     */
    public long cycleSteps() {
        return cycleSteps;
    }

    /**
     * How much text of pages, old and new, all pushes of this process may hold in memory together, in bytes. A push that alone
     * would hold more is refused; one that meets others that hold too much is asked to come back.
     */
    public long maxTextBytes() {
        return maxTextBytes;
    }

    /**
     * Whether a push may bring symbolic links at paths that are no page files. They are kept as they are and never followed. Only
     * links that stay inside the repository are taken.
     */
    public boolean keepSymlinks() {
        return keepSymlinks;
    }

    /**
     * Whether a push may bring submodules, and the file {@code .gitmodules} with their addresses. They are kept as they are and never
     * fetched by the server. A clone with {@code --recurse-submodules} fetches from the addresses that a pusher wrote.
     */
    public boolean keepSubmodules() {
        return keepSubmodules;
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
        private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
        private static final Duration SHORTEST_CYCLE = Duration.ofSeconds(1);
        private static final Duration LONGEST_CYCLE = Duration.ofDays(1);

        private boolean enabled = true;
        private @Nullable Boolean httpEnabled;
        private @Nullable Path dataDirectory;
        private Duration lockTtl = DEFAULT_LOCK_TTL;
        private String lockKeyPrefix = DEFAULT_LOCK_KEY_PREFIX;
        private Duration lockWait = DEFAULT_LOCK_WAIT;
        private int maxDeletesPerPush = DEFAULT_MAX_DELETES_PER_PUSH;
        private double maxDeletedShare = DEFAULT_MAX_DELETED_SHARE;
        private GuardMode guardMode = GuardMode.REFUSE;
        private Acceptance acceptance = Acceptance.TRANSACTIONAL;
        private MovedTip movedTip = MovedTip.MERGE;
        private Duration pushMergeWindow = Duration.ofSeconds(10);
        private ConflictPolicy conflictPolicy = ConflictPolicy.KEEP_BOTH;
        private Duration commitWindow = Duration.ZERO;
        private String serviceUser = DEFAULT_SERVICE_USER;
        private int maxPageBytes = DEFAULT_MAX_PAGE_BYTES;
        private long maxFileBytes = DEFAULT_MAX_FILE_BYTES;
        private long maxPackBytes = DEFAULT_MAX_PACK_BYTES;
        private Schedule schedule = Schedule.defaults();
        private int maxFilesPerPush = DEFAULT_MAX_FILES_PER_PUSH;
        private int maxCommitsPerPush = DEFAULT_MAX_COMMITS_PER_PUSH;
        private int maxDeltaDepth = DEFAULT_MAX_DELTA_DEPTH;
        private int maxObjectsPerPush = DEFAULT_MAX_OBJECTS_PER_PUSH;
        private Duration cycleDeadline = DEFAULT_CYCLE_DEADLINE;
        private long cycleSteps = DEFAULT_CYCLE_STEPS;
        private long maxTextBytes = DEFAULT_MAX_TEXT_BYTES;
        private boolean keepSymlinks;
        private boolean keepSubmodules;

        private Builder() {}

        /** See {@link GitSyncSettings#enabled()}; on by default. */
        public Builder enabled(boolean on) {
            enabled = on;
            return this;
        }

        /** See {@link GitSyncSettings#httpEnabled()}. */
        public Builder httpEnabled(boolean on) {
            httpEnabled = on;
            return this;
        }

        /** See {@link GitSyncSettings#dataDirectory()}. */
        public Builder dataDirectory(Path directory) {
            dataDirectory = directory;
            return this;
        }

        /** See {@link GitSyncSettings#lockTtl()}; 100 ms to one hour. */
        public Builder lockTtl(Duration ttl) {
            lockTtl = ttl;
            return this;
        }

        /** See {@link GitSyncSettings#lockKeyPrefix()}; without braces. */
        public Builder lockKeyPrefix(String prefix) {
            lockKeyPrefix = prefix;
            return this;
        }

        /** See {@link GitSyncSettings#lockWait()}; from nothing to five minutes. */
        public Builder lockWait(Duration wait) {
            lockWait = wait;
            return this;
        }

        /** See {@link GitSyncSettings#maxDeletesPerPush()}; zero or more. */
        public Builder maxDeletesPerPush(int pages) {
            maxDeletesPerPush = pages;
            return this;
        }

        /** See {@link GitSyncSettings#maxDeletedShare()}; from 0 to 1. */
        public Builder maxDeletedShare(double share) {
            maxDeletedShare = share;
            return this;
        }

        /** See {@link GitSyncSettings#guardMode()}. */
        public Builder guardMode(GuardMode mode) {
            guardMode = mode;
            return this;
        }

        /** See {@link GitSyncSettings#acceptance()}. */
        public Builder acceptance(Acceptance when) {
            acceptance = when;
            return this;
        }

        /** See {@link GitSyncSettings#movedTip()}. */
        public Builder movedTip(MovedTip answer) {
            movedTip = answer;
            return this;
        }

        /** See {@link GitSyncSettings#pushMergeWindow()}; from nothing to an hour. */
        public Builder pushMergeWindow(Duration age) {
            pushMergeWindow = age;
            return this;
        }

        /** See {@link GitSyncSettings#conflictPolicy()}. */
        public Builder conflictPolicy(ConflictPolicy policy) {
            conflictPolicy = policy;
            return this;
        }

        /** See {@link GitSyncSettings#commitWindow()}; from nothing to a day. */
        public Builder commitWindow(Duration window) {
            commitWindow = window;
            return this;
        }

        /** See {@link GitSyncSettings#serviceUser()}; not blank. */
        public Builder serviceUser(String user) {
            serviceUser = user;
            return this;
        }

        /** See {@link GitSyncSettings#maxPageBytes()}; 1 KiB to 256 MiB. */
        public Builder maxPageBytes(int bytes) {
            maxPageBytes = bytes;
            return this;
        }

        /** See {@link GitSyncSettings#maxFileBytes()}; 1 KiB or more. */
        public Builder maxFileBytes(long bytes) {
            maxFileBytes = bytes;
            return this;
        }

        /** See {@link GitSyncSettings#maxPackBytes()}; 1 KiB or more. */
        public Builder maxPackBytes(long bytes) {
            maxPackBytes = bytes;
            return this;
        }

        /** See {@link GitSyncSettings#schedule()}; it has checked itself. */
        public Builder schedule(Schedule times) {
            schedule = times;
            return this;
        }

        /** See {@link GitSyncSettings#maxFilesPerPush()}; 1 to 10 million. */
        public Builder maxFilesPerPush(int files) {
            maxFilesPerPush = files;
            return this;
        }

        /** See {@link GitSyncSettings#maxObjectsPerPush()}; 1 to 50,000,000. */
        public Builder maxObjectsPerPush(int objects) {
            maxObjectsPerPush = objects;
            return this;
        }

        /** See {@link GitSyncSettings#maxDeltaDepth()}; 1 to 4,095, which is the most that git itself makes. */
        public Builder maxDeltaDepth(int deltas) {
            maxDeltaDepth = deltas;
            return this;
        }

        /** See {@link GitSyncSettings#maxCommitsPerPush()}; 1 to 1 million. */
        public Builder maxCommitsPerPush(int commits) {
            maxCommitsPerPush = commits;
            return this;
        }

        /** See {@link GitSyncSettings#cycleDeadline()}; one second to one day. */
        public Builder cycleDeadline(Duration deadline) {
            cycleDeadline = deadline;
            return this;
        }

        /** See {@link GitSyncSettings#cycleSteps()}; 1,000 or more. */
        public Builder cycleSteps(long steps) {
            cycleSteps = steps;
            return this;
        }

        /** See {@link GitSyncSettings#maxTextBytes()}; 1 KiB or more. */
        public Builder maxTextBytes(long bytes) {
            maxTextBytes = bytes;
            return this;
        }

        /** See {@link GitSyncSettings#keepSymlinks()}; off by default. */
        public Builder keepSymlinks(boolean on) {
            keepSymlinks = on;
            return this;
        }

        /** See {@link GitSyncSettings#keepSubmodules()}; off by default. */
        public Builder keepSubmodules(boolean on) {
            keepSubmodules = on;
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public GitSyncSettings build() {
            Ranges.require("lockTtl", lockTtl, LeasedSpaceLock.SHORTEST_TTL, LeasedSpaceLock.LONGEST_TTL);
            if (lockKeyPrefix.contains("{") || lockKeyPrefix.contains("}")) {
                throw new InvalidInputException(
                        "lockKeyPrefix is '" + lockKeyPrefix + "', but must not contain braces");
            }
            Ranges.require("lockWait", lockWait, Duration.ZERO, LONGEST_WAIT);
            Ranges.require("pushMergeWindow", pushMergeWindow, Duration.ZERO, Duration.ofHours(1));
            Ranges.require("commitWindow", commitWindow, Duration.ZERO, LONGEST_WINDOW);
            Ranges.require("maxDeletesPerPush", maxDeletesPerPush, 0, Integer.MAX_VALUE);
            if (!(maxDeletedShare >= 0 && maxDeletedShare <= 1)) {
                throw new InvalidInputException("maxDeletedShare is " + maxDeletedShare + ", but must be from 0 to 1");
            }
            if (serviceUser.isBlank()) {
                throw new InvalidInputException("serviceUser is blank, but must name a user of the wiki");
            }
            Ranges.require("maxPageBytes", maxPageBytes, 1 << 10, 256 << 20);
            Ranges.require("maxFileBytes", maxFileBytes, 1L << 10, Long.MAX_VALUE);
            Ranges.require("maxPackBytes", maxPackBytes, 1L << 10, Long.MAX_VALUE);
            Ranges.require("maxFilesPerPush", maxFilesPerPush, 1, 10_000_000);
            Ranges.require("maxCommitsPerPush", maxCommitsPerPush, 1, 1_000_000);
            Ranges.require("maxObjectsPerPush", maxObjectsPerPush, 1, 50_000_000);
            Ranges.require("maxDeltaDepth", maxDeltaDepth, 1, 4095);
            Ranges.require("cycleDeadline", cycleDeadline, SHORTEST_CYCLE, LONGEST_CYCLE);
            Ranges.require("maxTextBytes", maxTextBytes, 1L << 10, Long.MAX_VALUE);
            Ranges.require("cycleSteps", cycleSteps, 1_000L, Long.MAX_VALUE);
            return new GitSyncSettings(this);
        }
    }
}
