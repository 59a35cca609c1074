package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.SettingValues;

/** Limits what one push may contain. Immutable. */
public final class PushLimits {
    private final SettingValues values;

    PushLimits(SettingValues values) {
        this.values = values;
    }

    /** Returns how large one page file may be, in bytes. */
    public int maxPageBytes() {
        return values.get(SettingsTable.MAX_PAGE_BYTES);
    }

    /** Returns how large any other file may be, in bytes. */
    public long maxFileBytes() {
        return values.get(SettingsTable.MAX_FILE_BYTES);
    }

    /** Returns how large the pack may be, in bytes. */
    public long maxPackBytes() {
        return values.get(SettingsTable.MAX_PACK_BYTES);
    }

    /**
     * Returns how many files and folders a push may bring to new places or change. A folder that moves unchanged counts as one,
     * unless it moves deeper down: then it counts with everything in it.
     */
    public int maxFiles() {
        return values.get(SettingsTable.MAX_FILES);
    }

    /** Returns how many commits a push may have. */
    public int maxCommits() {
        return values.get(SettingsTable.MAX_COMMITS);
    }

    /** Returns how many objects the pack may have: commits, folders and files in all their versions. */
    public int maxObjects() {
        return values.get(SettingsTable.MAX_OBJECTS);
    }

    /**
     * Returns how long a chain of deltas in the pack may be. However long it is, no more than {@link #maxFileBytes()} of the
     * objects that the chain rests on may have to be kept at the same time.
     */
    public int maxDeltaDepth() {
        return values.get(SettingsTable.MAX_DELTA_DEPTH);
    }

    /**
     * Returns whether a push may contain symbolic links at paths that are no page files. They are kept as they are and never
     * followed. Only links that stay inside the repository are accepted.
     */
    public boolean keepSymlinks() {
        return values.get(SettingsTable.KEEP_SYMLINKS);
    }

    /**
     * Returns whether a push may contain submodules, and the file {@code .gitmodules} with their addresses. They are kept as
     * they are; the server never fetches them. A clone with {@code --recurse-submodules} fetches from the addresses that a
     * pusher wrote.
     */
    public boolean keepSubmodules() {
        return values.get(SettingsTable.KEEP_SUBMODULES);
    }

    /** Collects limits of a push. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link PushLimits#maxPageBytes()}. */
        public Builder maxPageBytes(int bytes) {
            values.set(SettingsTable.MAX_PAGE_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxFileBytes()}. */
        public Builder maxFileBytes(long bytes) {
            values.set(SettingsTable.MAX_FILE_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxPackBytes()}. */
        public Builder maxPackBytes(long bytes) {
            values.set(SettingsTable.MAX_PACK_BYTES, bytes);
            return this;
        }

        /** Sets {@link PushLimits#maxFiles()}. */
        public Builder maxFiles(int files) {
            values.set(SettingsTable.MAX_FILES, files);
            return this;
        }

        /** Sets {@link PushLimits#maxCommits()}. */
        public Builder maxCommits(int commits) {
            values.set(SettingsTable.MAX_COMMITS, commits);
            return this;
        }

        /** Sets {@link PushLimits#maxObjects()}. */
        public Builder maxObjects(int objects) {
            values.set(SettingsTable.MAX_OBJECTS, objects);
            return this;
        }

        /** Sets {@link PushLimits#maxDeltaDepth()}. */
        public Builder maxDeltaDepth(int deltas) {
            values.set(SettingsTable.MAX_DELTA_DEPTH, deltas);
            return this;
        }

        /** Sets {@link PushLimits#keepSymlinks()}. */
        public Builder keepSymlinks(boolean on) {
            values.set(SettingsTable.KEEP_SYMLINKS, on);
            return this;
        }

        /** Sets {@link PushLimits#keepSubmodules()}. */
        public Builder keepSubmodules(boolean on) {
            values.set(SettingsTable.KEEP_SUBMODULES, on);
            return this;
        }
    }
}
