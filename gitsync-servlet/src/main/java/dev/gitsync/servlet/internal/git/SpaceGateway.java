package dev.gitsync.servlet.internal.git;

import dev.gitsync.lfs.LargeFiles;
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
 * The operations of {@link dev.gitsync.GitSync} that the servlet uses, with the same contracts. Tests replace it to simulate busy, broken and
 * vanishing spaces, and to prove that the servlet asks nothing before it knows the user.
 */
public interface SpaceGateway {
    /** See {@link dev.gitsync.GitSync#space}. */
    Optional<Space> space(SpaceId id);

    /** See {@link dev.gitsync.GitSync#catchUp(Space)}. */
    SyncReport catchUp(Space space);

    /** See {@link dev.gitsync.GitSync#largeFiles}. */
    Optional<LargeFiles> largeFiles();

    /** See {@link dev.gitsync.GitSync#open}. */
    Repository open(Space space);

    /**
     * See {@link dev.gitsync.GitSync#uploadPack}, and with a report {@link dev.gitsync.GitSync#advertise}. The report is null if the response does not
     * depend on the refs.
     */
    UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp);

    /** See {@link dev.gitsync.GitSync#preview}. */
    PushPreview preview(Space space);

    /**
     * See {@link dev.gitsync.GitSync#receivePack}. If the request has a report of catching up, it asks for the refs before a push, and the result only
     * advertises them: see {@link dev.gitsync.GitSync#advertise}.
     */
    ReceivePack receivePack(AuthorizedRequest authorized, Repository repository);
}
