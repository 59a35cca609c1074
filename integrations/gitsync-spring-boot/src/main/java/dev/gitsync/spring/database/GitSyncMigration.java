package dev.gitsync.spring.database;

import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.spring.GitSyncSetupException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Creates and updates the tables of {@code gitsync-jdbi} with Flyway. They have a history table of their own, {@value #HISTORY}, so that
 * they never meet the versions of the application's own scripts.
 */
final class GitSyncMigration {
    static final String HISTORY = "gitsync_schema_history";

    private static final String SCRIPTS = "classpath:dev/gitsync/jdbi/migration/";
    private static final List<String> ALWAYS =
            List.of("commits", "leases", "locks", "mirrors", "repositories", "sshkeys", "tokens");
    private static final String FLYWAY = "org.flywaydb.core.Flyway";

    private GitSyncMigration() {}

    /** Runs the scripts that did not run yet. Those of the page tables only if the application uses {@link JdbiPageStore}. */
    static void run(DataSource database, ConfigurableListableBeanFactory beans) {
        if (!ClassUtils.isPresent(FLYWAY, GitSyncMigration.class.getClassLoader())) {
            throw new GitSyncSetupException(
                    "gitsync.migrate is on, but Flyway is not on the class path, so that nothing can create the tables of gitsync.",
                    "Add org.flywaydb:flyway-database-postgresql, or run the scripts in dev/gitsync/jdbi/migration of gitsync-jdbi"
                            + " with your own tool and set gitsync.migrate to false.");
        }
        List<String> folders = new ArrayList<>(ALWAYS);
        if (beans.getBeanNamesForType(JdbiPageStore.class, true, false).length > 0) {
            folders.add("pages");
        }
        Flyway.configure()
                .dataSource(database)
                .table(HISTORY)
                .locations(folders.stream().map(SCRIPTS::concat).toArray(String[]::new))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // The scripts of a folder that is used from now on may be older than the newest of the others.
                .outOfOrder(true)
                .load()
                .migrate();
    }
}
