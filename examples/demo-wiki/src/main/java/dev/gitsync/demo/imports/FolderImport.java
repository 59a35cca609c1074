package dev.gitsync.demo.imports;

import dev.gitsync.GitSync;
import dev.gitsync.demo.start.StartException;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiSpaces.StoredSpace;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/**
 * Fills an empty space from a folder.
 *
 * <ol>
 *   <li>Create the space or switch git on for it, if needed. It must be empty.
 *   <li>Write the folder as the tree of one commit.
 *   <li>Push the commit to the space, as git would.
 * </ol>
 */
public final class FolderImport {
    private static final String MAIN = Constants.R_HEADS + "main";

    private final JdbiSpaces spaces;
    private final RepositoryStore repositories;
    private final GitSync gitSync;
    private final InstantSource clock;

    /** Imports into these spaces. */
    public FolderImport(JdbiSpaces spaces, RepositoryStore repositories, GitSync gitSync, InstantSource clock) {
        this.spaces = spaces;
        this.repositories = repositories;
        this.gitSync = gitSync;
        this.clock = clock;
    }

    /**
     * Imports the files of {@code folder} into the space on behalf of {@code pusher}.
     *
     * @throws StartException if that fails; the space is still empty then
     */
    public void run(Path folder, SpaceId into, Pusher pusher) {
        if (!Files.isDirectory(folder)) {
            throw refused("There is no folder " + folder + " to import.");
        }
        try {
            push(folder, space(into), pusher);
        } catch (IOException e) {
            String sentence = "The folder " + folder + " can't be read (" + e.getMessage() + ").";
            throw new StartException(StartException.Problem.IMPORT_REFUSED, sentence, e);
        }
    }

    private Space space(SpaceId id) {
        StoredSpace stored =
                spaces.stored(id).orElseGet(() -> new StoredSpace(spaces.create(id, "", id.value(), true), true));
        if (!stored.gitSyncEnabled()) {
            spaces.setGitSync(id, true);
        }
        return stored.space();
    }

    private void push(Path folder, Space space, Pusher pusher) throws IOException {
        SyncReport caughtUp = gitSync.catchUp(space.id());
        if (!caughtUp.isCaughtUp()) {
            throw refused("The space " + space.id() + " can't be reached: " + caughtUp + ".");
        }
        try (Repository repository = repositories.open(space).git()) {
            if (repository.resolve(MAIN) != null) {
                throw refused("The space " + space.id()
                        + " is not empty; import into a new one with --space NAME, or use git push.");
            }
            ObjectId commit = commit(folder, repository, pusher.person());
            PushAttempt.Proposal proposal = new PushAttempt.Proposal(ObjectId.zeroId(), commit, List.of());
            if (gitSync.ingestPush(space, repository, pusher, proposal) instanceof PushResult.Refused refused) {
                throw refused("The import was refused: " + ImportAdvice.of(refused));
            }
        }
    }

    private ObjectId commit(Path folder, Repository repository, Person author) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(FolderTree.write(folder, inserter));
            PersonIdent ident = new PersonIdent(author.name(), author.email(), clock.instant(), ZoneOffset.UTC);
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            commit.setMessage("Import " + folder.toAbsolutePath().normalize().getFileName() + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private static StartException refused(String sentence) {
        return new StartException(StartException.Problem.IMPORT_REFUSED, sentence);
    }
}
