package dev.gitsync.settings;

import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import dev.gitsync.settings.MergePolicy.MovedTip;
import dev.gitsync.settings.descriptor.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All settings, in the order of the table in {@code docs/operations.md}, which a test compares with this one.
 *
 * <p>In a class cycle with {@link GitSyncSettings}, {@link DeletePolicy} and {@link MergePolicy}: they read their values
 * by the descriptors in this table, and some values are of their enums.
 */
final class SettingsTable {
    private static final List<Setting<?>> ROWS = new ArrayList<>();
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** The longest that a request is kept waiting. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /** What a quarter of a very small heap is too little for. */
    private static final long LEAST_TEXT_BYTES = 16L << 20;

    static final Setting<Boolean> ENABLED = row(Setting.flag("enabled")
            .variable("GIT_SYNC_ENABLED")
            .standard(true)
            .meaning("master switch; while it is off, no space takes part and every push is refused"));
    static final Setting<Boolean> HTTP_ENABLED = row(Setting.flag("httpEnabled")
            .variable("GIT_SYNC_HTTP_ENABLED")
            .defaultText("as `GIT_SYNC_ENABLED`")
            .meaning("whether spaces are served over HTTP; never while the master switch is off"));
    static final Setting<Path> DATA_DIRECTORY = row(Setting.path("dataDirectory")
            .variable("GIT_SYNC_DATA_DIR")
            .meaning("folder of repositories on disk, for the embedder that builds a `FileRepositoryStore`"));
    static final Setting<String> SERVICE_USER = row(Setting.text("serviceUser")
            .variable("GIT_SYNC_SERVICE_USER_ID")
            .standard("gitsync")
            .rule("not blank", "must name a user of the wiki", user -> !user.isBlank())
            .meaning("id of the wiki user who is responsible for changes that came without a push"));
    static final Setting<Acceptance> ACCEPTANCE = row(Setting.choice("acceptance", Acceptance.class)
            .variable("GIT_SYNC_ACCEPTANCE")
            .standard(Acceptance.TRANSACTIONAL)
            .meaning("whether `ok` to a push means that its pages are committed, or that its commits are durable"));
    static final Setting<Duration> COMMIT_WINDOW = row(Setting.duration("commitWindow")
            .variable("GIT_SYNC_COMMIT_WINDOW_MS")
            .standard(Duration.ZERO)
            .range(Duration.ZERO, DAY)
            .meaning("edits of one author within this time of the first become one commit; 0 for one commit each"));

