package dev.gitsync.internal.transport;

import dev.gitsync.internal.receive.EarlyCommitCheck;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.MovedTip;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Advertises {@code main} where {@code caughtUp} found it. */
record CaughtUpRefs(Transport transport, GitSyncSettings settings, Repository repository, SyncReport caughtUp)
        implements RefAdvertisement {
    @Override
    public UploadPack uploadPack() {
        UploadPack upload = transport.uploadPack(repository);
        upload.setAdvertiseRefsHook(AdvertisedMain.after(caughtUp));
        return upload;
    }

    @Override
    public void sendForPush(RefAdvertiser client) throws IOException {
        Duration window =
                settings.merge().movedTip() == MovedTip.MERGE ? settings.merge().window() : Duration.ZERO;
        ReceivePack receive = transport.receivePack(repository, new NoPush());
        receive.setAdvertiseRefsHook(PushBase.after(caughtUp, window, InstantSource.system()));
        try {
            receive.sendAdvertisedRefs(client);
        } finally {
            receive.getRevWalk().close();
        }
    }

    /** Never asked, since the service only advertises. */
    private static final class NoPush implements PushReceiver.Judge, PushReceiver.Screening {
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
