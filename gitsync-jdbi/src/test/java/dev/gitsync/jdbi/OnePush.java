package dev.gitsync.jdbi;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Pushes one commit through the API. The commit gives page A a text and leaves all other pages unchanged. */
final class OnePush {
    private static final String FILE = "A.md";
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private OnePush() {}

    static PushResult push(GitSync sync, Space space, String text) throws IOException {
        return push(sync, space, text, () -> {});
    }

    /** Runs {@code action} when the objects are in the repository and before the push is applied. */
    static PushResult push(GitSync sync, Space space, String text, Runnable action) throws IOException {
        try (Repository repository = sync.open(space)) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            ObjectId commit;
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                commit = commit(repository, inserter, main, text);
                inserter.flush();
            }
            action.run();
            return sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", ADA, false),
                    new PushAttempt.Proposal(main, commit, List.of()));
        }
    }

    private static ObjectId commit(Repository repository, ObjectInserter inserter, ObjectId main, String text)
            throws IOException {
        ObjectId blob = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
        TreeFormatter tree = new TreeFormatter();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository.parseCommit(main).getTree());
            while (walk.next()) {
                boolean isIt = walk.getNameString().equals(FILE);
                tree.append(walk.getNameString(), walk.getFileMode(0), isIt ? blob : walk.getObjectId(0));
            }
        }
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        commit.setParentId(main);
        commit.setAuthor(new PersonIdent(ADA.name(), ADA.email()));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("Push " + text);
        return inserter.insert(commit);
    }
}
