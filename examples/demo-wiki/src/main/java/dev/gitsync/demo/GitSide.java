package dev.gitsync.demo;

import dev.gitsync.GitSync;
import dev.gitsync.demo.sync.EngineSync;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.web.Links;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SCAFFOLDING: lets the wiki run while {@link GitSync#builder()} is a stub. Goes with the engine's arrival. */
record GitSide(@Nullable GitSync gitSync, SpaceSync sync) {
    static GitSide of(JdbiSpaces spaces, JdbiPageStore store, RepositoryStore repositories, String root) {
        try {
            GitSync gitSync = GitSync.builder()
                    .spaces(spaces)
                    .pages(store)
                    .repositories(repositories)
                    .links((space, page) -> Optional.of(root + Links.page(page)))
                    .build();
            return new GitSide(gitSync, new EngineSync(gitSync, store));
        } catch (UnsupportedOperationException e) {
            return new GitSide(null, new NoSync());
        }
    }

    private static final class NoSync implements SpaceSync {
        @Override
        public Map<PageId, String> paths(Space space, Collection<PageId> pages) {
            return Map.of();
        }

        @Override
        public Optional<PageId> pageAt(Space space, String path) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> file(Space space, String path, int maxBytes) {
            return Optional.empty();
        }

        @Override
        public VerifyReport verify(SpaceId space) {
            return new VerifyReport.NotRun(new SyncReport.Skipped(space, SyncReport.Reason.DISABLED));
        }
    }
}
