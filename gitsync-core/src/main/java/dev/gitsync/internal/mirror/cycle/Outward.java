package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes the wiki's {@code main} to the remote. */
final class Outward {
    private static final Logger LOG = LoggerFactory.getLogger(Outward.class);

    private Outward() {}

    /**
     * Moves the remote's branch from where it was seen, which must be a commit of {@code main}, to {@code main}. Returns empty if
     * the branch is no longer there.
     */
    static Optional<Ending> push(MirrorRun run) throws RemoteException, OvertakenException {
        ObjectId main = run.main();
        if (!run.tip().equals(main)) {
            run.checkTime();
            if (!run.tip().equals(ObjectId.zeroId())) {
                run.memory().reached(run.tip());
            }
            run.memory().checkpoint();
            if (!run.remote().push(run.repository(), new Move(run.branch(), run.tip(), main))) {
                return Optional.empty();
            }
            LOG.info("Mirror {}: pushed {} to {}", run.mirror().id(), main.name(), run.branch());
            run.pushed(main);
        }
        run.memory().reached(main);
        return Optional.of(Endings.done(run));
    }
}
