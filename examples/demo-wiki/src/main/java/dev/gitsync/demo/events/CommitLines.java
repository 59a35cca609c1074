package dev.gitsync.demo.events;

import dev.gitsync.demo.events.SyncEvent.Line;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** What the newest commits of {@code main} did to which file, and who made them. */
public final class CommitLines {
    private static final int MOST_COMMITS = 20;
    private static final Map<ChangeType, String> ACTIONS = Map.of(
            ChangeType.ADD, "created",
            ChangeType.MODIFY, "updated",
            ChangeType.DELETE, "deleted",
            ChangeType.RENAME, "moved",
            ChangeType.COPY, "created");

    private final RepositoryStore repositories;

    /** Reads these repositories. */
    public CommitLines(RepositoryStore repositories) {
        this.repositories = repositories;
    }

    /** @param moreCommits how many commits were left out */
    record Found(List<Line> lines, int moreCommits) {}

    /** The {@code commits} newest commits behind {@code main}, the newest first; only some when there are many. */
    Found newest(Space space, @Nullable String main, int commits) {
        if (main == null) {
            return new Found(List.of(), 0);
        }
        int shown = Math.min(commits, MOST_COMMITS);
        try (Repository repository = repositories.open(space);
                RevWalk walk = new RevWalk(repository)) {
            List<Line> lines = new ArrayList<>();
            RevCommit next = walk.parseCommit(ObjectId.fromString(main));
            for (int i = 0; i < shown; i++) {
                @Nullable RevCommit parent = next.getParentCount() == 0 ? null : walk.parseCommit(next.getParent(0));
                lines.addAll(lines(repository, parent, next));
                if (parent == null) {
                    break;
                }
                next = parent;
            }
            return new Found(lines, commits - shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Line> lines(Repository repository, @Nullable RevCommit parent, RevCommit commit)
            throws IOException {
        try (TreeWalk trees = new TreeWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            trees.setRecursive(true);
            trees.addTree(parent == null ? new EmptyTreeIterator() : tree(reader, parent));
            trees.addTree(tree(reader, commit));
            RenameDetector renames = new RenameDetector(repository);
            renames.addAll(DiffEntry.scan(trees));
            return renames.compute().stream().map(entry -> line(entry, commit)).toList();
        }
    }

    private static CanonicalTreeParser tree(ObjectReader reader, RevCommit commit) throws IOException {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(reader, commit.getTree());
        return parser;
    }

    private static Line line(DiffEntry entry, RevCommit commit) {
        String path = entry.getChangeType() == ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
        String by = commit.getAuthorIdent().getName();
        return new Line(ACTIONS.getOrDefault(entry.getChangeType(), "updated"), "", path, commit.getShortMessage(), by);
    }
}
