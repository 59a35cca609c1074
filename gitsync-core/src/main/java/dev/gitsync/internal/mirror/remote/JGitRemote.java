package dev.gitsync.internal.mirror.remote;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.remote.protocol.BranchPush;
import dev.gitsync.internal.mirror.remote.protocol.PackFetch;
import dev.gitsync.internal.mirror.remote.protocol.PackReceiver;
import dev.gitsync.internal.mirror.remote.protocol.RefListing;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.PushLimits;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.lib.ObjectId;

/** A remote, used over a {@link Wire}. */
final class JGitRemote implements RemoteRepository {
    private final Wire wire;
    private final Mirror mirror;
    private final String host;
    private final FetchRules rules;
    private final RemoteFailures failures;

    /**
     * How packs are received.
     *
     * @param limits the limits of one pack
     * @param permits how many packs may be received at the same time, by all mirrors
     * @param tooLarge the fetches that exceeded the limits
     */
    record FetchRules(PushLimits limits, Semaphore permits, TooLargeFetches tooLarge) {}

    JGitRemote(Wire wire, Mirror mirror, FetchRules rules, RemoteFailures failures) {
        this.wire = wire;
        this.mirror = mirror;
        this.host = mirror.url().host();
        this.rules = rules;
        this.failures = failures;
    }

    /** A step that talks to the remote. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T run(Step<T> step) throws RemoteException {
        try {
            return step.run();
        } catch (IOException e) {
            wire.close();
            throw failures.explain(e);
        } catch (RuntimeException e) {
            wire.close(); // in the middle of a request
            throw e;
        }
    }

    @Override
    public Heads heads() throws RemoteException {
        return run(() -> new RefListing(wire, host).read());
    }

    @Override
    public void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) throws RemoteException {
        TooLargeFetches.Fetch fetch = new TooLargeFetches.Fetch(mirror.url(), want, have.isEmpty() ? main(into) : have);
        rules.tooLarge().check(mirror.id(), fetch);
        try {
            receive(into, want, have);
        } catch (RemoteException e) {
            rules.tooLarge().failed(mirror.id(), fetch, e);
            throw e;
        }
    }

    private static Set<ObjectId> main(SpaceRepository into) {
        try {
            return Set.copyOf(into.refs(SpaceRefs.MAIN).values());
        } catch (IOException e) {
            throw new StoreException("The refs of a repository that a mirror fetches into can't be read", e);
        }
    }

    private void receive(SpaceRepository into, ObjectId want, Set<ObjectId> have) throws RemoteException {
        run(() -> {
            if (!rules.permits().tryAcquire()) {
                throw new WireException(
                        Outcome.BUSY, "Other mirrors receive commits at this moment; the next run continues.");
            }
            try {
                new PackFetch(wire, host, new PackReceiver(host, rules.limits())).run(into.git(), want, have);
                return true;
            } finally {
                rules.permits().release();
            }
        });
    }

    @Override
    public boolean push(SpaceRepository from, Move move) throws RemoteException {
        return run(() -> new BranchPush(wire, host).run(from.git(), move));
    }

    @Override
    public void close() {
        wire.close();
    }
}
