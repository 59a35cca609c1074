package dev.gitsync.servlet;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.ObjectLimit;
import dev.gitsync.servlet.internal.wire.BodySpool.SpoolFullException;
import dev.gitsync.servlet.internal.wire.Deadline.TooSlowException;
import dev.gitsync.servlet.internal.wire.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives exceptions their HTTP meaning and logs them, once: a stranger's mistake in one line, one of ours in full. */
final class Failure {
    private static final Logger log = LoggerFactory.getLogger(Failure.class);

    /** Where JGit takes requests apart; it leaves some mistakes to whatever exception comes up on the way. */
    private static final Set<String> PARSERS = Set.of(
            PacketLineIn.class.getName(),
            "org.eclipse.jgit.internal.transport.parser.FirstCommand",
            "org.eclipse.jgit.internal.transport.parser.FirstWant",
            "org.eclipse.jgit.transport.ProtocolV0Parser",
            "org.eclipse.jgit.transport.ProtocolV2Parser",
            "org.eclipse.jgit.transport.PushCertificateParser");

    /** Where the commands of a push are read; most of it is not in a class of its own. */
    private static final String PUSH_PARSER = "org.eclipse.jgit.transport.ReceivePack.recvCommands";

    private static final Set<Class<?>> BAD_PACK = Set.of(
            CorruptObjectException.class,
            DeltaLimit.ExceededException.class,
            MissingObjectException.class,
            ObjectLimit.ExceededException.class,
            TooLargeObjectInPackException.class,
            TooLargePackException.class);

    private Failure() {}

    /** What happened, where JGit has wrapped it to say that the client was told already. */
    static Throwable behind(Exception wrapper) {
        return Objects.requireNonNullElse(wrapper.getCause(), wrapper);
    }

    /** Logs {@code failure} and answers with its status and sentence; the response must not be committed. */
    static void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        logRequest(failure, isMalformed(failure) || failure instanceof SpoolFullException, request);
        meaning(failure).sendInstead(response);
    }

    /** Logs a push whose pack could not be taken; the pusher has JGit's report of it. */
    static void log(Throwable failure, HttpServletRequest request) {
        logRequest(failure, isMalformed(failure) || isBadPack(failure), request);
    }

    /** JGit trips over some packs instead of refusing them. */
    private static boolean isBadPack(Throwable failure) {
        boolean isTripped = failure instanceof RuntimeException
                && !(failure instanceof GitSyncException)
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(PackParser.class.getName()));
        return isTripped || BAD_PACK.contains(failure.getClass());
    }

    private static void logRequest(Throwable failure, boolean clientsMistake, HttpServletRequest request) {
        String uri = LogText.clean(request.getRequestURI());
        if (clientsMistake) {
            log.info("Malformed request: {} {}: {}", request.getMethod(), uri, LogText.clean(failure));
        } else {
            log.error("Request failed: {} {}", request.getMethod(), uri, failure);
        }
    }

    private static Answer meaning(Throwable failure) {
        if (failure instanceof InputOverLimitIOException) {
            return Answer.TOO_LARGE;
        } else if (failure instanceof TooSlowException) {
            return Answer.TOO_SLOW;
        } else if (failure instanceof SpoolFullException) {
            return Answer.CROWDED;
        } else if (failure instanceof StoreException) {
            return Answer.UNAVAILABLE;
        }
        return isMalformed(failure) ? Answer.MALFORMED : Answer.BROKEN;
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof PackProtocolException
                || failure instanceof EOFException
                || failure instanceof ZipException
                || failure instanceof TooSlowException
                || failure instanceof InputOverLimitIOException
                || Arrays.stream(failure.getStackTrace()).anyMatch(Failure::isParser);
    }

    private static boolean isParser(StackTraceElement frame) {
        return PARSERS.contains(frame.getClassName())
                || PUSH_PARSER.equals(frame.getClassName() + "." + frame.getMethodName());
    }
}
