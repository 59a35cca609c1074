package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import dev.gitsync.store.attachment.AttachmentQuota;
import java.util.List;
import java.util.Optional;

/**
 * The limits of the attachments of a wiki, whether they are uploaded or pushed, for the embedder that builds their store, and the size
 * from which on Git LFS keeps them. What one push may contain is limited by {@link PushLimits}, too. Immutable.
 */
public final class AttachmentLimits {
    private static final Setting<Long> MAX_BYTES = Setting.size("attachments.maxBytes")
            .variable("GIT_SYNC_MAX_ATTACHMENT_BYTES")
            .standard(4L << 30)
            .orMore(1L << 10)
            .meaning("size of one attachment, uploaded or pushed, for the embedder that builds a `JdbiAttachments`");
    private static final Setting<Long> QUOTA_BYTES = Setting.size("attachments.quotaBytes")
            .variable("GIT_SYNC_ATTACHMENT_QUOTA_BYTES")
            .orMore(1L << 10)
            .meaning("size of all attachments of a space, earlier versions and deleted ones included, for the same"
                    + " embedder; no quota by default");
    private static final Setting<Long> LFS_THRESHOLD = Setting.size("attachments.lfsThreshold")
            .variable("GIT_SYNC_LFS_THRESHOLD")
            .orMore(1L)
            .meaning(
                    "attachments that the wiki adds or replaces are kept with Git LFS if they are larger, each by a line in"
                            + " `.gitattributes`; off by default");

    private final SettingValues values;

    AttachmentLimits(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(MAX_BYTES, QUOTA_BYTES, LFS_THRESHOLD);
    }

    /** Returns how large one attachment may be, in bytes. */
    public long maxBytes() {
        return values.get(MAX_BYTES);
    }

    /** Returns how many bytes the contents of all attachments of a space may have, or empty for no limit. */
    public Optional<Long> quotaBytes() {
        return values.find(QUOTA_BYTES);
    }

    /** Returns {@link #quotaBytes} as the quota of every space. */
    public AttachmentQuota quota() {
        return quotaBytes().map(AttachmentQuota::of).orElseGet(AttachmentQuota::unlimited);
    }

    /**
     * Returns the size in bytes above which an attachment that the wiki adds or replaces becomes a pointer of Git LFS. Empty if the size
     * does not matter; {@code .gitattributes} alone decides then.
     */
    public Optional<Long> lfsThreshold() {
        return values.find(LFS_THRESHOLD);
    }

    /** Collects limits of attachments. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link AttachmentLimits#maxBytes()}. */
        public Builder maxBytes(long bytes) {
            values.set(MAX_BYTES, bytes);
            return this;
        }

        /** Sets {@link AttachmentLimits#quotaBytes()}. */
        public Builder quotaBytes(long bytes) {
            values.set(QUOTA_BYTES, bytes);
            return this;
        }

        /** Sets {@link AttachmentLimits#lfsThreshold()}; 1 or more. */
        public Builder lfsThreshold(long bytes) {
            values.set(LFS_THRESHOLD, bytes);
            return this;
        }
    }
}
