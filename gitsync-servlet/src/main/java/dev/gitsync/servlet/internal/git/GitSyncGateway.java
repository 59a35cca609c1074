package dev.gitsync.servlet.internal.git;

import dev.gitsync.GitSync;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushPreview;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.SyncReport;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** Delegates to a {@link GitSync}. */
public record GitSyncGateway(GitSync gitSync) implements SpaceGateway {
    @Override
    public Optional<Space> space(SpaceId id) {
        return gitSync.settings().httpEnabled() ? gitSync.space(id) : Optional.empty();
    }

    @Override
    public SyncReport catchUp(Space space) {
        return gitSync.catchUp(space);
    }

    @Override
    public Optional<LargeFiles> largeFiles() {
        return gitSync.largeFiles();
    }

    @Override
    public Repository open(Space space) {
        return gitSync.open(space);
    }

    @Override
    public UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp) {
        return caughtUp == null
                ? gitSync.uploadPack(repository)
                : gitSync.advertise(repository, caughtUp).uploadPack();
    }

    @Override
    public PushPreview preview(Space space) {
        return gitSync.preview(space);
    }

    @Override
    public ReceivePack receivePack(AuthorizedRequest authorized, Repository repository) {
        SyncReport caughtUp = authorized.caughtUp();
        if (caughtUp != null) {
            return new PushAdvertiser(repository, gitSync.advertise(repository, caughtUp));
        }
        Pusher pusher = authorized.user().pusher(authorized.access());
        return gitSync.receivePack(authorized.space(), repository, pusher, authorized.permission());
    }
}
