package dev.gitsync.internal.transport;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.push.PushObjectCheck;
import dev.gitsync.internal.push.PushOptions;
import dev.gitsync.internal.push.PushRefusals;
import dev.gitsync.internal.receive.EarlyCommitCheck;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Refuses a push before its pack is complete: by its commands and push options, or by its first commits. */
record EarlyRefusals(SpaceEngine engine, Space space, Pusher pusher) implements PushReceiver.Screening {
    @Override
    public boolean refusesCommands(PushReceiver push) {
        PushReply reply = new PushReply(push);
        List<ReceiveCommand> commands = push.getAllCommands();
        Optional<PushResult.Refused> refusal = RefRules.refuse(commands);
        if (refusal.isEmpty()) {
            refusal = PushOptions.read(reply.options()).mistake().map(PushRefusals::unknownOption);
            refusal.ifPresent(why -> reply.reject(why.summary()));
        }
        refusal.ifPresent(why -> {
            why.details().forEach(push::sendMessage);
            engine.pushed(new PushAttempt(space, pusher, reply.proposal()), why);
        });
        return refusal.isPresent();
    }

    @Override
    public void refuseCommits(PushReceiver push, EarlyCommitCheck.Refusal refusal) {
        PushReply reply = new PushReply(push);
        PushResult.Refused why = refusal instanceof EarlyCommitCheck.Invalid invalid
                ? PushObjectCheck.invalid(ProposalException.inAnyCommit(invalid.problems()), reply.proposal())
                : PushRefusals.notFastForward();
        reply.refuse(why);
        engine.pushed(new PushAttempt(space, pusher, reply.proposal()), why);
    }
}
