package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.protocol.FetchLineCheck;
import dev.gitsync.internal.server.protocol.UnsupportedRequestException;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.transfer.InflatedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.http.server.UploadPackErrorHandler;
import org.eclipse.jgit.storage.pack.PackStatistics;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.eclipse.jgit.transport.WantNotValidException;

/**
 * Runs the server side of a fetch, in place of JGit's runner, which reads requests without a limit and responds to malformed ones with an empty
 * 500.
 */
final class FetchRunner implements UploadPackErrorHandler {
    private final long maxRequestBytes;
    private final int maxWants;
    private final AuditRecorder audit;

    FetchRunner(ServerLimits limits, AuditRecorder audit) {
        this.maxRequestBytes = limits.maxFetchRequestBytes();
        this.maxWants = limits.maxWantsPerFetch();
        this.audit = audit;
    }

    @Override
    public void upload(HttpServletRequest request, HttpServletResponse response, UploadPackRunnable replaced)
            throws IOException {
        FetchLineCheck lines = new FetchLineCheck(maxWants);
        try (UploadPack uploadPack = (UploadPack) request.getAttribute(ServletUtils.ATTRIBUTE_HANDLER)) {
            uploadPack.setBiDirectionalPipe(false);
            response.setContentType(GitSmartHttpTools.UPLOAD_PACK_RESULT_TYPE);
            uploadPack.upload(lines.of(InflatedBody.of(request, maxRequestBytes)), response.getOutputStream(), null);
            PackStatistics sent = uploadPack.getStatistics();
            if (sent != null) {
                audit.fetched(AuthorizedRequest.of(request).auditSubject(), (int) sent.getWants());
            }
        } catch (UploadPackInternalServerErrorException e) {
            if (response.isCommitted()) {
                ExceptionMapper.log(
                        ExceptionMapper.cause(e), request); // JGit has sent an error in place of the rest of the pack
            } else {
                respond(ExceptionMapper.cause(e), lines, new HttpExchange(request, response));
            }
        } catch (IOException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e; // closes the connection, so that the client does not take a partial response for a complete
                // one
            }
            respond(ExceptionMapper.unwrap(e), lines, new HttpExchange(request, response));
        }
    }

    private static void respond(Throwable failure, FetchLineCheck lines, HttpExchange exchange) throws IOException {
        Optional<String> message = message(failure, lines);
        if (message.isPresent()) {
            HttpServletResponse response = exchange.response();
            response.reset();
            ErrorResponse.setCommonHeaders(response);
            ErrorResponse.sendToFetch(message.get(), response);
        } else {
            ExceptionMapper.respond(failure, exchange.request(), exchange.response());
        }
    }

    /** Returns the message for the client, if {@code failure} is one that a regular client can cause. */
    private static Optional<String> message(Throwable failure, FetchLineCheck lines) {
        if (failure instanceof UnsupportedRequestException
                || failure instanceof WantNotValidException
                || failure instanceof ServiceMayNotContinueException) {
            return Optional.ofNullable(failure.getMessage());
        }
        return failure instanceof PackProtocolException ? Optional.ofNullable(lines.likelyReason()) : Optional.empty();
    }
}
