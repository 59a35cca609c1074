package dev.gitsync.internal.engine;

import dev.gitsync.internal.plan.Authorship;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.model.GitOrigin;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits of one push, asked who changed what: the newest commit that touched a path is the one that counts, and a
 * merge counts for nothing that its parents did. A path that no commit touched by itself, or that only commits before the
 * newest {@value #MAX_COMMITS} did, is the newest commit's.
 */
final class PushHistory implements Authorship {
    private static final int MAX_COMMITS = 2_000;

    private final String push;
    private final RevCommit newest;
    private final Map<String, RevCommit> touched = new HashMap<>();

    private PushHistory(RevCommit newest, ObjectId target) {
        this.push = target.name();
        this.newest = newest;
    }

    /**
     * The commits in {@code (before, newest]}; {@code before} may be the zero id.
     *
     * @param target the commit to which {@code main} moves with them, by which the push is known afterwards
     */
    static PushHistory read(ObjectReader reader, ObjectId before, ObjectId newest, ObjectId target, int maxDepth)
            throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            RevCommit tip = walk.parseCommit(newest);
            PushHistory history = new PushHistory(tip, target);
            walk.sort(RevSort.TOPO);
            walk.markStart(tip);
            if (!before.equals(ObjectId.zeroId())) {
                walk.markUninteresting(walk.parseCommit(before));
            }
            List<RevCommit> commits = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null && commits.size() < MAX_COMMITS; commit = walk.next()) {
                commits.add(commit);
            }
            // Of a single commit is all that it touched, and all that it did not.
            if (commits.size() > 1) {
                for (RevCommit commit : commits) {
                    history.add(walk, reader, commit, maxDepth);
                }
            }
            return history;
        }
    }

    @Override
    public Provenance of(String path) {
        RevCommit commit = touched.get(path);
        for (String folder = Paths.parent(path); commit == null && !folder.isEmpty(); folder = Paths.parent(folder)) {
            commit = touched.get(folder);
        }
        RevCommit by = commit == null ? newest : commit;
        PersonIdent author = by.getAuthorIdent();
        return new Provenance(
                new Person(author.getName(), author.getEmailAddress()),
                author.getWhenAsInstant(),
                by.getFullMessage().stripTrailing(),
                new GitOrigin(by.name(), push));
    }

    private void add(RevWalk walk, ObjectReader reader, RevCommit commit, int maxDepth) throws IOException {
        if (commit.getParentCount() > 1) {
            return;
        }
        ObjectId before = ObjectId.zeroId();
        if (commit.getParentCount() == 1) {
            before = walk.parseCommit(commit.getParent(0)).getTree();
        }
        for (TreeDelta delta : TreeDiff.between(reader, before, commit.getTree(), maxDepth)) {
            touched.putIfAbsent(delta.path(), commit);
        }
    }
}
