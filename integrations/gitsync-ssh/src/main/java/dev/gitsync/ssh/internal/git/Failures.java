package dev.gitsync.ssh.internal.git;

import dev.gitsync.error.InvalidPackException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.server.LogText;
import dev.gitsync.internal.server.Refusal;
import dev.gitsync.internal.server.concurrency.PausablePermit.PermitTimeoutException;
import dev.gitsync.internal.server.protocol.UnsupportedRequestException;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import dev.gitsync.internal.server.transfer.SpoolFullException;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.WantNotValidException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells failures of clients, which get a sentence and one line in the log, from failures of the server, whose log has the stack trace. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Returns the exception that JGit has wrapped. */
    static Throwable cause(Exception wrapper) {
        return unwrapped(Objects.requireNonNullElse(wrapper.getCause(), wrapper));
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof UncheckedIOException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
    }

    static boolean isClientGone(Throwable failure) {
        return failure instanceof LimitedInput.ClientGoneException
                || failure instanceof EOFException
                || failure instanceof SshException;
    }

    static void log(Throwable failure, AuthorizedSession session) {
        if (isClientGone(failure) || isCausedByClient(failure)) {
            log.info(
                    "A git command over SSH ended early in space {}: {}",
                    session.space().id(),
                    LogText.clean(failure));
        } else {
            log.error(
                    "A git command over SSH failed in space {}", session.space().id(), failure);
        }
    }

    private static boolean isCausedByClient(Throwable failure) {
        return isExplained(failure)
                || (refusal(failure) != Refusal.INTERNAL_ERROR && refusal(failure) != Refusal.SPACE_UNAVAILABLE);
    }

    private static boolean isExplained(Throwable failure) {
        return failure instanceof RefusedException
                || failure instanceof UnsupportedRequestException
                || failure instanceof WantNotValidException
                || failure instanceof ServiceMayNotContinueException;
    }

    /** Returns the message for the client, with a reason that the lines of its request make likely. */
    static String message(Throwable failure, Optional<String> likelyReason) {
        if (isExplained(failure) && failure.getMessage() != null) {
            return failure.getMessage();
        } else if (failure instanceof PackProtocolException && likelyReason.isPresent()) {
            return likelyReason.get();
        }
        return refusal(failure).message();
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof InputOverLimitIOException) {
            return Refusal.TOO_LARGE;
        } else if (LimitedInput.isTooSlow(failure)) {
            return Refusal.TOO_SLOW;
        } else if (failure instanceof SpoolFullException || failure instanceof PermitTimeoutException) {
            return Refusal.SERVER_BUSY;
        } else if (failure instanceof StoreException && !(failure instanceof StoreRejectedException)) {
            return Refusal.SPACE_UNAVAILABLE;
        }
        boolean isMalformed = failure instanceof MalformedRequestException
                || failure instanceof PackProtocolException
                || failure instanceof InvalidPackException;
        return isMalformed ? Refusal.MALFORMED : Refusal.INTERNAL_ERROR;
    }
}
