package dev.gitsync.settings;

import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.util.List;

/** The limits on the content of one push. Immutable. */
public final class PushLimits {
    private static final Setting<Integer> MAX_PAGE_BYTES = Setting.smallSize("push.maxPageBytes")
            .variable("GIT_SYNC_MAX_PAGE_BYTES")
            .standard(8 << 20)
            .range(1 << 10, 256 << 20)
            .meaning("size of one page file");
    private static final Setting<Long> MAX_FILE_BYTES = Setting.size("push.maxFileBytes")
            .variable("GIT_SYNC_MAX_FILE_BYTES")
            .standard(64L << 20)
            .orMore(1L << 10)
            .meaning("size of any other file");
    private static final Setting<Long> MAX_LFS_OBJECT_BYTES = Setting.size("push.maxLfsObjectBytes")
            .variable("GIT_SYNC_MAX_LFS_OBJECT_BYTES")
            .standard(4L << 30)
            .orMore(1L << 10)
            .meaning("size of one object of Git LFS");
    private static final Setting<Long> MAX_PACK_BYTES = Setting.size("push.maxPackBytes")
            .variable("GIT_SYNC_MAX_PACK_BYTES")
            .standard(512L << 20)
            .orMore(1L << 10)
            .meaning("size of the pack of one push");
    private static final Setting<Integer> MAX_FILES = Setting.count("push.maxFiles")
            .variable("GIT_SYNC_MAX_FILES_PER_PUSH")
            .standard(200_000)
            .range(1, 10_000_000)
            .meaning("files and folders that one push may change");
    private static final Setting<Integer> MAX_COMMITS = Setting.count("push.maxCommits")
            .variable("GIT_SYNC_MAX_COMMITS_PER_PUSH")
            .standard(20_000)
            .range(1, 1_000_000)
            .meaning("commits of one push");
    private static final Setting<Integer> MAX_OBJECTS = Setting.count("push.maxObjects")
            .variable("GIT_SYNC_MAX_OBJECTS_PER_PUSH")
            .standard(PackLimits.DEFAULT_MAX_OBJECTS)
            .range(1, 50_000_000)
            .meaning("objects in the pack of one push: commits, folders and files in all their versions");
    private static final Setting<Integer> MAX_DELTA_DEPTH = Setting.count("push.maxDeltaDepth")
            .variable("GIT_SYNC_MAX_DELTA_DEPTH")
            .standard(PackLimits.DEFAULT_MAX_DELTA_DEPTH)
            .range(1, 4_095)
            .meaning("length of a chain of deltas in the pack of one push; git itself makes chains of up to 4,095");
    private static final Setting<Boolean> KEEP_SYMLINKS = Setting.flag("push.keepSymlinks")
            .variable("GIT_SYNC_KEEP_SYMLINKS")
            .standard(false)
            .meaning("whether a push may contain symbolic links that stay inside the repository");
    private static final Setting<Boolean> KEEP_SUBMODULES = Setting.flag("push.keepSubmodules")
            .variable("GIT_SYNC_KEEP_SUBMODULES")
            .standard(false)
            .meaning(
                    "whether a push may contain submodules and `.gitmodules`; clones with `--recurse-submodules` fetch from"
                            + " addresses that pushers wrote");

    private static final Setting<Boolean> REFUSE_BROKEN_LINKS = Setting.flag("push.refuseBrokenLinks")
            .variable("GIT_SYNC_REFUSE_BROKEN_LINKS")
            .standard(false)
            .meaning("whether a push is refused after which links lead nowhere that did not before");

    private final SettingValues values;

    PushLimits(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(
                MAX_PAGE_BYTES,
                MAX_FILE_BYTES,
                MAX_LFS_OBJECT_BYTES,
                MAX_PACK_BYTES,
                MAX_FILES,
                MAX_COMMITS,
                MAX_OBJECTS,
                MAX_DELTA_DEPTH,
                KEEP_SYMLINKS,
                KEEP_SUBMODULES,
                REFUSE_BROKEN_LINKS);
    }

    /** Returns how large one page file may be, in bytes. */
    public int maxPageBytes() {
        return values.get(MAX_PAGE_BYTES);
    }

