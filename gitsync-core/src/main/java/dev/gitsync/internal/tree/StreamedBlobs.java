package dev.gitsync.internal.tree;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Opens blobs of any size. JGit streams blobs only from 50 MiB on; smaller ones it holds in memory as a whole. */
public final class StreamedBlobs {
    /** The size in bytes from which blobs are streamed. */
    static final int STREAMED_FROM = 1 << 20;

    private StreamedBlobs() {}

    /**
     * Opens a blob, of which at most {@value #STREAMED_FROM} bytes are in memory, unless it is stored as a delta: the limits of a push
     * apply to those. Other objects that {@code reader} opens are not affected.
     */
    public static ObjectLoader open(ObjectReader reader, AnyObjectId blob) throws IOException {
        int before = reader.getStreamFileThreshold();
        reader.setStreamFileThreshold(STREAMED_FROM);
        try {
            return reader.open(blob, Constants.OBJ_BLOB);
        } finally {
            reader.setStreamFileThreshold(before);
        }
    }
}
