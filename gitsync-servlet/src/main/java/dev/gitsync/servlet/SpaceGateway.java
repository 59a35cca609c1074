package dev.gitsync.servlet;

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
interface SpaceGateway {
    /** See {@link dev.gitsync.GitSync#space}. */
    Optional<Space> space(SpaceId id);

    /** See {@link dev.gitsync.GitSync#catchUp(Space)}. */
    SyncReport catchUp(Space space);

    /** See {@link dev.gitsync.GitSync#open}. */
    Repository open(Space space);

    /** See {@link dev.gitsync.GitSync#uploadPack}; without a report if nothing is going to be said about the refs. */
    UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp);

    /** See {@link dev.gitsync.GitSync#preview}. */
    PushPreview preview(Space space);

    /** See {@link dev.gitsync.GitSync#receivePack}; the grant is without a report if it is for the push itself. */
    ReceivePack receivePack(Grant grant, Repository repository);
}
