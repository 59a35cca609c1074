package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;

/** Connects to the remotes of mirrors. Safe for use by several threads. */
@FunctionalInterface
public interface RemoteConnector {
    /** Returns a connection; the caller closes it. May connect only when the first method is called. */
    RemoteRepository connect(Mirror mirror) throws RemoteException;

    /** Lets the next run of a mirror try what failed lately and would otherwise not be tried again for some time. */
    default void forgetFailures(Mirror mirror) {}
}
