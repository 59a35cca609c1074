package dev.gitsync.internal.receive;

import dev.gitsync.error.InvalidPackException;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UnpackErrorHandler;

/** Reports to the pusher why a pack was rejected, in gitsync's own words: JGit's messages may reveal the server's disk. */
final class PackFailure implements UnpackErrorHandler {
    private static final String IN_STEPS =
            " at once. Push it in several steps, older commits first: git push origin <commit>:main";
    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{40}\\b");

    private final UnpackErrorHandler report;
    private final long mostObjectBytes;
    private final long mostPackBytes;
    private final int mostObjects;

    /** Creates a handler that reports through the current handler of {@code receive}. */
    PackFailure(ReceivePack receive, long mostObjectBytes, long mostPackBytes, int mostObjects) {
        this.report = receive.getUnpackErrorHandler();
        this.mostObjectBytes = mostObjectBytes;
        this.mostPackBytes = mostPackBytes;
        this.mostObjects = mostObjects;
    }

    /** Returns the exception for a pack that the parser rejected, where neither the connection nor the storage failed. */
    InvalidPackException invalid(Exception failure) {
        return new InvalidPackException(sentence(failure), failure);
    }

    @Override
    public void handleUnpackException(Throwable failure) throws IOException {
        String sentence = failure instanceof InvalidPackException
                ? failure.getMessage()
                : "The server could not receive this push, or the connection was lost. Nothing was changed; try again later.";
        report.handleUnpackException(new IOException(sentence));
    }

    private String sentence(Exception failure) {
        if (failure instanceof TooLargeObjectInPackException) {
            return "A file in a commit of this push is larger than " + mostObjectBytes
                    + " bytes, the limit of this server. Remove it from every commit and push again.";
        } else if (failure instanceof TooLargePackException) {
            return "This push is larger than " + mostPackBytes + " bytes, the limit of this server" + IN_STEPS;
        } else if (failure instanceof PackLimits.ExceededException exceeded) {
            return sentence(exceeded.limit());
        } else if (failure instanceof MissingObjectException) {
            return "An object is missing from this push" + id(failure)
                    + ". Run 'git fetch' and push again; from a shallow clone, 'git fetch --unshallow'.";
        }
        return "An object of this push is invalid" + id(failure)
                + ", or the pack is truncated. Push again; if that does not help, 'git fsck' tells what is wrong.";
    }

    private String sentence(PackLimits.ExceededException.Limit exceeded) {
        return switch (exceeded) {
            case OBJECTS -> "This push has more than " + mostObjects + " objects, the limit of this server" + IN_STEPS;
            case DELTAS ->
                "Delta chains in this push are longer than this server accepts."
                        + " Push with short chains: git -c pack.depth=1 push";
        };
    }

    private static String id(Exception failure) {
        Matcher id = ID.matcher(String.valueOf(failure.getMessage()));
        return id.find() ? " (" + id.group() + ")" : "";
    }
}
