package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.PushLimits;

/**
 * The limits for packs from the remote of a mirror. A mirror of the whole remote has those of a push. A mirror of a folder fetches everything else
 * as well, which the wiki never gets, so its limits are larger, unless those of a push are larger still.
 */
public final class FetchLimits {
    private static final int MAX_OBJECTS = 5_000_000;
    private static final long MAX_PACK_BYTES = 8L << 30;
    private static final long MAX_FILE_BYTES = 128L << 20;
    /** The longest delta chain that git writes. */
    private static final int MAX_DELTA_DEPTH = 4_095;

    private FetchLimits() {}

    /** Returns the limits of a mirror, given those of a push. */
    public static PushLimits of(Mirror mirror, PushLimits push) {
        if (mirror.options().folder().isEmpty()) {
            return push;
        }
        return GitSyncSettings.builder()
                .push(limits -> limits.maxObjects(Math.max(push.maxObjects(), MAX_OBJECTS))
                        .maxPackBytes(Math.max(push.maxPackBytes(), MAX_PACK_BYTES))
                        .maxFileBytes(Math.max(push.maxFileBytes(), MAX_FILE_BYTES))
                        .maxPageBytes(push.maxPageBytes())
                        .maxDeltaDepth(Math.max(push.maxDeltaDepth(), MAX_DELTA_DEPTH)))
                .build()
                .push();
    }
}
