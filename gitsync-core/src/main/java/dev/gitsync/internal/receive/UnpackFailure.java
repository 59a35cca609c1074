package dev.gitsync.internal.receive;

import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.ObjectLimit;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UnpackErrorHandler;

/** Tells a pusher why a pack was not taken, in a sentence of ours: what JGit says may speak of the server's disk. */
final class UnpackFailure implements UnpackErrorHandler {
    private static final String IN_STEPS =
            " at once. Push it in several steps, older commits first: git push origin <commit>:main";
    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{40}\\b");

    private final UnpackErrorHandler report;
    private final long mostObjectBytes;
    private final long mostPackBytes;
    private final int mostObjects;

    /** Reports by the handler that {@code receive} has until now. */
    UnpackFailure(ReceivePack receive, long mostObjectBytes, long mostPackBytes, int mostObjects) {
        this.report = receive.getUnpackErrorHandler();
        this.mostObjectBytes = mostObjectBytes;
        this.mostPackBytes = mostPackBytes;
        this.mostObjects = mostObjects;
    }

    @Override
    public void handleUnpackException(Throwable failure) throws IOException {
        report.handleUnpackException(new IOException(sentence(failure)));
    }

    private String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLargeObjectInPackException) {
                return "A file in a commit of this push is larger than " + mostObjectBytes
                        + " bytes, the most that this server takes. Take it out of every commit and push again.";
            }
            if (cause instanceof TooLargePackException) {
                return "This push is larger than " + mostPackBytes + " bytes, the most that this server takes"
                        + IN_STEPS;
            }
            if (cause instanceof ObjectLimit.ExceededException) {
                return "This push has more than " + mostObjects + " objects, the most that this server takes"
                        + IN_STEPS;
            }
            if (cause instanceof DeltaLimit.ExceededException) {
                return "Deltas in this push stand on each other farther than this server takes them apart."
                        + " Push it without: git -c pack.depth=1 push";
            }
            if (cause instanceof CorruptObjectException) {
                return "An object of this push is not well-formed" + id(cause) + ". 'git fsck' tells what is wrong.";
            }
            if (cause instanceof MissingObjectException) {
                return "An object is missing from this push" + id(cause)
                        + ". Run 'git fetch' and push again; from a shallow clone, 'git fetch --unshallow'.";
            }
        }
        return "The server could not take this push in, or the connection broke. Nothing was changed; try again later.";
    }

    private static String id(Throwable cause) {
        Matcher id = ID.matcher(String.valueOf(cause.getMessage()));
        return id.find() ? " (" + id.group() + ")" : "";
    }
}
