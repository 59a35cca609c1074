package dev.gitsync.engine.mirror.folder;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsPackCompactor;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;

/** Repositories in memory, whose packs are joined now and then: a test with thousands of packs takes minutes. */
final class CompactingStore implements RepositoryStore {
    private final Map<SpaceId, InMemoryRepository> repositories = new HashMap<>();

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        InMemoryRepository repository = repositories.computeIfAbsent(
                space.id(), id -> new InMemoryRepository(new DfsRepositoryDescription(id.value())));
        repository.incrementOpen();
        return SpaceRepository.of(repository);
    }

    void compact() throws IOException {
        for (InMemoryRepository repository : repositories.values()) {
            DfsPackCompactor compactor = new DfsPackCompactor(repository);
            for (DfsPackFile pack : repository.getObjectDatabase().getPacks()) {
                compactor.add(pack);
            }
            compactor.compact(NullProgressMonitor.INSTANCE);
        }
    }
}
