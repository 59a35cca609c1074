package dev.gitsync.internal.state;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the engine is put together from. */
public record EngineParts(
        SpaceDirectory spaces,
        PageStore store,
        RepositoryStore repositories,
        SpaceLock lock,
        PageFiles files,
        PushValidator validator,
        PushInterceptor interceptor,
        SyncListener listener,
        GitSyncSettings settings,
        BackgroundExecutor background,
        LongSupplier nanoTime) {
    private static final Logger LOG = LoggerFactory.getLogger(EngineParts.class);

    /** Whether pages and refs can change in one transaction. */
    public boolean canCommitTogether() {
        Optional<Object> ofPages = store.transactions();
        Optional<Object> ofRefs = repositories.transactions();
        if (ofPages.isPresent() && ofRefs.isPresent() && ofPages.get() != ofRefs.get()) {
            LOG.warn(
                    "Pages and repositories could be written in one transaction, but were built on different {}s; pages"
                            + " commit first now, and refs follow",
                    ofPages.get().getClass().getSimpleName());
        }
        return ofPages.isPresent() && ofRefs.isPresent() && ofPages.get() == ofRefs.get();
    }
}
