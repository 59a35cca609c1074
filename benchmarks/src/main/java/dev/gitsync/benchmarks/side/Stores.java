package dev.gitsync.benchmarks.side;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.lfs.JdbiLfsLockStore;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The stores of our side: pages and attachments in PostgreSQL, and repositories there or on disk.
 *
 * @param pages the pages and attachments
 * @param repositories the repositories
 */
public record Stores(Jdbi jdbi, JdbiPageStore pages, RepositoryStore repositories) {
    /**
     * Stores over a database.
     *
     * @param folder the folder of the repositories, or null to keep them in the database
     * @param grace how long packs that were replaced stay in the database
     */
    public static Stores of(Jdbi jdbi, @Nullable Path folder, Duration grace) {
        var settings = JdbiAttachments.Settings.defaults();
        if (folder != null) {
            return new Stores(
                    jdbi,
                    new JdbiPageStore(jdbi, new JdbiAttachments(jdbi, settings)),
                    new FileRepositoryStore(folder));
        }
        JdbiRepositoryStore repositories = new JdbiRepositoryStore(jdbi, grace);
        JdbiAttachments attachments = new JdbiAttachments(jdbi, settings.withRepositories(repositories));
        return new Stores(jdbi, new JdbiPageStore(jdbi, attachments), repositories);
    }

    /** An engine over these stores. */
    public GitSyncBuilder engine(SpaceLock lock) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(pages)
                .repositories(repositories)
                .lockedFiles(new JdbiLfsLockStore(jdbi))
                .lock(lock);
    }
}
