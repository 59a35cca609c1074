package dev.gitsync.jdbi.internal.jgit;

import java.io.InputStream;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectStream;

/** An object that is too large to be held in memory. */
final class StreamedObject extends ObjectLoader {
    private final int type;
    private final long size;
    private final Supplier<InputStream> bytes;

    StreamedObject(int type, long size, Supplier<InputStream> bytes) {
        this.type = type;
        this.size = size;
        this.bytes = bytes;
    }

    @Override
    public int getType() {
        return type;
    }

    @Override
    public long getSize() {
        return size;
    }

    @Override
    public boolean isLarge() {
        return true;
    }

    @Override
    public byte[] getCachedBytes() {
        throw new LargeObjectException();
    }

    @Override
    public ObjectStream openStream() {
        return new ObjectStream.Filter(type, size, bytes.get());
    }
}
