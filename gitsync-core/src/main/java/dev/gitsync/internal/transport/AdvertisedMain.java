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
 * Shows clients {@code main} where a report of catching up found it, so that the refs are not read a second time for the same
 * request. Whoever moved {@code main} in between did so while the request was under way, and is not missed: nobody can have
 * been told before it came.
 */
final class AdvertisedMain extends AbstractAdvertiseRefsHook {
    private final @Nullable String main;

    private AdvertisedMain(@Nullable String main) {
        this.main = main;
    }

    /** What to show after that; the refs as they are by then, if the report does not say where {@code main} is. */
    static AdvertiseRefsHook after(SyncReport caughtUp) {
        if (caughtUp instanceof SyncReport.Pulled pulled) {
            return new AdvertisedMain(pulled.main());
        }
        return caughtUp instanceof SyncReport.UpToDate upToDate ? new AdvertisedMain(upToDate.main()) : DEFAULT;
    }

    /** The commit that is shown, or null while the space is empty. */
    @Nullable
    String main() {
        return main;
    }

    static Map<String, Ref> refs(@Nullable String main) {
        if (main == null) {
            return Map.of();
        }
        // A branch is a commit: nobody need look whether it is a tag.
        Ref ref = new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, SpaceRefs.MAIN, ObjectId.fromString(main));
        return Map.of(SpaceRefs.MAIN, ref, Constants.HEAD, new SymbolicRef(Constants.HEAD, ref));
    }

    @Override
    protected Map<String, Ref> getAdvertisedRefs(Repository repository, RevWalk walk) {
        return refs(main);
    }

    /** A push need know of nothing else that is there. */
    @Override
    protected Set<ObjectId> getAdvertisedHaves(Repository repository, RevWalk walk) {
        return Set.of();
    }
}
