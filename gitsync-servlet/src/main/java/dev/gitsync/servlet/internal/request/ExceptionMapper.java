package dev.gitsync.servlet.internal.request;

import dev.gitsync.error.InvalidPackException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.servlet.internal.concurrency.PausablePermit.PermitTimeoutException;
import dev.gitsync.servlet.internal.text.LogText;
import dev.gitsync.servlet.internal.transfer.BodySpool.SpoolFullException;
import dev.gitsync.servlet.internal.transfer.Deadline.TooSlowException;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody.IncompleteBodyException;
import dev.gitsync.servlet.internal.transfer.MalformedRequestException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives exceptions their HTTP meaning and logs them, once: a stranger's mistake in one line, one of ours in full. Which is which, the type
 * says; whoever reads what clients send throws types of its own.
 */
public final class ExceptionMapper {
    private static final Logger log = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    /** What happened, where JGit has wrapped it: to say that the client was told already, or because it reads in a loop. */
    public static Throwable cause(Exception wrapper) {
        return unwrap(Objects.requireNonNullElse(wrapper.getCause(), wrapper));
    }

    /** What went wrong while a body was read, out of the exception that carries it past JGit. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof UncheckedIOException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
    }

    /** Logs {@code failure} and answers with its status and sentence; the response must not be committed. */
    public static void respond(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log(failure, request);
        response(failure).replace(response);
    }

    /** Logs what came too late for an answer, or has JGit's report as one. */
    public static void log(Throwable failure, HttpServletRequest request) {
        String uri = LogText.clean(request.getRequestURI());
        if (isMalformed(failure)) {
            log.info("Malformed request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else if (isOverloaded(failure)) {
            log.info("No room for a request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else {
            log.error("Request failed: {} {}", request.getMethod(), uri, failure);
        }
    }

    private static ErrorResponse response(Throwable failure) {
        if (failure instanceof InputOverLimitIOException) {
            return ErrorResponse.TOO_LARGE;
        } else if (failure instanceof TooSlowException) {
            return ErrorResponse.TOO_SLOW;
        } else if (isOverloaded(failure)) {
            return ErrorResponse.SERVER_BUSY;
        } else if (failure instanceof StoreException && !(failure instanceof StoreRejectedException)) {
            return ErrorResponse.SPACE_UNAVAILABLE;
        }
        return isMalformed(failure) ? ErrorResponse.MALFORMED : ErrorResponse.INTERNAL_ERROR;
    }

    private static boolean isOverloaded(Throwable failure) {
        return failure instanceof SpoolFullException || failure instanceof PermitTimeoutException;
    }

    /** Each of these is thrown where the client's bytes are taken apart, and nowhere else. */
    private static boolean isMalformed(Throwable failure) {
        return failure instanceof MalformedRequestException
                || failure instanceof IncompleteBodyException
                || failure instanceof PackProtocolException
                || failure instanceof InvalidPackException
                || failure instanceof TooSlowException
                || failure instanceof InputOverLimitIOException;
    }
}
