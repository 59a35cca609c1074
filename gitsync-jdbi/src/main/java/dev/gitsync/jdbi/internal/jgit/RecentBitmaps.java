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
 * The bitmaps of a pack, and those of younger commits, which are made when somebody asks for one: from the youngest ancestors
 * that have one, and what has changed since. For the thread of one reader.
 *
 * <p>Without them, JGit walks the whole tree of a commit that is asked for if the commit before it is the one that the client
 * has: it leaves out what the client has as a commit, but does not take over what is in its tree
 * ({@code AddUnseenToBitmapFilter}). A fetch of one edit would read every folder of the space.
 *
 * <p>They are made by comparing trees and not by JGit's own walk, which asks for each object whether the bitmap has it
 * already, and unpacks all of the bitmap to know; a client names up to sixteen commits at once.
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
            // Whoever asks knows what to do about objects that are not there.
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
            RecentCommits.Brought brought = commits.broughtBy(commit, reader);
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
