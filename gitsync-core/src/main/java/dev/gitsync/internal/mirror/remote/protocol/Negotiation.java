package dev.gitsync.internal.mirror.remote.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Decides which commits a remote is told of, so that it leaves out what they contain. First only those that the remote is believed to
 * have: usually it has them, and no other commit is read. If it has none of them, some of all their ancestors, less dense the older they
 * are: about 150 of the newest 100,000.
 */
final class Negotiation {
    private static final int ALL = 64;
    private static final int SPACING = 10;
    private static final int MAX_COMMITS = 100_000;

    private final Repository repository;
    private final List<ObjectId> believed;

    /** Creates a negotiation; {@code believed} are commits of {@code repository} that the remote probably has. */
    Negotiation(Repository repository, Collection<ObjectId> believed) {
        this.repository = repository;
        this.believed = List.copyOf(believed);
    }

    /** Returns the commits that the remote is believed to have. */
    List<ObjectId> believed() {
        return believed;
    }

    /** Returns commits of the history that leads to them, or to {@code main} if there are none. */
    List<ObjectId> sample() throws IOException {
        List<ObjectId> sample = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            for (ObjectId tip : tips()) {
                start(walk, tip);
            }
            int next = 0;
            int at = 0;
            for (RevCommit commit = walk.next(); commit != null && at < MAX_COMMITS; commit = walk.next()) {
                if (at == next) {
                    sample.add(commit.copy());
                    next = at < ALL ? at + 1 : at + at / SPACING;
                }
                at++;
            }
        }
        return sample;
    }

    /** Returns the commits of the repository from which the remote's new ones are counted. */
    List<ObjectId> tips() throws IOException {
        if (!believed.isEmpty()) {
            return believed;
        }
        Ref main = repository.exactRef(Constants.R_HEADS + "main");
        return main == null || main.getObjectId() == null ? List.of() : List.of(main.getObjectId());
    }

    private static void start(RevWalk walk, ObjectId tip) throws IOException {
        try {
            walk.markStart(walk.parseCommit(tip));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // It can't be told of.
        }
    }
}
