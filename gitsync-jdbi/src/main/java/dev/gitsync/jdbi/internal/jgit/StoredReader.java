package dev.gitsync.jdbi.internal.jgit;

import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.lib.BitmapIndex;

/** Reads objects as JGit does, and also uses bitmaps for commits since the last maintenance. */
final class StoredReader extends DfsReader {
    private final RecentCommits commits;

    StoredReader(StoredObjects objects, RecentCommits commits) {
        super(objects);
        this.commits = commits;
    }

    @Override
    protected BitmapIndex createBitmapIndex(PackBitmapIndex ofPack) {
        return new RecentBitmaps(ofPack, commits, this);
    }
}
