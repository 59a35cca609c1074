package dev.gitsync.jdbi.jgit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.BitmapIndexImpl;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.BitmapWalker;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.jspecify.annotations.Nullable;

/**
 * The bitmaps of a pack, and those of younger commits, which are made when somebody asks for one: from the youngest ancestor
 * that has one, and the trees that have changed since. For the thread of one reader.
 *
 * <p>Without them, JGit walks the whole tree of a commit that is asked for if the commit before it is the one that the client
 * has: it leaves out what the client has as a commit, but does not take over what is in its tree
 * ({@code AddUnseenToBitmapFilter}). A fetch of one edit would read every folder of the space.
 *
 * <p>Whoever is given a bitmap for the commit it begins at does not walk on, so that no more of them are made than there are
 * commits to begin at.
 */
final class RecentBitmaps extends BitmapIndexImpl {
    private final ObjectReader reader;
    private final Map<ObjectId, CompressedBitmap> made = new HashMap<>();
    private boolean isWalking;
    private boolean isIncomplete;

    RecentBitmaps(PackBitmapIndex ofPack, ObjectReader reader) {
        super(ofPack);
        this.reader = reader;
    }

    @Override
    public @Nullable CompressedBitmap getBitmap(AnyObjectId id) {
        CompressedBitmap known = super.getBitmap(id);
        if (known == null) {
            known = made.get(id);
        }
        if (known != null || isWalking || isIncomplete) {
            return known;
        }
        isWalking = true;
        try {
            return make(id.copy());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // Whoever asks knows what to do about objects that are not there.
            isIncomplete = true;
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            isWalking = false;
        }
    }

    private CompressedBitmap make(ObjectId id) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(reader)) {
            var bitmap = (CompressedBitmap) new BitmapWalker(walk, this, NullProgressMonitor.INSTANCE)
                    .findObjects(List.of(id), null, false)
                    .build();
            made.put(id, bitmap);
            return bitmap;
        }
    }
}
