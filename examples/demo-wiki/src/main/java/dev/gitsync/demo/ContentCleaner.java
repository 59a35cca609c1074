package dev.gitsync.demo;

import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.repository.RepositoryStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes contents that nothing needs any more, once an hour. It is for repositories on disk: those in the database do this with their
 * own maintenance.
 */
final class ContentCleaner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContentCleaner.class);

    private final JdbiAttachments attachments;
    private final JdbiSpaces spaces;
    private final RepositoryStore repositories;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "content-cleaner");
        daemon.setDaemon(true);
        return daemon;
    });

    private ContentCleaner(JdbiAttachments attachments, JdbiSpaces spaces, RepositoryStore repositories) {
        this.attachments = attachments;
        this.spaces = spaces;
        this.repositories = repositories;
    }

    /** Starts with the first round after an hour. */
    static ContentCleaner start(JdbiAttachments attachments, JdbiSpaces spaces, RepositoryStore repositories) {
        ContentCleaner cleaner = new ContentCleaner(attachments, spaces, repositories);
        var unused = cleaner.rounds.scheduleWithFixedDelay(cleaner::clean, 1, 1, TimeUnit.HOURS);
        return cleaner;
    }

    private void clean() {
        try {
            spaces.all().forEach(space -> attachments.deleteUnused(space.space(), repositories));
        } catch (RuntimeException e) {
            LOG.warn("Unused contents were not deleted; the next round tries again", e);
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
