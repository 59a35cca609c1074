package dev.gitsync.servlet;

import dev.gitsync.error.InvalidPackException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.servlet.internal.concurrency.ComputeShare.NoShareException;
import dev.gitsync.servlet.internal.wire.BodySpool.SpoolFullException;
import dev.gitsync.servlet.internal.wire.Deadline.TooSlowException;
import dev.gitsync.servlet.internal.wire.GuardedInput.BrokenOffException;
import dev.gitsync.servlet.internal.wire.LogText;
import dev.gitsync.servlet.internal.wire.MalformedRequestException;
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
final class Failure {
    private static final Logger log = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    /** What happened, where JGit has wrapped it: to say that the client was told already, or because it reads in a loop. */
    static Throwable behind(Exception wrapper) {
        return read(Objects.requireNonNullElse(wrapper.getCause(), wrapper));
    }

    /** What went wrong while a body was read, out of the exception that carries it past JGit. */
    static Throwable read(Throwable failure) {
        return failure instanceof UncheckedIOException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
    }

    /** Logs {@code failure} and answers with its status and sentence; the response must not be committed. */
    static void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log(failure, request);
        meaning(failure).sendInstead(response);
    }

    /** Logs what came too late for an answer, or has JGit's report as one. */
    static void log(Throwable failure, HttpServletRequest request) {
        String uri = LogText.clean(request.getRequestURI());
        if (isMalformed(failure)) {
            log.info("Malformed request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else if (isCrowded(failure)) {
            log.info("No room for a request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else {
            log.error("Request failed: {} {}", request.getMethod(), uri, failure);
        }
    }

    private static Answer meaning(Throwable failure) {
        if (failure instanceof InputOverLimitIOException) {
            return Answer.TOO_LARGE;
        } else if (failure instanceof TooSlowException) {
            return Answer.TOO_SLOW;
        } else if (isCrowded(failure)) {
            return Answer.CROWDED;
        } else if (failure instanceof StoreException && !(failure instanceof StoreRejectedException)) {
            return Answer.UNAVAILABLE;
        }
        return isMalformed(failure) ? Answer.MALFORMED : Answer.BROKEN;
    }

    private static boolean isCrowded(Throwable failure) {
        return failure instanceof SpoolFullException || failure instanceof NoShareException;
    }

    /** Each of these is thrown where the client's bytes are taken apart, and nowhere else. */
    private static boolean isMalformed(Throwable failure) {
        return failure instanceof MalformedRequestException
                || failure instanceof BrokenOffException
                || failure instanceof PackProtocolException
                || failure instanceof InvalidPackException
                || failure instanceof TooSlowException
                || failure instanceof InputOverLimitIOException;
    }
}
