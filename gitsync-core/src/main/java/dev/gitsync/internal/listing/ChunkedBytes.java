package dev.gitsync.internal.listing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A byte sequence stored as a commit whose tree holds it in chunks. A rolling hash of the last bytes determines the chunk
 * boundaries (content-defined chunking with a gear hash, as in FastCDC by Xia et al., 2016): an edit changes the chunks around it
 * and leaves all others unchanged, so that git already has them.
 */
public final class ChunkedBytes {
    private static final int LEAST = 8 << 10;
    private static final int MOST = 256 << 10;
    /** One position in 2^15 is a boundary, which makes chunks of about 40 KiB. */
    private static final long CUT = 0xfffe_0000_0000_0000L;

    private static final long[] GEAR =
            new SplittableRandom(0x67697473796e63L).longs(256).toArray();

    private ChunkedBytes() {}

    /**
     * Writes a commit.
     *
     * @param before the previous commit, whose chunks exist and need not be written again; the zero id if there is none
     */
    public static ObjectId write(Repository repository, ObjectId before, byte[] bytes) throws IOException {
        Set<ObjectId> there = pieces(repository, before);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            int number = 0;
            for (int from = 0; from < bytes.length; ) {
                int to = cut(bytes, from);
                ObjectId piece = inserter.idFor(Constants.OBJ_BLOB, bytes, from, to - from);
                if (!there.contains(piece)) {
                    inserter.insert(Constants.OBJ_BLOB, bytes, from, to - from);
                }
                tree.append(String.format(Locale.ROOT, "%08d", number++), FileMode.REGULAR_FILE, piece);
                from = to;
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            PersonIdent gitsync = new PersonIdent("gitsync", "gitsync@localhost", Instant.EPOCH, ZoneOffset.UTC);
            commit.setAuthor(gitsync);
            commit.setCommitter(gitsync);
            commit.setMessage("gitsync listing\n");
            ObjectId written = inserter.insert(commit);
            inserter.flush();
            return written;
        }
    }

    private static Set<ObjectId> pieces(Repository repository, ObjectId commit) throws IOException {
        Set<ObjectId> found = new HashSet<>();
        if (!commit.equals(ObjectId.zeroId())) {
            try (RevWalk commits = new RevWalk(repository);
                    TreeWalk pieces = new TreeWalk(commits.getObjectReader())) {
                pieces.addTree(commits.parseCommit(commit).getTree());
                while (pieces.next()) {
                    found.add(pieces.getObjectId(0));
                }
            }
        }
        return found;
    }

    public static byte[] read(Repository repository, ObjectId commit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk pieces = new TreeWalk(reader)) {
            pieces.addTree(commits.parseCommit(commit).getTree());
            while (pieces.next()) {
                reader.open(pieces.getObjectId(0), Constants.OBJ_BLOB).copyTo(bytes);
            }
        }
        return bytes.toByteArray();
    }

    /** Returns the end of the chunk that begins at {@code from}. */
    static int cut(byte[] bytes, int from) {
        int end = Math.min(bytes.length, from + MOST);
        long hash = 0;
        for (int i = from; i < end; i++) {
            hash = (hash << 1) + GEAR[bytes[i] & 0xff];
            if (i - from >= LEAST && (hash & CUT) == 0) {
                return i + 1;
            }
        }
        return end;
    }
}
