package dev.gitsync.internal.transport;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.state.RepositoryView;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/** Passes one push to the engine, and reports its result to the client. */
final class PushHandler implements PushReceiver.Judge {
    private final SpaceEngine engine;
    private final ReceiptWriter receipt;
    private final Pusher pusher;
    private final BooleanSupplier permission;

    PushHandler(SpaceEngine engine, ReceiptWriter receipt, Pusher pusher, BooleanSupplier permission) {
        this.engine = engine;
        this.receipt = receipt;
        this.pusher = pusher;
        this.permission = permission;
    }

    @Override
    public PushReceiver.Screening screening() {
        return new EarlyRefusals(engine, receipt.space(), pusher);
    }

    @Override
    public void decide(PushReceiver push) {
        PushRequest request = new PushRequest(
                receipt.space(),
                RepositoryView.behind(push.getRepository()),
                pusher,
                new PushReply(push).proposal(),
                permission,
                false,
                push.received());
        engine.ingest(request, new ClientKeepalive(push)).accept(new Reply(push));
    }

    /** Reports the result of a push to the client, and returns whether it was accepted. */
    private final class Reply implements PushResult.Visitor<Boolean> {
        private final PushReceiver push;

        Reply(PushReceiver push) {
            this.push = push;
        }

        @Override
        public Boolean visitAccepted(PushResult.Accepted accepted) {
            push.getAllCommands().get(0).setResult(Result.OK);
            String lead = accepted.isPending() ? "To be written: " : "In the wiki: ";
            receipt.write(
                    lead,
                    new ReceiptWriter.Receipt(accepted.pages(), accepted.attachments(), accepted.otherFiles()),
                    push::sendMessage);
            accepted.notes().forEach(push::sendMessage);
            return true;
        }

        @Override
        public Boolean visitPlanned(PushResult.Planned planned) {
            receipt.write(
                    "This push would do: ",
                    new ReceiptWriter.Receipt(planned.pages(), planned.attachments(), planned.otherFiles()),
                    push::sendMessage);
            planned.notes().forEach(push::sendMessage);
            return new PushReply(push).reject("dry run: nothing was changed");
        }

        @Override
        public Boolean visitRefused(PushResult.Refused refused) {
            return new PushReply(push).refuse(refused);
        }
    }
}