    static final Setting<Duration> POLL_INTERVAL = row(Setting.duration("schedule.pollInterval")
            .variable("GIT_SYNC_POLL_INTERVAL_MS")
            .standard(Duration.ofSeconds(15))
            .range(MILLISECOND, DAY)
            .meaning("time from one poll of all spaces to the next"));
    static final Setting<Duration> DEBOUNCE = row(Setting.duration("schedule.debounce")
            .variable("GIT_SYNC_DEBOUNCE_MS")
            .standard(Duration.ofSeconds(2))
            .range(Duration.ZERO, HOUR)
            .meaning("how long a space has to be quiet after an edit before it is synced"));
    static final Setting<Duration> LONGEST_DEBOUNCE = row(Setting.duration("schedule.longestDebounce")
            .variable("GIT_SYNC_LONGEST_DEBOUNCE_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, HOUR)
            .notLessThan(DEBOUNCE)
            .meaning("how long a stream of edits can delay a sync"));
    static final Setting<Integer> PARALLELISM = row(Setting.count("schedule.parallelism")
            .variable("GIT_SYNC_PARALLELISM")
            .standard(4)
            .range(1, 256)
            .meaning("spaces that are synced at the same time"));
    static final Setting<Duration> FIRST_BACK_OFF = row(Setting.duration("schedule.firstBackOff")
            .variable("GIT_SYNC_FIRST_BACK_OFF_MS")
            .standard(Duration.ofSeconds(1))
            .range(MILLISECOND, DAY)
            .meaning("pause after the first failure of a space; each further failure doubles it"));
    static final Setting<Duration> LONGEST_BACK_OFF = row(Setting.duration("schedule.longestBackOff")
            .variable("GIT_SYNC_LONGEST_BACK_OFF_MS")
            .standard(Duration.ofMinutes(5))
            .range(MILLISECOND, DAY)
            .notLessThan(FIRST_BACK_OFF)
            .meaning("longest pause after a failure"));
    static final Setting<Duration> CLOSE_WAIT = row(Setting.duration("schedule.closeWait")
            .variable("GIT_SYNC_CLOSE_WAIT_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, LONGEST_WAIT)
            .meaning("how long closing waits for cycles that run before it interrupts them"));
    static final Setting<Duration> MAINTENANCE_INTERVAL = row(Setting.duration("schedule.maintenanceInterval")
            .variable("GIT_SYNC_MAINTENANCE_MS")
            .standard(Duration.ofMinutes(15))
            .range(Duration.ZERO, DAY)
            .meaning("time from one check for repositories that need maintenance to the next; 0 for no maintenance"));

    static final Setting<Duration> LOCK_WAIT = row(Setting.duration("cycle.lockWait")
            .variable("GIT_SYNC_LOCK_WAIT_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, LONGEST_WAIT)
            .meaning(
                    "how long a push waits for the lease of its space; a fetch waits that long only for another thread of its"
                            + " own process"));
    static final Setting<Duration> CYCLE_DEADLINE = row(Setting.duration("cycle.deadline")
            .variable("GIT_SYNC_CYCLE_DEADLINE_MS")
            .standard(Duration.ofMinutes(5))
            .range(Duration.ofSeconds(1), DAY)
            .meaning(
                    "how long one cycle of a space may work under the lease; a push that is not planned by then is refused, a"
                            + " pull goes on with the next cycle"));
    static final Setting<Long> CYCLE_STEPS = row(Setting.largeCount("cycle.maxSteps")
            .variable("GIT_SYNC_CYCLE_STEPS")
            .standard(50_000_000L)
            .orMore(1_000L)
            .meaning("steps of one cycle, whatever the time; a push of 20,000 pages takes about 500,000"));
    static final Setting<Long> MAX_TEXT_BYTES = row(Setting.size("cycle.maxTextBytes")
            .variable("GIT_SYNC_MAX_TEXT_BYTES")
            .standard(Math.max(LEAST_TEXT_BYTES, Runtime.getRuntime().maxMemory() / 4))
            .defaultText("a quarter of the heap, at least 16MiB")
            .orMore(1L << 10)
            .meaning(
                    "text of pages, old and new, that all pushes of a process hold in memory together; a push that alone"
                            + " would hold more is refused"));

    static {
        ROWS.addAll(LeaseSettings.descriptors());
    }

    static final Setting<Integer> MAX_DELETES = row(
            Setting.count("deletes.maxPages")
                    .variable("GIT_SYNC_MAX_DELETES_PER_PUSH")
                    .variable("GIT_SYNC_MAX_DELETES_PER_CYCLE")
                    .standard(50)
                    .orMore(0)
                    .meaning(
                            "pages with text that one push may delete or leave without their text; folder pages are not counted"));
    static final Setting<Double> MAX_DELETED_SHARE = row(Setting.share("deletes.maxShare")
            .variable("GIT_SYNC_MAX_DELETED_SHARE")
            .standard(0.5)
            .meaning("share of the pages with text that one push may delete; " + DeletePolicy.SMALL_DELETION
                    + " may be deleted in any case, up to the number above"));
    static final Setting<DeletePolicy.Mode> GUARD_MODE = row(Setting.choice("deletes.mode", DeletePolicy.Mode.class)
            .variable("GIT_SYNC_GUARD_MODE")
            .standard(DeletePolicy.Mode.REFUSE)
            .meaning("whether a push that would delete more is refused, or is applied without its deletions"));

    static final Setting<MovedTip> MOVED_TIP = row(
            Setting.choice("merge.movedTip", MovedTip.class)
                    .variable("GIT_SYNC_MOVED_TIP")
                    .standard(MovedTip.MERGE)
                    .meaning(
                            "whether the server merges a push when `main` has moved on, or refuses it as a plain git server does"));
    static final Setting<Duration> PUSH_MERGE_WINDOW = row(Setting.duration("merge.window")
            .variable("GIT_SYNC_PUSH_MERGE_WINDOW_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, HOUR)
            .meaning("how old an edit in the wiki may be for a push to be merged with it without a pull; no effect with"
                    + " `GIT_SYNC_MOVED_TIP=REFUSE`"));
    static final Setting<ConflictPolicy> CONFLICT_POLICY = row(Setting.choice("merge.conflicts", ConflictPolicy.class)
            .variable("GIT_SYNC_CONFLICT_POLICY")
            .standard(ConflictPolicy.KEEP_BOTH)
            .meaning("which text a page gets when the wiki and a commit that came without a push changed it"));

    static final Setting<Integer> MAX_PAGE_BYTES = row(Setting.smallSize("push.maxPageBytes")
            .variable("GIT_SYNC_MAX_PAGE_BYTES")
            .standard(8 << 20)
            .range(1 << 10, 256 << 20)
            .meaning("size of one page file"));
    static final Setting<Long> MAX_FILE_BYTES = row(Setting.size("push.maxFileBytes")
            .variable("GIT_SYNC_MAX_FILE_BYTES")
            .standard(64L << 20)
            .orMore(1L << 10)
            .meaning("size of any other file"));
    static final Setting<Long> MAX_PACK_BYTES = row(Setting.size("push.maxPackBytes")
            .variable("GIT_SYNC_MAX_PACK_BYTES")
            .standard(512L << 20)
            .orMore(1L << 10)
            .meaning("size of the pack of one push"));
    static final Setting<Integer> MAX_FILES = row(Setting.count("push.maxFiles")
            .variable("GIT_SYNC_MAX_FILES_PER_PUSH")
            .standard(200_000)
            .range(1, 10_000_000)
            .meaning("files and folders that one push may change"));
    static final Setting<Integer> MAX_COMMITS = row(Setting.count("push.maxCommits")
            .variable("GIT_SYNC_MAX_COMMITS_PER_PUSH")
            .standard(20_000)
            .range(1, 1_000_000)
            .meaning("commits of one push"));
    static final Setting<Integer> MAX_OBJECTS = row(Setting.count("push.maxObjects")
            .variable("GIT_SYNC_MAX_OBJECTS_PER_PUSH")
            .standard(PackLimits.DEFAULT_MAX_OBJECTS)
            .range(1, 50_000_000)
            .meaning("objects in the pack of one push: commits, folders and files in all their versions"));
    static final Setting<Integer> MAX_DELTA_DEPTH = row(Setting.count("push.maxDeltaDepth")
            .variable("GIT_SYNC_MAX_DELTA_DEPTH")
            .standard(PackLimits.DEFAULT_MAX_DELTA_DEPTH)
            .range(1, 4_095)
            .meaning("length of a chain of deltas in the pack of one push; git itself makes chains of up to 4,095"));
    static final Setting<Boolean> KEEP_SYMLINKS = row(Setting.flag("push.keepSymlinks")
            .variable("GIT_SYNC_KEEP_SYMLINKS")
            .standard(false)
            .meaning("whether a push may contain symbolic links that stay inside the repository"));
    static final Setting<Boolean> KEEP_SUBMODULES = row(Setting.flag("push.keepSubmodules")
            .variable("GIT_SYNC_KEEP_SUBMODULES")
            .standard(false)
            .meaning(
                    "whether a push may contain submodules and `.gitmodules`; clones with `--recurse-submodules` fetch from"
                            + " addresses that pushers wrote"));

    private SettingsTable() {}

    /** All of them. */
    static List<Setting<?>> rows() {
        return Collections.unmodifiableList(ROWS);
    }

    private static <T extends Comparable<T>> Setting<T> row(Setting<T> setting) {
        ROWS.add(setting);
        return setting;
    }
}
