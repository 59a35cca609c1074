package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The report of a remote about a push of one branch.
 *
 * @param unpack {@code ok}, or why the pack could not be stored
 * @param refusal empty if the branch moved, else why not
 */
record PushReport(String unpack, String refusal) {
    private static final String UNPACK = "unpack ";
    private static final String STORED = "ok";
    private static final Pattern LIMIT = Pattern.compile("(?i)exceed|too large|limit|quota");
    private static final Pattern LATER = Pattern.compile("(?i)try again");
    private static final Pattern LOCK = Pattern.compile("(?i)lock|failed to update ref|internal|error");

    /** Reads a report. */
    static PushReport read(PacketReader in) throws IOException {
        if (!in.nextLine() || !in.text().startsWith(UNPACK)) {
            throw new ProtocolException("no report of the push");
        }
        String unpack = in.text().substring(UNPACK.length());
        if (!in.nextLine()) {
            return new PushReport(unpack, "no report of the branch");
        }
        String[] status = in.text().split(" ", 3);
        while (in.nextLine()) {
            // Options of the status may follow.
        }
        return new PushReport(unpack, status[0].equals(STORED) ? "" : status[status.length - 1]);
    }

    /** Returns whether the branch moved. */
    boolean isMoved() {
        return unpack.equals(STORED) && refusal.isEmpty();
    }

    /** Returns the exception for a branch that did not move although it is where it was. */
    WireException refusal(String host, String branch, List<String> words) {
        List<String> details = new ArrayList<>(words);
        details.addAll(RemoteWords.lines(unpack.equals(STORED) ? refusal : unpack));
        boolean isStored = unpack.equals(STORED);
        if (isStored && LATER.matcher(refusal).find()) {
            return new WireException(
                    Outcome.REMOTE_FAILED,
                    "The remote at " + host
                            + " can't take the push now. gitsync tries again; if that goes on, see the details.",
                    details,
                    null);
        }
        if (isStored && !LOCK.matcher(refusal).find()) {
            return new WireException(
                    Outcome.REFUSED_BY_REMOTE,
                    "The remote at " + host + " refuses the push to its branch " + branch
                            + ". Allow the mirror's user to push there, or solve what the remote names.",
                    details,
                    null);
        }
        if (!isStored && LIMIT.matcher(unpack + words).find()) {
            return new WireException(
                    Outcome.REFUSED_BY_REMOTE,
                    "The remote at " + host + " refuses the push as too large. Raise its limits.",
                    details,
                    null);
        }
        return new WireException(
                Outcome.REMOTE_FAILED,
                "The remote at " + host + " could not store the push: its disk may be full, or the repository damaged."
                        + " gitsync tries again; if that goes on, see the details and the remote's log.",
                details,
                null);
    }
}
