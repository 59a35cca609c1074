package dev.gitsync.internal.transport;

import dev.gitsync.internal.push.PushTips;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.AbstractAdvertiseRefsHook;
import org.eclipse.jgit.transport.AdvertiseRefsHook;

/**
 * Shows a push {@code main} as it was before the most recent edits in the wiki. Git refuses a push by itself when it is shown a
 * commit that the clone does not have; in a space that is edited all the time this always happens, since a commit is added between
 * {@code git pull} and {@code git push}. The clone has the commit before, and the server merges ({@link PushTips}).
 *
 * <p>Only commits that the engine made of edits are left out, so that git still refuses by itself to rewrite what was pushed. Fetches
 * are shown {@code main} as it is (law 1). The newest commit is advertised as one that the server has, so that git need not send it.
 */
final class PushBase extends AbstractAdvertiseRefsHook {
    /** The maximum number of commits left out. */
    private static final int MOST = 1000;

    private final String main;
    private final Duration window;
    private final InstantSource clock;

    private PushBase(String main, Duration window, InstantSource clock) {
        this.main = main;
        this.window = window;
        this.clock = clock;
    }

    /** Returns a hook that shows this after catching up; {@code main} as it is if {@code window} is zero. */
    static AdvertiseRefsHook after(SyncReport caughtUp, Duration window, InstantSource clock) {
        AdvertiseRefsHook whole = AdvertisedMain.after(caughtUp);
        String main = whole instanceof AdvertisedMain found ? found.main() : null;
        return window.isZero() || main == null ? whole : new PushBase(main, window, clock);
    }

    @Override
    protected Map<String, Ref> getAdvertisedRefs(Repository repository, RevWalk walk) {
        try (RevWalk own = new RevWalk(repository)) {
            return AdvertisedMain.refs(base(own).name());
        } catch (IOException e) {
            return AdvertisedMain.refs(main);
        }
    }

    private RevCommit base(RevWalk walk) throws IOException {
        Instant since = clock.instant().minus(window);
        RevCommit base = walk.parseCommit(ObjectId.fromString(main));
        for (int i = 0; i < MOST && isYoungEdit(base, since); i++) {
            base = walk.parseCommit(base.getParent(0));
        }
        return base;
    }

    private static boolean isYoungEdit(RevCommit commit, Instant since) {
        return commit.getParentCount() == 1
                && commit.getCommitterIdent().getEmailAddress().equals(Workspace.ENGINE.email())
                && !commit.getCommitterIdent().getWhenAsInstant().isBefore(since);
    }

    @Override
    protected Set<ObjectId> getAdvertisedHaves(Repository repository, RevWalk walk) {
        return Set.of(ObjectId.fromString(main));
    }
}
