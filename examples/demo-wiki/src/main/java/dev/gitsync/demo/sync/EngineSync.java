package dev.gitsync.demo.sync;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.VerifyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers from the engine, after the repository has caught up with the wiki. */
public final class EngineSync implements SpaceSync {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSync.class);
    private static final String MAIN = Constants.R_HEADS + "main";

    private final GitSync gitSync;

    /** Asks {@code gitSync}. */
    public EngineSync(GitSync gitSync) {
        this.gitSync = gitSync;
    }

    @Override
    public Map<PageId, String> paths(Space space, Collection<PageId> wanted) {
        try {
            if (gitSync.space(space.id()).isEmpty()) {
                return Map.of();
            }
            gitSync.catchUp(space.id());
            return known(space, wanted);
        } catch (StoreException e) {
            LOG.warn("Space {}: shown without paths: {}", space.id(), e.getMessage());
            return Map.of();
        }
    }

    @Override
    public Optional<String> pathNow(Space space, PageId page) {
        try {
            if (gitSync.space(space.id()).isEmpty()) {
                return Optional.empty();
            }
            gitSync.tryCatchUp(space.id());
            return Optional.ofNullable(known(space, List.of(page)).get(page));
        } catch (StoreException e) {
            LOG.warn("Space {}: saved, but without a path: {}", space.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private Map<PageId, String> known(Space space, Collection<PageId> wanted) {
        return gitSync.withPaths(space, paths -> {
            Map<PageId, String> found = new LinkedHashMap<>();
            wanted.forEach(page -> paths.apply(page).ifPresent(path -> found.put(page, path)));
            return found;
        });
    }

    @Override
    public Optional<PageId> pageAt(Space space, String path) {
        if (gitSync.space(space.id()).isEmpty()) {
            return Optional.empty();
        }
        gitSync.catchUp(space.id());
        return gitSync.pageAt(space, path);
    }

    @Override
    public Optional<byte[]> file(Space space, String path, int maxBytes) {
        try (Repository repository = gitSync.open(space);
                RevWalk commits = new RevWalk(repository)) {
            ObjectId main = repository.resolve(MAIN);
            return main == null
                    ? Optional.empty()
                    : blob(repository, TreeWalk.forPath(repository, path, commits.parseTree(main)), maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> blob(Repository repository, @Nullable TreeWalk entry, int maxBytes)
            throws IOException {
        if (entry == null || (entry.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
            return Optional.empty();
        }
        ObjectLoader loader = repository.open(entry.getObjectId(0), Constants.OBJ_BLOB);
        return loader.getSize() > maxBytes ? Optional.empty() : Optional.of(loader.getBytes(maxBytes));
    }

    @Override
    public Optional<SpaceStatus> status(SpaceId space) {
        return gitSync.status(space);
    }

    @Override
    public VerifyReport verify(SpaceId space) {
        return gitSync.verify(space);
    }
}
