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
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * The commits of one push, children before their parents. What a commit says is read once, however many pages it is
 * about.
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
     * The part of the graph in which a trail may go.
     *
     * @param followed the commits to which it may lead
     * @param isOld which parents have what {@code main} had already
     */
    record Part(Set<RevCommit> followed, Predicate<RevCommit> isOld) {}

    List<RevCommit> newestFirst() {
        return newestFirst;
    }

    RevCommit newest() throws IOException {
        return walk.parseCommit(range.newest());
    }

    /** Every commit of the push. */
    Part all() {
        return new Part(all, parent -> !all.contains(parent));
    }

    /** The commits that descend from where the push left {@code main}. */
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

    /** The tree of a commit, which may be one that {@code main} had already. */
    ObjectId tree(RevCommit commit) throws IOException {
        walk.parseHeaders(commit);
        return commit.getTree();
    }

    /** What a commit says of itself. */
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

    /** The newest commits that {@code main} had and the push builds on. */
    private Set<ObjectId> bases() throws IOException {
        Set<ObjectId> bases = new HashSet<>();
        if (range.hasBefore()) {
            try (RevWalk common = new RevWalk(walk.getObjectReader())) {
                common.setRetainBody(false);
                common.setRevFilter(RevFilter.MERGE_BASE);
                common.markStart(common.parseCommit(range.before()));
                common.markStart(common.parseCommit(range.newest()));
                for (RevCommit base = common.next(); base != null; base = common.next()) {
                    bases.add(base.copy());
                }
            }
        }
        return bases;
    }

    @Override
    public void close() {
        walk.close();
    }
}
