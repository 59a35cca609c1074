package dev.gitsync.internal.history;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits of one push, children before their parents. The provenance of a commit is read once, however many pages
 * the commit changed.
 */
final class PushedCommits implements AutoCloseable {
    private final RevWalk walk;
    private final PushedRange range;
    private final List<RevCommit> newestFirst = new ArrayList<>();
    private final Set<RevCommit> all = new HashSet<>();
    private final Map<RevCommit, Provenance> provenance = new HashMap<>();

    private PushedCommits(RevWalk walk, PushedRange range) {
        this.walk = walk;
        this.range = range;
    }

    static PushedCommits read(ObjectReader reader, PushedRange range, WorkBudget budget) throws IOException {
        PushedCommits commits = new PushedCommits(new RevWalk(reader), range);
        try {
            commits.newestFirst.addAll(range.newestFirst(commits.walk, budget));
            commits.all.addAll(commits.newestFirst);
            return commits;
        } catch (IOException | RuntimeException e) {
            commits.close();
            throw e;
        }
    }

    /**
     * The part of the graph that a trail is restricted to.
     *
     * @param followed the commits that the trail may visit
     * @param isOld whether the content of a parent was already in {@code main}
     */
    record Part(Set<RevCommit> followed, Predicate<RevCommit> isOld) {}

    List<RevCommit> newestFirst() {
        return newestFirst;
    }

    RevCommit newest() throws IOException {
        return walk.parseCommit(range.newest());
    }

    /** Returns every commit of the push. */
    Part all() {
        return new Part(all, parent -> !all.contains(parent));
    }

    /** Returns the commits that descend from the newest commits of {@code main} on which the push is based. */
    Part mainLine() throws IOException {
        Set<ObjectId> bases = bases();
        Set<RevCommit> line = new HashSet<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            RevCommit commit = newestFirst.get(i);
            if (Stream.of(commit.getParents()).anyMatch(parent -> bases.contains(parent) || line.contains(parent))) {
                line.add(commit);
            }
        }
        return new Part(line, bases::contains);
    }

    /** Returns the tree of a commit, which may be one that {@code main} already had. */
    ObjectId tree(RevCommit commit) throws IOException {
        walk.parseHeaders(commit);
        return commit.getTree();
    }

    /** Returns the provenance that a commit records. */
    Provenance provenance(RevCommit commit) throws IOException {
        Provenance known = provenance.get(commit);
        if (known == null) {
            walk.parseBody(commit);
            PersonIdent author = commit.getAuthorIdent();
            known = new Provenance(
                    RevisionAuthor.of(author),
                    author.getWhenAsInstant(),
                    RevisionMessage.of(commit),
                    new GitOrigin(commit.name(), range.target().name()));
            commit.disposeBody();
            provenance.put(commit, known);
        }
        return known;
    }

    /** Returns the newest commits of {@code main} on which the push is based. */
    private Set<ObjectId> bases() throws IOException {
        try (Ancestry ancestry = new Ancestry(walk.getObjectReader())) {
            return new HashSet<>(ancestry.mergeBases(range.before(), range.newest()));
        }
    }

    @Override
    public void close() {
        walk.close();
    }
}
