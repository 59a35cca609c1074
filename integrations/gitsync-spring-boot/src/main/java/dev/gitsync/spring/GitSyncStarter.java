package dev.gitsync.spring;

import dev.gitsync.GitSync;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Starts the schedule of {@link GitSync} when the application is ready, so that no cycle reads a wiki that is not migrated or filled yet.
 * Requests are served before that. {@link GitSync} is closed with the application context, after the web server has served the requests that
 * a graceful shutdown waits for.
 */
final class GitSyncStarter implements ApplicationListener<ApplicationReadyEvent> {
    private final GitSync gitSync;

    GitSyncStarter(GitSync gitSync) {
        this.gitSync = gitSync;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        gitSync.start();
    }
}
