package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.mirror.FetchLimits;
import dev.gitsync.internal.mirror.MirrorHistory;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.UnreservedSpaces;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.PushLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of mirrors that map a space to a folder of the remote. The remote's own commits are kept in a repository of the
 * mirror, beside those of the spaces; only the folder's content and its history reach the space. So nothing outside the folder can
 * be fetched from the space, and no limit of a push counts it. Safe for use by several threads.
 */
public final class FolderHistory implements MirrorHistory {
    private static final Logger LOG = LoggerFactory.getLogger(FolderHistory.class);

    private final RepositoryStore repositories;
    private final PushLimits push;

    /**
     * Creates the history of all mirrors.
     *
     * @param repositories also keeps the repositories of mirrors
     * @param push the limits for what a space takes in
     */
    public FolderHistory(RepositoryStore repositories, PushLimits push) {
        this.repositories = repositories;
        this.push = push;
    }

    /** Returns the key of a mirror's own repository. */
    public static Space repository(MirrorId mirror) {
        return UnreservedSpaces.reservedFor(mirror);
    }

    @Override
    public RemoteRepository of(Run run, RemoteRepository remote) throws RemoteException {
        if (!run.mirror().hasFolder()) {
            return remote;
        }
        try {
            return new FolderRemote(run.mirror(), remote, own(run));
        } catch (RuntimeException e) {
            remote.close();
            throw e;
        }
    }

    private FolderRemote.Own own(Run run) {
        Space own = repository(run.mirror().id());
        PushLimits fetch = FetchLimits.of(run.mirror(), push);
        PackLimits pack = new PackLimits(fetch.maxObjects(), fetch.maxDeltaDepth(), fetch.maxFileBytes());
        CommitCopy.Limits copy = new CommitCopy.Limits(
                FetchLimits.ofWhole(push).maxObjects(), Math.max(push.maxFileBytes(), push.maxPageBytes()));
        return new FolderRemote.Own(repositories.open(own, pack), copy, () -> compact(own), run.isLate());
    }

    /** Joins small packs of a mirror's repository, if there are many. */
    private void compact(Space own) {
        try {
            repositories.pendingCompaction(own).ifPresent(Runnable::run);
        } catch (RuntimeException e) {
            LOG.warn("{}: compaction failed; a later run retries", own.name(), e);
        }
    }
}
