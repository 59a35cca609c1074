package dev.gitsync.internal.transport;

import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/** The request of a push, and the means to report its refusal to the client. */
record PushReply(PushReceiver push) {
    /** The reasons whose first line is about a file. */
    private static final Set<PushResult.Reason> INVALID =
            EnumSet.of(PushResult.Reason.INVALID, PushResult.Reason.MISSING_OBJECTS);

    /** Returns what the first command proposes. */
    PushAttempt.Proposal proposal() {
        ReceiveCommand first = push.getAllCommands().get(0);
        return new PushAttempt.Proposal(first.getOldId(), first.getNewId(), options());
    }

    /** Returns the push options. */
    List<String> options() {
        return push.getPushOptions() == null ? List.of() : push.getPushOptions();
    }

    /** Prints the reasons at the client, and refuses the command; returns false. */
    boolean refuse(PushResult.Refused refused) {
        lines(refused).forEach(push::sendMessage);
        return reject(refused.summary());
    }

    /** Refuses the command; returns false. */
    boolean reject(String why) {
        push.getAllCommands().get(0).setResult(Result.REJECTED_OTHER_REASON, why);
        return false;
    }

    /** Returns the lines to print; the first one says that the push is refused. */
    private static List<String> lines(PushResult.Refused refused) {
        List<String> lines = new ArrayList<>(refused.details());
        if (INVALID.contains(refused.reason()) && !lines.isEmpty()) {
            lines.set(0, "Push refused: " + lines.get(0));
        }
        return lines;
    }
}
