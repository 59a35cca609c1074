package dev.gitsync.jdbi.internal.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.util.sha1.SHA1;

/** A stream that updates a hash with the bytes that are read. */
public final class HashingInputStream extends FilterInputStream {
    private final SHA1 hash;

    public HashingInputStream(InputStream in, SHA1 hash) {
        super(in);
        this.hash = hash;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            hash.update((byte) read);
        }
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            hash.update(target, offset, read);
        }
        return read;
    }
}
