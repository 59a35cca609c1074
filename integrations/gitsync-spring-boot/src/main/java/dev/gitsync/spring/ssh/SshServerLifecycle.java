package dev.gitsync.spring.ssh;

import dev.gitsync.spring.GitSyncSetupException;
import dev.gitsync.ssh.GitSyncSshServer;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the server for SSH when the application is ready, and stops it in the phase in which Spring Boot stops its web server: running fetches
 * and pushes end before the beans that they need. Safe for use by several threads.
 */
public final class SshServerLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {
    /** The phase of Spring Boot's graceful shutdown of web servers, {@code WebServerGracefulShutdownLifecycle}. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SshServerLifecycle.class);

    private final Supplier<GitSyncSshServer> servers;
    private final String where;
    private volatile GitSyncSshServer server;
    private boolean isStopped;

    SshServerLifecycle(Supplier<GitSyncSshServer> servers, String where) {
        this.servers = servers;
        this.where = where;
        this.server = servers.get();
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        start();
    }

    /** Starts to accept connections, also after a stop. */
    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        if (isStopped) {
            server = servers.get();
            isStopped = false;
        }
        try {
            server.start();
        } catch (IOException e) {
            throw new GitSyncSetupException(
                    "Git over SSH can't listen at " + where + ": " + e.getMessage() + ".",
                    "End the program that uses this port, or set gitsync.ssh.port to another one. Only root may use ports below 1024.");
        }
        LOG.info("Git over SSH listens on port {}", server.port());
    }

    /** Stops in a thread of its own, beside the web server, and lets running fetches and pushes end. */
    @Override
    public void stop(Runnable callback) {
        Thread stop = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "gitsync-ssh-stop");
        stop.start();
    }

    @Override
    public synchronized void stop() {
        isStopped = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The server for SSH was not closed", e);
        }
    }

    /** Returns whether connections are accepted. */
    @Override
    public boolean isRunning() {
        return server.isAccepting();
    }

    /** Returns the port, also if {@code gitsync.ssh.port} is 0. */
    public int port() {
        return server.port();
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
