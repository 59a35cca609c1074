package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushPreview;
import dev.gitsync.report.SyncReport;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * The six things that HTTP needs of {@link dev.gitsync.GitSync}, with the same promises. It exists because GitSync is final
 * and wants a whole wiki behind it, while the HTTP layer has to be shown to work against busy, broken and vanishing
 * spaces, and to ask for nothing at all before it knows who is asking.
 */
public interface SpaceGateway {
    /** See {@link dev.gitsync.GitSync#space}. */
    Optional<Space> space(SpaceId id);

    /** See {@link dev.gitsync.GitSync#catchUp(Space)}. */
    SyncReport catchUp(Space space);

    /** See {@link dev.gitsync.GitSync#open}. */
    Repository open(Space space);

    /**
     * See {@link dev.gitsync.GitSync#uploadPack}, and with a report {@link dev.gitsync.GitSync#advertise}; without one if the answer
     * says nothing about the refs.
     */
    UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp);

    /** See {@link dev.gitsync.GitSync#preview}. */
    PushPreview preview(Space space);

    /**
     * See {@link dev.gitsync.GitSync#receivePack}. With a report the grant is for the refs that are advertised before a push, and what is
     * returned receives none: see {@link dev.gitsync.GitSync#advertise}.
     */
    ReceivePack receivePack(AuthorizedRequest authorized, Repository repository);
}
