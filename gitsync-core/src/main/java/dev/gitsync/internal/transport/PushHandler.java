package dev.gitsync.internal.transport;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.push.PushObjectCheck;
import dev.gitsync.internal.push.PushOptions;
import dev.gitsync.internal.push.PushRefusals;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.receive.EarlyCommitCheck;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.state.RepositoryView;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.PushPermission;
import dev.gitsync.push.PushProposal;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;

/** Hands one push that came over the wire to the engine, and tells the client how it ended. */
final class PushHandler implements PushReceiver.Judge {
    private final SpaceEngine engine;
    private final ReceiptWriter receipt;
    private final Pusher pusher;
    private final PushPermission permission;

    PushHandler(SpaceEngine engine, ReceiptWriter receipt, Pusher pusher, PushPermission permission) {
        this.engine = engine;
        this.receipt = receipt;
        this.pusher = pusher;
        this.permission = permission;
    }

    /** Refuses what the commands and the push options alone can tell, before the pack is read. */
    @Override
    public boolean refusesCommands(PushReceiver push) {
        List<ReceiveCommand> commands = push.getAllCommands();
        Optional<PushResult.Refused> refusal = RefRules.refuse(commands);
        if (refusal.isEmpty()) {
            refusal = PushOptions.read(options(push)).mistake().map(PushRefusals::unknownOption);
            refusal.ifPresent(why -> reject(push, why.summary()));
        }
        refusal.ifPresent(why -> {
            why.details().forEach(push::sendMessage);
            engine.pushed(new PushAttempt(receipt.space(), pusher, proposal(push)), why);
        });
        return refusal.isPresent();
    }

    @Override
    public void refuseCommits(PushReceiver push, EarlyCommitCheck.Refusal refusal) {
        PushProposal proposal = proposal(push);
        PushResult.Refused why = refusal instanceof EarlyCommitCheck.Invalid invalid
                ? PushObjectCheck.invalid(new ProposalException(invalid.problems()), proposal)
                : PushRefusals.notFastForward();
        said(why).forEach(push::sendMessage);
        reject(push, why.summary());
        engine.pushed(new PushAttempt(receipt.space(), pusher, proposal), why);
    }

    @Override
    public void decide(PushReceiver push) {
        PushRequest request = new PushRequest(
                receipt.space(), RepositoryView.behind(push.getRepository()), pusher, proposal(push), permission);
        engine.ingest(request, new ClientKeepalive(push)).accept(new Reply(push));
    }

    /** Tells the client how its push ended; answers whether it was accepted. */
    private final class Reply implements PushResult.Visitor<Boolean> {
        private final PushReceiver push;

        Reply(PushReceiver push) {
            this.push = push;
        }

        @Override
        public Boolean visitAccepted(PushResult.Accepted accepted) {
            push.getAllCommands().get(0).setResult(Result.OK);
            String lead = accepted.isPending() ? "To be written: " : "In the wiki: ";
            receipt.write(lead, accepted.pages(), accepted.otherFiles(), push::sendMessage);
            accepted.notes().forEach(push::sendMessage);
            return true;
        }

        @Override
        public Boolean visitPlanned(PushResult.Planned planned) {
            receipt.write("This push would do: ", planned.pages(), planned.otherFiles(), push::sendMessage);
            planned.notes().forEach(push::sendMessage);
            return reject(push, "dry run: nothing was changed");
        }

        @Override
        public Boolean visitRefused(PushResult.Refused refused) {
            said(refused).forEach(push::sendMessage);
            return reject(push, refused.summary());
        }
    }

    /** What the client prints; the first line says that it is about a refusal. */
    private static List<String> said(PushResult.Refused refused) {
        List<String> lines = new ArrayList<>(refused.details());
        if (refused.reason() == PushResult.Reason.INVALID && !lines.isEmpty()) {
            lines.set(0, "Push refused: " + lines.get(0));
        }
        return lines;
    }

    private static PushProposal proposal(ReceivePack push) {
        ReceiveCommand first = push.getAllCommands().get(0);
        return new PushProposal(first.getOldId(), first.getNewId(), options(push));
    }

    private static List<String> options(ReceivePack push) {
        return push.getPushOptions() == null ? List.of() : push.getPushOptions();
    }

    private static boolean reject(ReceivePack push, String why) {
        push.getAllCommands().get(0).setResult(Result.REJECTED_OTHER_REASON, why);
        return false;
    }
}
