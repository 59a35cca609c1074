package dev.gitsync.internal.history;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Traces many paths through the graph of a push at once. Each commit, children first, holds the subjects whose content
 * came from it. It passes each subject to the first parent with the same content; it made the subjects for which there
 * is no such parent. A subject is at one commit at a time, commits without subjects are not read, and when two sets
 * meet, the smaller one is moved, so that at most <i>n log n</i> steps are needed for <i>n</i> differences between
 * commits and their parents.
 */
final class ContentTrail {
    private final PushedCommits commits;
    private final SubjectDiff diff;
    private final PushedCommits.Part part;
    private final Map<RevCommit, NavigableSet<String>> held = new HashMap<>();
    private final Map<String, RevCommit> makers = new HashMap<>();

    ContentTrail(PushedCommits commits, SubjectDiff diff, PushedCommits.Part part) {
        this.commits = commits;
        this.diff = diff;
        this.part = part;
    }

    /** Returns the commit that made each subject, without the commits that {@code main} already had. */
    Map<String, RevCommit> follow(Set<String> subjects) throws IOException {
        hold(commits.newest(), new TreeSet<>(subjects));
        for (RevCommit commit : commits.newestFirst()) {
            if (held.isEmpty()) {
                break;
            }
            NavigableSet<String> here = held.remove(commit);
            if (here != null) {
                passOn(commit, here);
            }
        }
        return makers;
    }

    private void passOn(RevCommit commit, NavigableSet<String> subjects) throws IOException {
        Set<RevCommit> parents = new LinkedHashSet<>(Arrays.asList(commit.getParents()));
        NavigableSet<String> left = subjects;
        for (RevCommit parent : parents) {
            if (!left.isEmpty() && part.followed().contains(parent)) {
                NavigableSet<String> changed = changed(parent, commit, left);
                left.removeAll(changed);
                hold(parent, left);
                left = changed;
            }
        }
        for (RevCommit parent : parents) {
            if (!left.isEmpty() && part.isOld().test(parent)) {
                left = changed(parent, commit, left);
            }
        }
        if (parents.isEmpty()) {
            left = diff.between(ObjectId.zeroId(), commits.tree(commit), left);
        }
        left.forEach(subject -> makers.put(subject, commit));
    }

    private NavigableSet<String> changed(RevCommit parent, RevCommit commit, NavigableSet<String> subjects)
            throws IOException {
        return diff.between(commits.tree(parent), commits.tree(commit), subjects);
    }

    private void hold(RevCommit commit, NavigableSet<String> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        NavigableSet<String> there = held.putIfAbsent(commit, subjects);
        if (there != null) {
            boolean isSmaller = there.size() < subjects.size();
            NavigableSet<String> larger = isSmaller ? subjects : there;
            larger.addAll(isSmaller ? there : subjects);
            held.put(commit, larger);
        }
    }
}
