package dev.gitsync.demo.sync;

import dev.gitsync.GitSync;
import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SpacePaths;
import dev.gitsync.report.SyncReport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the paths of pages and the pages of paths, in a repository that has caught up with the wiki. Thread-safe. */
public final class SpaceSync {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceSync.class);
    private static final String MAIN = Constants.R_HEADS + "main";

    private final GitSync gitSync;

    /** Reads the repositories of {@code gitSync}. */
    public SpaceSync(GitSync gitSync) {
        this.gitSync = gitSync;
    }

    /**
     * Returns the path of the file of each page, or of the folder of a page without text. Pages without a path are left out, and
     * so are all of them while the repository is unreachable.
     */
    public Map<PageId, String> paths(Space space, Collection<PageId> wanted) {
        return paths(space, wanted, gitSync::catchUp);
    }

    /**
     * Returns the path of a page that was just saved, without waiting: empty while another process works on the space or the
     * repository is unreachable.
     */
    public Optional<String> pathNow(Space space, PageId page) {
        return Optional.ofNullable(
                paths(space, List.of(page), gitSync::tryCatchUp).get(page));
    }

    private Map<PageId, String> paths(Space space, Collection<PageId> wanted, Consumer<SpaceId> catchUp) {
        try {
            if (gitSync.space(space.id()).isEmpty()) {
                return Map.of();
            }
            catchUp.accept(space.id());
            return gitSync.withPaths(space, paths -> {
                Map<PageId, String> found = new LinkedHashMap<>();
                wanted.forEach(page -> paths.apply(page).ifPresent(path -> found.put(page, path)));
                return found;
            });
        } catch (StoreException e) {
            LOG.warn("Space {}: no paths available: {}", space.id(), e.getMessage());
            return Map.of();
        }
    }

    /** The commit of {@code main} once it has caught up with the wiki, or an empty text. */
    public String main(Space space) {
        if (gitSync.space(space.id()).isEmpty()) {
            return "";
        }
        SyncReport report = gitSync.catchUp(space.id());
        String main = report instanceof SyncReport.Pulled pulled
                ? pulled.main()
                : report instanceof SyncReport.UpToDate now ? now.main() : null;
        return main == null ? "" : main;
    }

    /** The path that a live page gets with this title and parent; empty if it has none, or git sync is off. */
    public Optional<String> pathAfter(Space space, Page after) {
        if (gitSync.space(space.id()).isEmpty()) {
            return Optional.empty();
        }
        gitSync.catchUp(space.id());
        return gitSync.withSpacePaths(
                space,
                paths -> paths.path(after.id()).map(path -> {
                    String moved = path;
                    for (SpacePaths.Move move : paths.moves(after)) {
                        if (path.equals(move.from())) {
                            return move.to();
                        } else if (path.startsWith(move.from() + "/")) {
                            moved = move.to() + path.substring(move.from().length());
                        }
                    }
                    return moved;
                }));
    }

    /** The path of one page, or an empty text. */
    public String path(FoundPage page) {
        return paths(page.in().space(), List.of(page.id())).getOrDefault(page.id(), "");
    }

    /** The live page whose file or folder has this path. */
    public Optional<PageId> pageAt(Space space, String path) {
        if (gitSync.space(space.id()).isEmpty()) {
            return Optional.empty();
        }
        gitSync.catchUp(space.id());
        return gitSync.pageAt(space, path);
    }

    /** The live attachment whose file has this path, as of the last cycle. */
    public Optional<PageId> attachmentAt(Space space, String path) {
        return gitSync.space(space.id()).isEmpty() ? Optional.empty() : gitSync.attachmentAt(space, path);
    }

    /** The contents of a file in {@code main}: of one that stays in git alone. */
    public Optional<FileContent> file(Space space, String path) {
        try (Repository repository = gitSync.open(space);
                RevWalk commits = new RevWalk(repository)) {
            ObjectId main = repository.resolve(MAIN);
            TreeWalk entry = main == null ? null : TreeWalk.forPath(repository, path, commits.parseTree(main));
            if (entry == null || (entry.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            ObjectId blob = entry.getObjectId(0);
            long size = repository.open(blob, Constants.OBJ_BLOB).getSize();
            return Optional.of(new FileContent(path, size, blob.name(), false, offset -> open(space, blob, offset)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open(Space space, ObjectId blob, long offset) throws IOException {
        Repository repository = gitSync.open(space);
        try {
            InputStream in = repository.open(blob, Constants.OBJ_BLOB).openStream();
            in.skipNBytes(offset);
            return new FilterInputStream(in) {
                @Override
                public void close() throws IOException {
                    try (repository) {
                        super.close();
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }
}
