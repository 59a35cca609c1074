package dev.gitsync.internal.state;

import dev.gitsync.internal.labels.SpaceLabels;
import dev.gitsync.internal.mirror.MirrorParts;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import dev.gitsync.store.TransactionDomain;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The components of the engine. */
public record EngineParts(
        SpaceDirectory spaces,
        PageStore store,
        RepositoryStore repositories,
        SpaceLock lock,
        PageFiles files,
        PushValidator validator,
        SpaceLabels labels,
        PushInterceptor interceptor,
        SyncListener listener,
        StepRecorder steps,
        MirrorParts mirrors,
        LfsLocks locks,
        GitSyncSettings settings,
        BackgroundExecutor background,
        LongSupplier nanoTime) {
    private static final Logger LOG = LoggerFactory.getLogger(EngineParts.class);

    /** Returns these parts with another listener. */
    public EngineParts listener(SyncListener other) {
        return new EngineParts(
                spaces,
                store,
                repositories,
                lock,
                files,
                validator,
                labels,
                interceptor,
                other,
                steps,
                mirrors,
                locks,
                settings,
                background,
                nanoTime);
    }

    /** Returns whether pages and refs can change in one transaction. */
    public boolean canCommitTogether() {
        Optional<TransactionDomain> ofPages = store.transactionDomain();
        Optional<TransactionDomain> ofRefs = repositories.transactionDomain();
        if (ofPages.isEmpty() || ofRefs.isEmpty()) {
            return false;
        }
        boolean isShared = ofPages.equals(ofRefs);
        if (!isShared) {
            LOG.warn(
                    "Page store and repository store declare different transaction domains ({} and {}). Pages commit first,"
                            + " and refs follow. Build both stores on the same one to commit a push in one transaction",
                    ofPages.get(),
                    ofRefs.get());
        }
        return isShared;
    }
}