    /** Returns how large any other file may be, in bytes. */
    public long maxFileBytes() {
        return values.get(MAX_FILE_BYTES);
    }

    /** Returns how large one object of Git LFS may be, in bytes. */
    public long maxLfsObjectBytes() {
        return values.get(MAX_LFS_OBJECT_BYTES);
    }

    /** Returns how large the pack may be, in bytes. */
    public long maxPackBytes() {
        return values.get(MAX_PACK_BYTES);
    }

    /**
     * Returns how many files and folders a push may add, move or change. A folder that moves unchanged counts as one, unless it
     * moves to a deeper level: then all of its content counts as well.
     */
    public int maxFiles() {
        return values.get(MAX_FILES);
    }

    /** Returns how many commits a push may have. */
    public int maxCommits() {
        return values.get(MAX_COMMITS);
    }

    /** Returns how many objects the pack may have: commits, folders and files in all their versions. */
    public int maxObjects() {
        return values.get(MAX_OBJECTS);
    }

    /**
     * Returns how many deltas a chain in the pack may have. In addition, the base objects of a chain that must be kept
     * at the same time may have {@link #maxFileBytes()} in total.
     */
    public int maxDeltaDepth() {
        return values.get(MAX_DELTA_DEPTH);
    }

    /**
     * Returns whether a push may contain symbolic links at paths other than page files. They are stored unchanged and never
     * followed. Only links that stay inside the repository are accepted.
     */
    public boolean keepSymlinks() {
        return values.get(KEEP_SYMLINKS);
    }

    /**
     * Returns whether a push may contain submodules, and the file {@code .gitmodules} with their addresses. They are stored
     * unchanged; the server never fetches them. A clone with {@code --recurse-submodules} fetches from the addresses that a
     * pusher wrote.
     */
    public boolean keepSubmodules() {
        return values.get(KEEP_SUBMODULES);
    }

    /**
     * Returns whether a push is refused after which links lead nowhere that did not before. Without a {@link
     * dev.gitsync.format.link.LinkReader} it has no effect. Pushes of mirrors are never refused for this reason.
     */
    public boolean refuseBrokenLinks() {
        return values.get(REFUSE_BROKEN_LINKS);
    }

    /** Collects limits of a push. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link PushLimits#maxPageBytes()}. */
        public Builder maxPageBytes(int bytes) {
            values.set(MAX_PAGE_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxFileBytes()}. */
        public Builder maxFileBytes(long bytes) {
            values.set(MAX_FILE_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxLfsObjectBytes()}. */
        public Builder maxLfsObjectBytes(long bytes) {
            values.set(MAX_LFS_OBJECT_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxPackBytes()}. */
        public Builder maxPackBytes(long bytes) {
            values.set(MAX_PACK_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxFiles()}. */
        public Builder maxFiles(int files) {
            values.set(MAX_FILES, files);
            return this;
        }

        /** Sets {@link PushLimits#maxCommits()}. */
        public Builder maxCommits(int commits) {
            values.set(MAX_COMMITS, commits);
            return this;
        }

        /** Sets {@link PushLimits#maxObjects()}. */
        public Builder maxObjects(int objects) {
            values.set(MAX_OBJECTS, objects);
            return this;
        }

        /** Sets {@link PushLimits#maxDeltaDepth()}. */
        public Builder maxDeltaDepth(int deltas) {
            values.set(MAX_DELTA_DEPTH, deltas);
            return this;
        }

        /** Sets {@link PushLimits#keepSymlinks()}. */
        public Builder keepSymlinks(boolean on) {
            values.set(KEEP_SYMLINKS, on);
            return this;
        }

        /** Sets {@link PushLimits#keepSubmodules()}. */
        public Builder keepSubmodules(boolean on) {
            values.set(KEEP_SUBMODULES, on);
            return this;
        }

        /** Sets {@link PushLimits#refuseBrokenLinks()}. */
        public Builder refuseBrokenLinks(boolean on) {
            values.set(REFUSE_BROKEN_LINKS, on);
            return this;
        }
    }
}
