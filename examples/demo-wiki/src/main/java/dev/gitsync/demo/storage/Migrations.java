package dev.gitsync.demo.storage;

import dev.gitsync.demo.start.StartException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Migrates the tables of gitsync and those of the demo, each with its own history. */
final class Migrations {
    private static final String DEMO_SCHEMA = "demo";

    private Migrations() {}

    /**
     * Must not run concurrently: Flyway's own lock is on a table that it creates first.
     *
     * @throws StartException if the database has a migration that this version does not know
     */
    static void run(DataSource database) {
        migrate(Flyway.configure()
                .dataSource(database)
                .table("gitsync_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:dev/gitsync/jdbi/migration"));
        migrate(Flyway.configure()
                .dataSource(database)
                .defaultSchema(DEMO_SCHEMA)
                .locations("classpath:dev/gitsync/demo/migration"));
    }

    private static void migrate(FluentConfiguration configuration) {
        Flyway flyway = configuration.load();
        boolean newer = Arrays.stream(flyway.info().applied()).anyMatch(Migrations::isUnknown);
        if (newer) {
            throw new StartException(
                    StartException.Problem.DATA_FROM_NEWER_VERSION,
                    "A newer version of this demo wiki has used the database. Use that version, or another"
                            + " directory with --data.");
        }
        flyway.migrate();
    }

    private static boolean isUnknown(MigrationInfo migration) {
        return switch (migration.getState()) {
            case FUTURE_SUCCESS, FUTURE_FAILED, MISSING_SUCCESS, MISSING_FAILED -> true;
            default -> false;
        };
    }
}
