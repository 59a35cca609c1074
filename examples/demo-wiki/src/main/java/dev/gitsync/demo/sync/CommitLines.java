package dev.gitsync.demo.sync;

import dev.gitsync.demo.sync.SyncEvent.Line;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.io.NullOutputStream;
import org.jspecify.annotations.Nullable;

/** Lists the files that the newest commits of {@code main} changed, with their authors. */
public final class CommitLines {
    private static final int MAX_COMMITS = 20;
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

    /** The newest {@code commits} commits up to {@code main}, newest first, but at most 20. */
    Found newest(Space space, @Nullable String main, int commits) {
        if (main == null) {
            return new Found(List.of(), 0);
        }
        int shown = Math.min(commits, MAX_COMMITS);
        List<Line> lines = new ArrayList<>();
        try (Repository repository = repositories.open(space).git();
                DiffFormatter differences = new DiffFormatter(NullOutputStream.INSTANCE);
                RevWalk walk = new RevWalk(repository)) {
            differences.setRepository(repository);
            differences.setDetectRenames(true);
            @Nullable RevCommit next = walk.parseCommit(ObjectId.fromString(main));
            for (int i = 0; i < shown && next != null; i++) {
                RevCommit commit = next;
                @Nullable
                RevCommit parent = commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
                differences
                        .scan(parent == null ? null : parent.getTree(), commit.getTree())
                        .forEach(entry -> lines.add(line(entry, commit)));
                next = parent;
            }
            return new Found(lines, commits - shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(DiffEntry entry, RevCommit commit) {
        String path = entry.getChangeType() == ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
        String by = commit.getAuthorIdent().getName();
        return new Line(ACTIONS.getOrDefault(entry.getChangeType(), "updated"), "", path, commit.getShortMessage(), by);
    }
}
