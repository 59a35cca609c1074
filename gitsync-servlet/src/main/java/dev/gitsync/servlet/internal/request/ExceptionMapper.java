package dev.gitsync.servlet.internal.request;

import dev.gitsync.error.InvalidPackException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.server.LogText;
import dev.gitsync.internal.server.concurrency.PausablePermit.PermitTimeoutException;
import dev.gitsync.internal.server.transfer.Deadline.TooSlowException;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import dev.gitsync.internal.server.transfer.SpoolFullException;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody.IncompleteBodyException;
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
 * Maps exceptions to HTTP responses and logs each of them once: a failure of the client in one line, a failure of the server with its stack trace.
 * The type of the exception decides which it is.
 */
public final class ExceptionMapper {
    private static final Logger log = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    /** Returns the exception that JGit has wrapped. */
    public static Throwable cause(Exception wrapper) {
        return unwrap(Objects.requireNonNullElse(wrapper.getCause(), wrapper));
    }

    /** Returns the exception that was wrapped to pass through JGit while a body was read. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof UncheckedIOException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
    }

    /** Logs {@code failure} and sends the response for it. The response must not be committed. */
    public static void respond(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log(failure, request);
        response(failure).replace(response);
    }

    /** Logs an exception for which no response can be sent, or whose response is JGit's report. */
    public static void log(Throwable failure, HttpServletRequest request) {
        String uri = LogText.clean(request.getRequestURI());
        if (isMalformed(failure)) {
            log.info("Malformed request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else if (isOverloaded(failure)) {
            log.info("No capacity for a request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else {
            log.error("Request failed: {} {}", request.getMethod(), uri, failure);
        }
    }

    /** Returns the response for {@code failure}, without logging it. */
    public static ErrorResponse response(Throwable failure) {
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

    /** Returns whether the client caused the exception: each of these types is thrown only where the bytes of the client are parsed. */
    private static boolean isMalformed(Throwable failure) {
        return failure instanceof MalformedRequestException
                || failure instanceof IncompleteBodyException
                || failure instanceof PackProtocolException
                || failure instanceof InvalidPackException
                || failure instanceof TooSlowException
                || failure instanceof InputOverLimitIOException;
    }
}
