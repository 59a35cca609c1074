package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.settings.GitSyncSettings;
import java.util.List;

/** Connects to remotes with JGit. */
public final class JGitConnector implements RemoteConnector {
    private final MirrorSecrets secrets;
    private final GitSyncSettings settings;

    /** Creates a connector that takes credentials from {@code secrets}. */
    public JGitConnector(MirrorSecrets secrets, GitSyncSettings settings) {
        this.secrets = secrets;
        this.settings = settings;
    }

    @Override
    public RemoteRepository connect(Mirror mirror) throws RemoteException {
        throw new RemoteException(Outcome.FAILED, "not built yet" + secrets + settings, List.of(), null);
    }
}
