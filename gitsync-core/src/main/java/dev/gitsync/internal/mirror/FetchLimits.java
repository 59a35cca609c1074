package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.PushLimits;

/**
 * The limits for packs from the remote of a mirror. A history may be larger than one push, since it is taken in by parts, so a mirror of the whole
 * remote may fetch up to {@value #PARTS} times as much as a push has; a file has the limit of a push. A mirror of a folder fetches
 * everything else as well, which the wiki never gets, so its limits are fixed ones, unless those of a push are larger still.
 */
public final class FetchLimits {
    private static final int PARTS = 16;
    private static final int MAX_OBJECTS = 5_000_000;
    private static final long MAX_PACK_BYTES = 8L << 30;
    private static final long MAX_FILE_BYTES = 128L << 20;
    /** The longest delta chain that git writes. */
    private static final int MAX_DELTA_DEPTH = 4_095;

    private FetchLimits() {}

    /** Returns the limits of a mirror, given those of a push. */
    public static PushLimits of(Mirror mirror, PushLimits push) {
        return mirror.hasFolder() ? ofFolder(push) : ofWhole(push);
    }

    /** Returns the limits for what a space gets from its mirror in one run, given those of a push. */
    public static PushLimits ofWhole(PushLimits push) {
        long objects = Math.min((long) PARTS * push.maxObjects(), MAX_OBJECTS);
        long bytes = Math.max(push.maxPackBytes(), Math.min(push.maxPackBytes(), Long.MAX_VALUE / PARTS) * PARTS);
        return limits(push, (int) Math.max(push.maxObjects(), objects), bytes, push.maxFileBytes());
    }

    private static PushLimits ofFolder(PushLimits push) {
        return limits(
                push,
                Math.max(push.maxObjects(), MAX_OBJECTS),
                Math.max(push.maxPackBytes(), MAX_PACK_BYTES),
                Math.max(push.maxFileBytes(), MAX_FILE_BYTES));
    }

    private static PushLimits limits(PushLimits push, int objects, long packBytes, long fileBytes) {
        return GitSyncSettings.builder()
                .push(limits -> limits.maxObjects(objects)
                        .maxPackBytes(packBytes)
                        .maxFileBytes(fileBytes)
                        .maxPageBytes(push.maxPageBytes())
                        .maxDeltaDepth(Math.max(push.maxDeltaDepth(), MAX_DELTA_DEPTH)))
                .build()
                .push();
    }
}
