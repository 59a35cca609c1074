package dev.gitsync.jdbi.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.TestDatabase;
import java.util.List;

/** One database for all tests of this package; each test uses mirrors of its own, or deletes the others first. */
final class MirrorTables {
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private MirrorTables() {}

    static void clear() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("DELETE FROM gitsync_mirrors"));
    }

    /** All rows of all tables. */
    static String dump() {
        return DATABASE.jdbi().withHandle(handle -> {
            StringBuilder dump = new StringBuilder();
            List<String> tables = handle.createQuery(
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                    .mapTo(String.class)
                    .list();
            assertThat(tables).contains("gitsync_mirror_secrets", "gitsync_mirror_states");
            for (String table : tables) {
                handle.createQuery("SELECT t::text FROM " + table + " t")
                        .mapTo(String.class)
                        .forEach(row -> dump.append(row).append('\n'));
            }
            return dump.toString();
        });
    }
}
