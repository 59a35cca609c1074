package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.protocol.PushLineCheck;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.transfer.InflatedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.http.server.ReceivePackErrorHandler;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UnpackErrorHandler;

/**
 * Runs the server side of a push, in place of JGit's runner, which buffers the report and discards it after an exception, so that the client would not
 * learn what is wrong with the pack.
 */
final class PushRunner implements ReceivePackErrorHandler {
    private final long maxRequestBytes;
    private final AuditRecorder audit;

    PushRunner(long maxRequestBytes, AuditRecorder audit) {
        this.maxRequestBytes = maxRequestBytes;
        this.audit = audit;
    }

    @Override
    public void receive(HttpServletRequest request, HttpServletResponse response, ReceivePackRunnable replaced)
            throws IOException {
        ReceivePack receivePack = (ReceivePack) request.getAttribute(ServletUtils.ATTRIBUTE_HANDLER);
        List<ReceiveCommand> commands = new ArrayList<>();
        PreReceiveHook engine = receivePack.getPreReceiveHook();
        receivePack.setPreReceiveHook((service, unchecked) -> {
            // JGit has discarded the commands when it is done.
            commands.addAll(service.getAllCommands());
            engine.onPreReceive(service, unchecked);
        });
        UnpackErrorHandler report = receivePack.getUnpackErrorHandler();
        receivePack.setUnpackErrorHandler(failure -> {
            commands.addAll(receivePack.getAllCommands());
            report.handleUnpackException(failure);
        });
        try {
            receivePack.receiveWithExceptionPropagation(
                    PushLineCheck.of(InflatedBody.of(request, maxRequestBytes)), response.getOutputStream(), null);
        } catch (UnpackException e) {
            ExceptionMapper.log(ExceptionMapper.cause(e), request); // the report is in the response
        } catch (IOException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e; // closes the connection, so that the client does not take a partial report for a complete one
            }
            ExceptionMapper.respond(e, request, response);
        } finally {
            if (!commands.isEmpty()) {
                audit.pushed(AuthorizedRequest.of(request).auditSubject(), commands);
            }
        }
    }
}
