package dev.gitsync.internal.engine;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import java.util.Optional;

/** All that the engine is put together from. */
public record EngineParts(
        SpaceDirectory spaces,
        PageStore store,
        RepositoryStore repositories,
        SpaceLock lock,
        PageFiles files,
        PushValidator validator,
        SyncListener listener,
        GitSyncSettings settings) {
    /** Whether pages and refs can change in one transaction. */
    boolean canCommitTogether() {
        Optional<Object> ofPages = store.transactions();
        Optional<Object> ofRefs = repositories.transactions();
        return ofPages.isPresent() && ofRefs.isPresent() && ofPages.get() == ofRefs.get();
    }
}
