package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.PackStorage;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryBuilder;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;

/** The bare repository of one space. Its {@code HEAD} is {@code refs/heads/main}, always. */
public final class StoredRepository extends DfsRepository {
    private final StoredObjects objects;
    private final StoredRefs refs;

    private StoredRepository(Builder builder, PackStorage packs, RefStorage storedRefs, RecentCommits commits) {
        super(builder);
        objects = new StoredObjects(this, new DfsReaderOptions(), packs, commits);
        refs = new StoredRefs(this, storedRefs, objects);
    }

    /** Opens the repository that the storage holds; an empty one if it holds nothing. */
    public static Repository open(String name, PackStorage packs, RefStorage refs, RecentCommits commits) {
        Builder builder = new Builder(packs, refs, commits);
        builder.setRepositoryDescription(new DfsRepositoryDescription(name));
        return builder.build();
    }

    private static final class Builder extends DfsRepositoryBuilder<Builder, StoredRepository> {
        private final PackStorage packs;
        private final RefStorage refs;
        private final RecentCommits commits;

        Builder(PackStorage packs, RefStorage refs, RecentCommits commits) {
            this.packs = packs;
            this.refs = refs;
            this.commits = commits;
        }

        @Override
        public StoredRepository build() {
            return new StoredRepository(this, packs, refs, commits);
        }
    }

    @Override
    public DfsObjDatabase getObjectDatabase() {
        return objects;
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }
}
