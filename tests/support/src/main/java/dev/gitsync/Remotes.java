package dev.gitsync;

import dev.gitsync.internal.mirror.RemoteConnector;

/** Lets a test say how the mirrors of an engine reach their remotes. */
public final class Remotes {
    private Remotes() {}

    /** Hands a connector to the engine that is built. */
    public static GitSyncBuilder of(GitSyncBuilder builder, RemoteConnector connector) {
        return builder.remotes(connector);
    }
}
