package dev.gitsync.internal.state;

import dev.gitsync.internal.plan.MainHistory;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Searches for files in the newest {@value #MOST_COMMITS} commits of {@code main}. */
public final class FileHistory implements MainHistory {
    private static final int MOST_COMMITS = 5_000;

    private final Workspace work;

    /** Searches back from the commit at which {@code work} begins. */
    public FileHistory(Workspace work) {
        this.work = work;
    }

    @Override
    public Set<PastFile> held(Set<PastFile> files) throws IOException {
        Set<PastFile> wanted = new HashSet<>(files);
        Set<PastFile> held = new HashSet<>();
        if (wanted.isEmpty() || work.tip().equals(ObjectId.zeroId())) {
            return held;
        }
        try (RevWalk walk = new RevWalk(work.reader())) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(work.tip()));
            ObjectId last = ObjectId.zeroId();
            for (int seen = 0; seen < MOST_COMMITS && !wanted.isEmpty(); seen++) {
                RevCommit commit = walk.next();
                if (commit == null) {
                    break;
                }
                work.budget().spend(1 + wanted.size());
                if (!commit.getTree().equals(last)) {
                    last = commit.getTree().copy();
                    held.addAll(found(last, wanted));
                    wanted.removeAll(held);
                }
            }
        }
        return held;
    }

    private Set<PastFile> found(ObjectId tree, Set<PastFile> wanted) throws IOException {
        TreeEditor editor = new TreeEditor(work.reader(), tree);
        Set<PastFile> found = new HashSet<>();
        for (PastFile file : wanted) {
            Optional<TreeItem> item = editor.find(file.path());
            if (item.filter(there -> there.id().name().equals(file.content())).isPresent()) {
                found.add(file);
            }
        }
        return found;
    }
}
