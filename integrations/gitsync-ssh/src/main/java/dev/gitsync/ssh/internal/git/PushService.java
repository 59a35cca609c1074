package dev.gitsync.ssh.internal.git;

import dev.gitsync.GitSync;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.PushWaitNotifier;
import dev.gitsync.internal.server.Refusal;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.internal.server.protocol.PushLineCheck;
import dev.gitsync.internal.server.transfer.BodySpool;
import dev.gitsync.internal.server.transfer.BufferedOutput;
import dev.gitsync.internal.server.transfer.SpooledBody;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UnpackErrorHandler;

/**
 * Serves a push over one channel, in the steps of a push over HTTP:
 *
 * <ol>
 *   <li>the space catches up with the wiki, and its {@code main} is advertised;
 *   <li>the whole push is received at the pace of the client, in memory or in a temporary file ({@link ReceivedPush}); of a push that is certain
 *       to be rejected, only the beginning;
 *   <li>the push waits for a permit, then the engine processes it;
 *   <li>the permit is released, then the report is sent;
 *   <li>the rest of a rejected push is read and discarded, because git sends it before it reads the report.
 * </ol>
 *
 * Safe for use by several threads.
 */
public final class PushService {
    private final GitSync gitSync;
    private final RequestLimiter limiter;
    private final ServerLimits limits;
    private final AuditRecorder audit;
    private final BodySpool spool;

    /** Creates a service that keeps long pushes in {@code folder} while it receives them. */
    public PushService(ServiceParts parts, Path folder) {
        this.gitSync = parts.gitSync();
        this.limiter = parts.limiter();
        this.limits = parts.limits();
        this.audit = parts.audit();
        this.spool = new BodySpool(folder, limits.maxSpoolBytes(), limits.maxSpoolBytesPerUser());
        spool.deleteLeftovers();
    }

    /** Serves a push until it ends, and returns whether it was served. */
    public boolean serve(AuthorizedSession session, ClientStreams streams) throws IOException {
        SyncReport caughtUp = gitSync.catchUp(session.space());
        Optional<String> problem = CatchUpProblem.of(caughtUp);
        if (problem.isPresent()) {
            FetchService.sendError(problem.get(), streams.out());
            return false;
        }
        OutputStream out = new LimitedOutput(
                streams.out(), TransferLimit.of(limits.maxSendTime(), limits.minSendRate(), limits.maxSlowTime()));
        advertise(session, caughtUp, out);
        LimitedInput in = new LimitedInput(
                streams.in(),
                limits.maxPushRequestBytes(),
                TransferLimit.of(limits.maxReceiveTime(), limits.minReceiveRate(), limits.maxSlowTime()));
        try (ReceivedPush push = new ReceivedPush(in, gitSync.preview(session.space()))) {
            return serve(session, push, out);
        }
    }

    private boolean serve(AuthorizedSession session, ReceivedPush push, OutputStream out) throws IOException {
        try {
            return !push.receive(spool, session.userId()) || respond(session, push, out);
        } catch (IOException | RuntimeException e) {
            Throwable failure = Failures.unwrapped(e);
            Failures.log(failure, session);
            if (!Failures.isClientGone(failure)) {
                push.refuse(Failures.message(failure, Optional.empty()), out);
            }
            return false;
        }
    }

    private void advertise(AuthorizedSession session, SyncReport caughtUp, OutputStream out) throws IOException {
        try (Repository repository = gitSync.open(session.space())) {
            gitSync.advertise(repository, caughtUp).sendForPush(new PacketLineOutRefAdvertiser(new PacketLineOut(out)));
            out.flush();
        }
    }

    private boolean respond(AuthorizedSession session, ReceivedPush push, OutputStream out) throws IOException {
        SpooledBody body = push.body();
        PushWaitNotifier notifier = PushWaitNotifier.of(body.head(PushWaitNotifier.PREFIX_BYTES), () -> out);
        Optional<Permit> permit = limiter.acquirePush(session.limitKey(), notifier);
        if (permit.isEmpty()) {
            if (!notifier.reject(Refusal.SERVER_BUSY.message())) {
                push.refuse(Refusal.SERVER_BUSY.message(), out);
            }
        } else {
            BufferedOutput report = new BufferedOutput(out);
            Permit acquired = permit.get();
            try (acquired) {
                process(session, body, report);
            }
            report.release();
            out.flush();
        }
        push.discardRest();
        return permit.isPresent();
    }

    private void process(AuthorizedSession session, SpooledBody body, OutputStream report) throws IOException {
        List<ReceiveCommand> commands = new ArrayList<>();
        try (Repository repository = gitSync.open(session.space())) {
            ReceivePack receive =
                    gitSync.receivePack(session.space(), repository, session.pusher(), session.permission());
            receive.setBiDirectionalPipe(false);
            remember(receive, commands);
            receive.receiveWithExceptionPropagation(PushLineCheck.of(body), report, null);
        } catch (UnpackException e) {
            Failures.log(Failures.cause(e), session); // the report tells the client
        } finally {
            if (!commands.isEmpty()) {
                audit.pushed(session.auditSubject(), commands);
            }
        }
    }

    /** Remembers the commands for the audit trail: JGit has discarded them when it is done. */
    private static void remember(ReceivePack receive, List<ReceiveCommand> commands) {
        PreReceiveHook engine = receive.getPreReceiveHook();
        receive.setPreReceiveHook((service, unchecked) -> {
            commands.addAll(service.getAllCommands());
            engine.onPreReceive(service, unchecked);
        });
        UnpackErrorHandler report = receive.getUnpackErrorHandler();
        receive.setUnpackErrorHandler(failure -> {
            commands.addAll(receive.getAllCommands());
            report.handleUnpackException(failure);
        });
    }
}
