package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository on this machine, to which a person commits without a clone. */
final class BareClone implements Clone {
    private final Repository git;

    BareClone(Path folder) throws IOException {
        git = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }

    @Override
    public Repository git() {
        return git;
    }

    @Override
    public ObjectId branch(String name) throws IOException {
        ObjectId id = git.resolve(Constants.R_HEADS + name);
        return id == null ? ObjectId.zeroId() : id;
    }

    @Override
    public Answer push(ObjectId from, ObjectId to) throws IOException {
        RefUpdate update = git.updateRef(Constants.R_HEADS + "main");
        update.setExpectedOldObjectId(from);
        update.setNewObjectId(to);
        update.setRefLogMessage("push", true);
        RefUpdate.Result result = update.update();
        return result == RefUpdate.Result.NEW || result == RefUpdate.Result.FAST_FORWARD ? Answer.DONE : Answer.REFUSED;
    }

    @Override
    public void close() {
        git.close();
    }
}
