package dev.gitsync.engine;

import java.io.IOException;

/**
 * Something that an engine does and at any call of which it may die.
 *
 * @param name what it is
 * @param prepare brings the space to where the task begins
 * @param work the task; answers whether it was told to be done
 * @param isPush whether it either happens or not; otherwise the next cycle does it anyhow
 */
record CrashTask(String name, Preparation prepare, Work work, boolean isPush) {
    static CrashTask pull(String name, Preparation prepare, Preparation edits) {
        return new CrashTask(
                "pull: " + name,
                site -> {
                    prepare.on(site);
                    site.recover(false);
                    edits.on(site);
                },
                CrashSite::pull,
                false);
    }

    static CrashTask push(String name, Preparation prepare, SizedSpace.Edit edit) {
        return new CrashTask(
                "push: " + name,
                site -> {
                    prepare.on(site);
                    site.recover(false);
                },
                site -> site.push(edit),
                true);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What comes before. */
    interface Preparation {
        void on(CrashSite site) throws IOException;
    }

    /** What is done. */
    interface Work {
        boolean on(CrashSite site) throws IOException;
    }
}
