package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryBuilder;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefDatabase;

/** The bare repository of one space. Its {@code HEAD} is {@code refs/heads/main}, always. */
public final class StoredRepository extends DfsRepository {
    private final StoredObjects objects;
    private final StoredRefs refs;

    /**
     * The parts of a repository.
     *
     * @param limits the limits of received packs
     */
    public record Parts(PackStorage packs, RefStorage refs, RecentCommits commits, PackLimits limits) {}

    private StoredRepository(Builder builder, Parts parts) {
        super(builder);
        objects = new StoredObjects(this, new DfsReaderOptions(), parts);
        refs = new StoredRefs(this, parts.refs(), objects);
    }

    /** Opens the repository that the storage holds; an empty one if it holds nothing. */
    public static SpaceRepository open(String name, Parts parts) {
        Builder builder = new Builder(parts);
        builder.setRepositoryDescription(new DfsRepositoryDescription(name));
        return new Opened(builder.build());
    }

    /** A repository that reads all refs with one query and whose inserter uses hints. */
    private static final class Opened extends SpaceRepository {
        private final StoredRepository stored;

        Opened(StoredRepository stored) {
            super(stored);
            this.stored = stored;
        }

        @Override
        public Map<String, ObjectId> refs(String... names) throws IOException {
            return readRefs(names);
        }

        @Override
        public HintedInserter newInserter() {
            return stored.objects.newInserter();
        }
    }

    private static final class Builder extends DfsRepositoryBuilder<Builder, StoredRepository> {
        private final Parts parts;

        Builder(Parts parts) {
            this.parts = parts;
        }

        @Override
        public StoredRepository build() {
            return new StoredRepository(this, parts);
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
