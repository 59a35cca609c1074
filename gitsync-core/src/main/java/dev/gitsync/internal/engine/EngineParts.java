package dev.gitsync.internal.engine;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;

/** All that the engine is put together from. */
public record EngineParts(
        SpaceDirectory spaces,
        PageStore store,
        RepositoryStore repositories,
        SpaceLock lock,
        PageFiles files,
        PushValidator validator,
        SyncListener listener,
        GitSyncSettings settings) {}
