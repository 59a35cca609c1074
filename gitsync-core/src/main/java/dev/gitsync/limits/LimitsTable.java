package dev.gitsync.limits;

import dev.gitsync.settings.descriptor.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All limits. A test compares their names and defaults with the table of limits in {@code docs/security.md}. */
final class LimitsTable {
    private static final List<Setting<?>> ROWS = new ArrayList<>();
    private static final Duration MIN_TIME = Duration.ofMillis(100);
    private static final Duration MAX_TIME = Duration.ofDays(1);
    private static final int MAX_REQUEST_COUNT = 100_000;
    private static final int MAX_PUSH_COUNT = 10_000;
    private static final int MAX_RATE = 1_000_000_000;
    /**
     * The heap for each push: four objects of the default {@code maxFileBytes}, less the part of a heap of 256 MiB that
     * is not for objects.
     */
    private static final long HEAP_PER_PUSH = 240L << 20;
    /** The heap for each fetch: the list of objects while a client clones a space with about 100,000 objects. */
    private static final long HEAP_PER_FETCH = 16L << 20;

    static final Setting<Integer> MAX_HEADER_CHARS = row(Setting.count("maxHeaderChars")
            .standard(16 << 10)
            .range(256, 1 << 20)
            .meaning("maximum length of all headers of a request together, in characters"));
    static final Setting<Integer> MAX_URI_CHARS = row(Setting.count("maxUriChars")
            .standard(2_048)
            .range(1, 1 << 16)
            .meaning("maximum length of a URI without its query, in characters"));
    static final Setting<Long> MAX_FETCH_REQUEST_BYTES = row(Setting.size("maxFetchRequestBytes")
            .standard(16L << 20)
            .range(1L << 10, 1L << 30)
            .meaning("maximum size of a fetch request, inflated"));
    static final Setting<Long> MAX_PUSH_REQUEST_BYTES = row(Setting.size("maxPushRequestBytes")
            .standard(1L << 30)
            .range(1L << 10, 1L << 40)
            .meaning("maximum size of a push request with its pack, inflated"));
    static final Setting<Integer> MAX_WANTS_PER_FETCH = row(Setting.count("maxWantsPerFetch")
            .standard(10_000)
            .range(1, 1_000_000)
            .meaning("maximum number of objects that one fetch asks for"));
    static final Setting<Duration> MAX_RECEIVE_TIME = row(Setting.duration("maxReceiveTime")
            .standard(Duration.ofMinutes(30))
            .range(MIN_TIME, MAX_TIME)
            .meaning("maximum time for receiving the body of a request"));
    static final Setting<Duration> MAX_UPLOAD_TIME = row(Setting.duration("maxUploadTime")
            .standard(Duration.ofHours(2))
            .range(MIN_TIME, MAX_TIME)
            .meaning("maximum time for receiving an object of Git LFS"));
    static final Setting<Integer> MIN_RECEIVE_RATE = row(Setting.count("minReceiveRate")
            .standard(500)
            .range(0, MAX_RATE)
            .meaning("minimum rate for receiving a body, in bytes per second; 0 for none"));
    static final Setting<Duration> MAX_SLOW_TIME = row(Setting.duration("maxSlowTime")
            .standard(Duration.ofMinutes(1))
            .range(MIN_TIME, MAX_TIME)
            .meaning("time over which rates are measured"));
    static final Setting<Duration> MAX_SEND_TIME = row(Setting.duration("maxSendTime")
            .standard(Duration.ofHours(2))
            .range(MIN_TIME, MAX_TIME)
            .meaning("maximum time for sending a response"));
    static final Setting<Integer> MIN_SEND_RATE = row(Setting.count("minSendRate")
            .standard(4_000)
            .range(0, MAX_RATE)
            .meaning("minimum rate for sending a response, in bytes per second; 0 for none"));
    static final Setting<Integer> MAX_REQUESTS = row(Setting.count("maxRequests")
            .standard(128)
            .range(1, MAX_REQUEST_COUNT)
            .meaning("maximum number of concurrent requests"));
    static final Setting<Integer> MAX_REQUESTS_PER_USER = row(Setting.count("maxRequestsPerUser")
            .standard(16)
            .range(1, MAX_REQUEST_COUNT)
            .meaning("maximum number of concurrent requests of one user"));
    static final Setting<Long> MAX_SPOOL_BYTES = row(Setting.size("maxSpoolBytes")
            .standard(4L << 30)
            .range(1L << 20, 1L << 50)
            .meaning("maximum size of all request bodies on disk together"));
    static final Setting<Integer> MAX_PUSHES = row(Setting.count("maxPushes")
            .standard(perHeap(HEAP_PER_PUSH, 1, 32))
            .defaultText("one for every 240MiB of heap, 1 to 32")
            .range(1, MAX_PUSH_COUNT)
            .meaning("maximum number of concurrent pushes"));
    static final Setting<Integer> MAX_PUSHES_PER_USER = row(Setting.count("maxPushesPerUser")
            .standard(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
            .defaultText("half of the processors, at least 1")
            .range(1, MAX_PUSH_COUNT)
            .meaning("maximum number of concurrent pushes of one user"));
    static final Setting<Integer> MAX_PUSHES_PER_SPACE = row(Setting.count("maxPushesPerSpace")
            .standard(0)
            .defaultText("half of them, at least 1")
            .range(0, MAX_PUSH_COUNT)
            .meaning("maximum number of concurrent pushes to one space; 0 for half of all"));
    static final Setting<Duration> PUSH_WAIT = row(Setting.duration("pushWait")
            .standard(Duration.ofMinutes(1))
            .range(MIN_TIME, MAX_TIME)
            .meaning("maximum time that a push waits for its turn"));
    static final Setting<Integer> MAX_FETCHES = row(Setting.count("maxFetches")
            .standard(perHeap(HEAP_PER_FETCH, 8, 64))
            .defaultText("one for every 16MiB of heap, 8 to 64")
            .range(1, MAX_REQUEST_COUNT)
            .meaning("maximum number of concurrent fetches"));
    static final Setting<Integer> MAX_FETCHES_PER_USER = row(Setting.count("maxFetchesPerUser")
            .standard(0)
            .defaultText("half of them")
            .range(0, MAX_REQUEST_COUNT)
            .meaning("maximum number of concurrent fetches of one user; 0 for half of all"));
    static final Setting<Duration> FETCH_WAIT = row(Setting.duration("fetchWait")
            .standard(Duration.ofMinutes(1))
            .range(MIN_TIME, MAX_TIME)
            .meaning("maximum time that a fetch waits for its turn"));
    static final Setting<Integer> MAX_FAILED_SIGN_INS = row(Setting.count("maxFailedSignIns")
            .standard(10)
            .range(1, MAX_REQUEST_COUNT)
            .meaning("maximum number of failed sign-ins to one account from one address"));
    static final Setting<Duration> SIGN_IN_WINDOW = row(Setting.duration("signInWindow")
            .standard(Duration.ofMinutes(5))
            .range(MIN_TIME, MAX_TIME)
            .meaning("time after which failed sign-ins are forgotten"));

    private LimitsTable() {}

    /** Returns the descriptors of all limits. */
    static List<Setting<?>> rows() {
        return Collections.unmodifiableList(ROWS);
    }

    private static int perHeap(long bytes, int least, int most) {
        return (int) Math.max(least, Math.min(most, Runtime.getRuntime().maxMemory() / bytes));
    }

    private static <T extends Comparable<T>> Setting<T> row(Setting<T> limit) {
        ROWS.add(limit);
        return limit;
    }
}
