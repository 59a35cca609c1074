package dev.gitsync.internal.transport;

import dev.gitsync.internal.receive.EarlyCommitCheck;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.settings.MergePolicy;
import dev.gitsync.settings.MergePolicy.MovedTip;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Advertises {@code main} where {@code caughtUp} found it.
 *
 * @param fetches makes a service for fetch and clone
 * @param pushes makes a service for push that accepts none, see {@link NoPush}
 */
record CaughtUpRefs(SyncReport caughtUp, MergePolicy merge, Supplier<UploadPack> fetches, Supplier<ReceivePack> pushes)
        implements RefAdvertisement {
    @Override
    public UploadPack uploadPack() {
        UploadPack upload = fetches.get();
        upload.setAdvertiseRefsHook(AdvertisedMain.after(caughtUp));
        return upload;
    }

    @Override
    public void sendForPush(RefAdvertiser client) throws IOException {
        Duration window = merge.movedTip() == MovedTip.MERGE ? merge.window() : Duration.ZERO;
        ReceivePack receive = pushes.get();
        receive.setAdvertiseRefsHook(PushBase.after(caughtUp, window, InstantSource.system()));
        try {
            receive.sendAdvertisedRefs(client);
        } finally {
            receive.getRevWalk().close();
        }
    }

    /** Never called, since the service only advertises. */
    static final class NoPush implements PushReceiver.Judge, PushReceiver.Screening {
        private static final String ONLY_REFS = "An advertisement accepts no push";

        @Override
        public PushReceiver.Screening screening() {
            return this;
        }

        @Override
        public boolean refusesCommands(PushReceiver push) {
            throw new IllegalStateException(ONLY_REFS);
        }

        @Override
        public void refuseCommits(PushReceiver push, EarlyCommitCheck.Refusal refusal) {
            throw new IllegalStateException(ONLY_REFS);
        }

        @Override
        public void decide(PushReceiver push) {
            throw new IllegalStateException(ONLY_REFS);
        }
    }
}
