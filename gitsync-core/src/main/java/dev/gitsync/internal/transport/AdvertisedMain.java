package dev.gitsync.internal.transport;

import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.report.SyncReport;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SymbolicRef;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.AbstractAdvertiseRefsHook;
import org.eclipse.jgit.transport.AdvertiseRefsHook;
import org.jspecify.annotations.Nullable;

/**
 * Advertises the {@code main} that a catch-up report contains, so that one request does not read the refs twice. If {@code main} moved
 * after the report, it did so during the request, and the client misses nothing: the move was not confirmed to any client before
 * the request came.
 */
final class AdvertisedMain extends AbstractAdvertiseRefsHook {
    private final @Nullable String main;

    private AdvertisedMain(@Nullable String main) {
        this.main = main;
    }

    /** Returns a hook that shows the refs after catching up; the current refs if the report does not contain {@code main}. */
    static AdvertiseRefsHook after(SyncReport caughtUp) {
        if (caughtUp instanceof SyncReport.Pulled pulled) {
            return new AdvertisedMain(pulled.main());
        }
        return caughtUp instanceof SyncReport.UpToDate upToDate ? new AdvertisedMain(upToDate.main()) : DEFAULT;
    }

    /** Returns the commit that is shown, or null while the space is empty. */
    @Nullable
    String main() {
        return main;
    }

    static Map<String, Ref> refs(@Nullable String main) {
        if (main == null) {
            return Map.of();
        }
        // A branch is a commit, so there is no tag to peel.
        Ref ref = new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, SpaceRefs.MAIN, ObjectId.fromString(main));
        return Map.of(SpaceRefs.MAIN, ref, Constants.HEAD, new SymbolicRef(Constants.HEAD, ref));
    }

    @Override
    protected Map<String, Ref> getAdvertisedRefs(Repository repository, RevWalk walk) {
        return refs(main);
    }

    /** Returns nothing: a push needs no other objects of the repository. */
    @Override
    protected Set<ObjectId> getAdvertisedHaves(Repository repository, RevWalk walk) {
        return Set.of();
    }
}
