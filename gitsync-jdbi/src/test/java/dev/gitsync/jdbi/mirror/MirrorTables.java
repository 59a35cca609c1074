package dev.gitsync.jdbi.mirror;

import dev.gitsync.jdbi.TestDatabase;

/** One database for all tests of this package; each test uses mirrors of its own, or deletes the others first. */
final class MirrorTables {
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private MirrorTables() {}

    static void clear() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("DELETE FROM gitsync_mirrors"));
    }
}
