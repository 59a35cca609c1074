package dev.gitsync.internal.cycle;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Finds the files of {@code main} that are to become attachments, and the commit that changed each last: the newest one in which
 * the file differs from the first parent, among the newest {@value #MOST_COMMITS} commits; the newest of all otherwise. The search is
 * charged to the budget, which does not end it: a cycle that only searched would be repeated without end.
 */
final class UnadoptedFiles {
    private static final int MOST_COMMITS = 10_000;

    private final Workspace work;
    private final PageFiles files;
    private final Map<String, ObjectId> open = new HashMap<>();
    private final List<File> found = new ArrayList<>();

    private UnadoptedFiles(Workspace work, PageFiles files) {
        this.work = work;
        this.files = files;
    }

    /** A file that is no attachment yet, and the author, time and commit of its last change. */
    record File(String path, ObjectId blob, Provenance provenance) {}

    /** Returns the files of {@code work} in the order of their paths. */
    static List<File> in(Workspace work, PageFiles files) throws IOException {
        UnadoptedFiles unadopted = new UnadoptedFiles(work, files);
        unadopted.find();
        unadopted.readHistory();
        unadopted.found.sort((one, other) -> one.path().compareTo(other.path()));
        return unadopted.found;
    }

    private void find() throws IOException {
        try (TreeWalk walk = new TreeWalk(work.reader())) {
            walk.addTree(work.wikiTree());
            walk.setRecursive(true);
            while (walk.next()) {
                work.budget().charge(1);
                String path = walk.getPathString();
                if (files.isAttachment(walk.getRawMode(0), path)
                        && work.index().attachments().at(path).isEmpty()) {
                    open.put(path, walk.getObjectId(0));
                }
            }
        }
    }

    private void readHistory() throws IOException {
        if (open.isEmpty()) {
            return;
        }
        try (RevWalk walk = new RevWalk(work.reader())) {
            RevCommit tip = walk.parseCommit(work.tip());
            walk.markStart(tip);
            RevCommit commit = walk.next();
            for (int seen = 0; commit != null && !open.isEmpty() && seen < MOST_COMMITS; seen++) {
                work.budget().charge(1);
                addChanged(walk, commit, tip);
                commit = walk.next();
            }
            for (Map.Entry<String, ObjectId> file : open.entrySet()) {
                found.add(new File(file.getKey(), file.getValue(), by(tip, tip)));
            }
        }
    }

    private void addChanged(RevWalk commits, RevCommit commit, RevCommit tip) throws IOException {
        try (TreeWalk walk = new TreeWalk(work.reader())) {
            if (commit.getParentCount() == 0) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                RevCommit parent = commit.getParent(0);
                commits.parseHeaders(parent);
                walk.addTree(parent.getTree());
            }
            walk.addTree(commit.getTree());
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            while (walk.next() && !open.isEmpty()) {
                work.budget().charge(1);
                ObjectId blob = open.get(walk.getPathString());
                if (blob != null && blob.equals(walk.getObjectId(1))) {
                    open.remove(walk.getPathString());
                    found.add(new File(walk.getPathString(), blob, by(commit, tip)));
                }
            }
        }
    }

    private static Provenance by(RevCommit commit, RevCommit tip) {
        PersonIdent author = commit.getAuthorIdent();
        Instant time = author.getWhenAsInstant();
        return new Provenance(
                new Person(author.getName(), author.getEmailAddress()),
                time,
                commit.getShortMessage(),
                new Provenance.GitOrigin(commit.name(), tip.name()));
    }
}
