package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Starts the schedule of {@link GitSync} when the application is ready, so that no cycle reads a wiki that is not migrated or filled yet.
 * Requests are served before that. {@link GitSync} is closed with the application context, after the web server has served the requests that
 * a graceful shutdown waits for.
 */
final class GitSyncStarter implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(GitSyncStarter.class);

    private final GitSync gitSync;

    GitSyncStarter(GitSync gitSync) {
        this.gitSync = gitSync;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        gitSync.start();
        if (hasNoSpace()) {
            LOG.warn("No space of the wiki is a git repository yet. List the ids of spaces in gitsync.spaces, such as"
                    + " gitsync.spaces=handbook, or declare a bean of type SpaceDirectory.");
        }
    }

    private boolean hasNoSpace() {
        try {
            return gitSync.spaces().isEmpty();
        } catch (StoreException e) {
            return false; // the schedule reports that the directory can't be read
        }
    }
}
