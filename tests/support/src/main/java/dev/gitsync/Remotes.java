package dev.gitsync;

import dev.gitsync.internal.mirror.RemoteConnector;

/** Sets how the mirrors of an engine connect to their remotes in a test. */
public final class Remotes {
    private Remotes() {}

    /** Sets the connector of the engine that is built. */
    public static GitSyncBuilder of(GitSyncBuilder builder, RemoteConnector connector) {
        return builder.remotes(connector);
    }
}
