package dev.gitsync.ssh.internal.git;

import dev.gitsync.GitSync;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.protocol.FetchSessionCheck;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackStatistics;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/**
 * Serves a fetch or clone over one channel:
 *
 * <ol>
 *   <li>the space catches up with the wiki, so that the fetch contains everything committed before it began;
 *   <li>JGit and the client talk until the client has what it wants. The fetch holds permits only while it works, see {@link FetchPermits};
 *   <li>a failure is sent in git's own protocol, where git shows it to the user.
 * </ol>
 *
 * Safe for use by several threads.
 */
public final class FetchService {
    private final GitSync gitSync;
    private final RequestLimiter limiter;
    private final ServerLimits limits;
    private final AuditRecorder audit;

    /** Creates a service for the spaces of {@code parts}. */
    public FetchService(ServiceParts parts) {
        this.gitSync = parts.gitSync();
        this.limiter = parts.limiter();
        this.limits = parts.limits();
        this.audit = parts.audit();
    }

    /** Serves a fetch until it ends, and returns whether it was served. */
    public boolean serve(AuthorizedSession session, ClientStreams streams) throws IOException {
        SyncReport caughtUp = gitSync.catchUp(session.space());
        Optional<String> problem = CatchUpProblem.of(caughtUp);
        if (problem.isPresent()) {
            sendError(problem.get(), streams.out());
            return false;
        }
        FetchSessionCheck lines = new FetchSessionCheck(limits.maxWantsPerFetch(), limits.maxFetchRequestBytes());
        try (FetchPermits permits = new FetchPermits(limiter, session.limitKey());
                Repository repository = gitSync.open(session.space());
                UploadPack upload = gitSync.advertise(repository, caughtUp).uploadPack()) {
            OutputStream out = permits.pausedWhileWriting(new LimitedOutput(
                    streams.out(), TransferLimit.of(limits.maxSendTime(), limits.minSendRate(), limits.maxSlowTime())));
            try {
                run(
                        upload,
                        session,
                        new ClientStreams(lines.of(permits.releasedWhileReading(input(streams))), out, out));
                return true;
            } catch (UploadPackInternalServerErrorException e) {
                Failures.log(Failures.cause(e), session); // JGit has sent an error in place of the rest of the pack
            } catch (IOException | RuntimeException e) {
                permits.release();
                respond(Failures.unwrapped(e), session, lines, streams.out());
            }
            return false;
        }
    }

    /** Git may wait as long as the connection may be idle, but the requests have a deadline. */
    private InputStream input(ClientStreams streams) {
        TransferLimit deadline = TransferLimit.of(limits.maxReceiveTime(), 0, limits.maxSlowTime());
        return new LimitedInput(streams.in(), Long.MAX_VALUE, deadline);
    }

    private void run(UploadPack upload, AuthorizedSession session, ClientStreams limited) throws IOException {
        upload.setBiDirectionalPipe(true);
        upload.setExtraParameters(session.client().parameters());
        upload.uploadWithExceptionPropagation(limited.in(), limited.out(), null);
        limited.out().flush();
        PackStatistics sent = upload.getStatistics();
        if (sent != null) {
            audit.fetched(session.auditSubject(), (int) sent.getWants());
        }
    }

    private static void respond(Throwable failure, AuthorizedSession session, FetchSessionCheck lines, OutputStream out)
            throws IOException {
        Failures.log(failure, session);
        if (!Failures.isClientGone(failure)) {
            sendError(Failures.message(failure, Optional.ofNullable(lines.likelyReason())), out);
        }
    }

    /** Sends an error packet, which git shows as {@code remote error}. */
    public static void sendError(String message, OutputStream out) throws IOException {
        PacketLineOut packets = new PacketLineOut(out);
        packets.writePacket(("ERR " + message).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
