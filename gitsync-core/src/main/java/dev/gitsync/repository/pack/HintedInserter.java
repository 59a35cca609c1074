package dev.gitsync.repository.pack;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * An {@link ObjectInserter} that can make use of what is known of an object. The hints change how it is stored and nothing
 * else: its id, and what is read back, are those of {@link ObjectInserter#insert(int, byte[])}. The bytes are kept for a
 * while and must not be changed. Not safe for use by several threads.
 */
public interface HintedInserter {
    /** Inserts an object that hardly differs from {@code other}, which need not be there. */
    ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException;

    /** Inserts an object that will soon be out of use, so that it is not worth the time to make it small. */
    ObjectId insertShortLived(int type, byte[] data) throws IOException;

    /** Gives the hint of {@link #insertSimilar} if {@code inserter} takes it. */
    static ObjectId similar(ObjectInserter inserter, int type, byte[] data, AnyObjectId other) throws IOException {
        return inserter instanceof HintedInserter hinted
                ? hinted.insertSimilar(type, data, other)
                : inserter.insert(type, data);
    }

    /** Gives the hint of {@link #insertShortLived} if {@code inserter} takes it. */
    static ObjectId shortLived(ObjectInserter inserter, int type, byte[] data) throws IOException {
        return inserter instanceof HintedInserter hinted
                ? hinted.insertShortLived(type, data)
                : inserter.insert(type, data);
    }
}
