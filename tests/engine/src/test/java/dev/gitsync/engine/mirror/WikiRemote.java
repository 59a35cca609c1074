package dev.gitsync.engine.mirror;

import dev.gitsync.GitSync;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.remotes.ObjectCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The space of another wiki as a remote: it has one branch, catches up before it shows it, and merges what is pushed to it. */
final class WikiRemote implements RemoteRepository {
    private static final String MAIN = "main";
    private static final Pusher MIRROR = new Pusher("mirror", new Person("Mirror", "mirror@example.org"), false);

    private final GitSync wiki;
    private final Space space;

    WikiRemote(GitSync wiki, Space space) {
        this.wiki = wiki;
        this.space = space;
    }

    @Override
    public Heads heads() {
        wiki.catchUp(space.id());
        try (Repository git = wiki.open(space)) {
            ObjectId main = git.resolve(Constants.R_HEADS + MAIN);
            return new Heads(main == null ? Map.of() : Map.of(MAIN, main), Optional.of(MAIN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) {
        try (Repository git = wiki.open(space)) {
            ObjectCopy.copy(git, want, into.git(), into.newInserter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean push(SpaceRepository from, Move move) throws RemoteException {
        if (!move.branch().equals(MAIN)) {
            throw refused("The remote has one branch, main.");
        }
        try (Repository git = wiki.open(space)) {
            ObjectCopy.copy(from.git(), move.to(), git, git.newObjectInserter());
            PushResult result = wiki.ingestPush(
                    space, git, MIRROR, new PushAttempt.Proposal(move.expected(), move.to(), List.of()));
            if (result instanceof PushResult.Refused refused) {
                if (refused.reason() == PushResult.Reason.CONFLICT || refused.reason() == PushResult.Reason.STALE) {
                    return false;
                }
                throw refused(refused.summary());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RemoteException refused(String sentence) {
        return new RemoteException(Outcome.REFUSED_BY_REMOTE, sentence, List.of(), null);
    }

    @Override
    public void close() {}
}
