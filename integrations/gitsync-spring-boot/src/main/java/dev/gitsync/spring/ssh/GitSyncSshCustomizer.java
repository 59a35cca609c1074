package dev.gitsync.spring.ssh;

import dev.gitsync.ssh.GitSyncSshServer;

/** Changes the server for SSH before it is built, for what neither a property nor a bean can set. */
@FunctionalInterface
public interface GitSyncSshCustomizer {
    /** Changes the builder. */
    void customize(GitSyncSshServer.Builder builder);
}
