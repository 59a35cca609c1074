package dev.gitsync.jdbi.internal.jgit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.BitmapIndexImpl;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The bitmaps of a pack, and bitmaps of newer commits, which are computed on demand from the most recent ancestors that
 * have a bitmap and the changes since then. For the thread of one reader.
 *
 * <p>Without these bitmaps, JGit walks the whole tree of a requested commit if the client has the previous commit: JGit
 * excludes the client's commit, but not the objects in its tree ({@code AddUnseenToBitmapFilter}). A fetch of one edit
 * would read every folder of the space.
 *
 * <p>They are computed by comparing trees. JGit's own walk checks for each object whether the bitmap already has it,
 * and unpacks the whole bitmap to find out; a client names up to sixteen commits at once.
 */
final class RecentBitmaps extends BitmapIndexImpl {
    private final RecentCommits commits;
    private final ObjectReader reader;
    private final Map<ObjectId, CompressedBitmap> made = new HashMap<>();
    private boolean isIncomplete;

    RecentBitmaps(PackBitmapIndex ofPack, RecentCommits commits, ObjectReader reader) {
        super(ofPack);
        this.commits = commits;
        this.reader = reader;
    }

    @Override
    public @Nullable CompressedBitmap getBitmap(AnyObjectId id) {
        CompressedBitmap known = known(id);
        if (known != null || isIncomplete) {
            return known;
        }
        try {
            return reader.open(id).getType() == Constants.OBJ_COMMIT ? make(id.copy()) : null;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // The caller handles missing objects.
            isIncomplete = true;
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable CompressedBitmap known(AnyObjectId id) {
        CompressedBitmap ofPack = super.getBitmap(id);
        return ofPack == null ? made.get(id.toObjectId()) : ofPack;
    }

    private CompressedBitmap make(ObjectId youngest) throws IOException {
        BitmapBuilder bitmap = newBitmapBuilder();
        Set<ObjectId> found = new HashSet<>(Set.of(youngest));
        Deque<ObjectId> left = new ArrayDeque<>(found);
        while (!left.isEmpty()) {
            ObjectId commit = left.remove();
            CompressedBitmap known = known(commit);
            if (known != null) {
                bitmap.or(known);
                continue;
            }
            RecentCommits.Brought brought = commits.introducedBy(commit, reader);
            bitmap.addObject(commit, Constants.OBJ_COMMIT);
            brought.trees().forEach(tree -> bitmap.addObject(tree, Constants.OBJ_TREE));
            brought.blobs().forEach(blob -> bitmap.addObject(blob, Constants.OBJ_BLOB));
            brought.parents().stream().filter(found::add).forEach(left::add);
        }
        var finished = (CompressedBitmap) bitmap.build();
        made.put(youngest, finished);
        return finished;
    }
}
