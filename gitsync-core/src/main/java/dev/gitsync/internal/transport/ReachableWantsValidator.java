package dev.gitsync.internal.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.ReachableCommitRequestValidator;
import org.eclipse.jgit.transport.UploadPack.RequestValidator;
import org.eclipse.jgit.transport.WantNotValidException;

/**
 * Permits a client to request what {@code main} has or ever had, and nothing else: not the objects of a push that was refused, and
 * not the engine's own. A partial clone asks for single files and trees. JGit's own check, in a repository without bitmaps,
 * takes only those for reachable that the newest commit has.
 */
final class ReachableWantsValidator implements RequestValidator {
    private final RequestValidator commitsOrBitmaps = new ReachableCommitRequestValidator();

    @Override
    public void checkWants(UploadPack service, List<ObjectId> wants) throws PackProtocolException, IOException {
        ObjectReader reader = service.getRevWalk().getObjectReader();
        List<ObjectId> commits = new ArrayList<>();
        Set<ObjectId> others = new HashSet<>();
        for (ObjectId want : wants) {
            try {
                (reader.open(want).getType() == Constants.OBJ_COMMIT ? commits : others).add(want);
            } catch (MissingObjectException e) {
                throw new WantNotValidException(want, e);
            }
        }
        if (reader.getBitmapIndex() != null) {
            commitsOrBitmaps.checkWants(service, wants);
            return;
        }
        if (!commits.isEmpty()) {
            commitsOrBitmaps.checkWants(service, commits);
        }
        if (!others.isEmpty()) {
            requireSeen(service, reader, others);
        }
    }

    /** Walks the newest trees first and ends as soon as all are found; a checkout usually requests these. */
    private static void requireSeen(UploadPack service, ObjectReader reader, Set<ObjectId> wanted) throws IOException {
        try (RevWalk commits = new RevWalk(reader);
                ObjectWalk walk = commits.toObjectWalkWithSameObjects()) {
            walk.setRetainBody(false);
            for (Ref shown : service.getAdvertisedRefs().values()) {
                if (shown.getObjectId() != null) {
                    walk.markStart(walk.parseCommit(shown.getObjectId()));
                }
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                // All commits have to come before the first of the other objects.
            }
            for (RevObject object = walk.nextObject();
                    object != null && !wanted.isEmpty();
                    object = walk.nextObject()) {
                wanted.remove(object);
            }
        }
        if (!wanted.isEmpty()) {
            throw new WantNotValidException(wanted.iterator().next());
        }
    }
}
