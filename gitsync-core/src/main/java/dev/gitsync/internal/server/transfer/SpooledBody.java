package dev.gitsync.internal.server.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A received request body, or its beginning, to be read once. Reading it never waits for the client. For one thread.
 */
public final class SpooledBody extends InputStream {
    /** The maximum length of a body that is kept in memory, in bytes. */
    static final int IN_MEMORY = 64 << 10;

    private final SpoolFiles files;
    private final String user;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private byte @Nullable [] inMemory;
    private int readInMemory;
    private long written;
    private long read;
    private boolean isComplete;

    SpooledBody(SpoolFiles files, String user) {
        this.files = files;
        this.user = user;
    }

    /** Returns the length of the body, in bytes. */
    public long length() {
        return memory.size() + written;
    }

    /** Returns the first bytes in memory, at most {@code most}, without consuming them. */
    public byte[] head(int most) {
        byte[] known = memory.toByteArray();
        return Arrays.copyOf(known, Math.min(most, known.length));
    }

    /** Returns whether the body was received to its end. */
    public boolean isComplete() {
        return isComplete;
    }

    void markComplete() {
        isComplete = true;
    }

    void append(byte[] bytes, int length) throws IOException {
        if (file == null && memory.size() + length <= IN_MEMORY) {
            memory.write(bytes, 0, length);
            return;
        }
        files.reserve(user, length);
        written += length;
        try {
            write(ByteBuffer.wrap(bytes, 0, length));
        } catch (IOException e) {
            throw new SpoolFullException("Could not write a request body to disk", e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            Path path = files.createFile();
            // On POSIX systems the file has no name from here on, so that it disappears with the process.
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = channel;
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        byte[] first = inMemory;
        if (first == null) {
            first = memory.toByteArray();
            inMemory = first;
        }
        if (readInMemory < first.length) {
            int n = Math.min(length, first.length - readInMemory);
            System.arraycopy(first, readInMemory, buffer, offset, n);
            readInMemory += n;
            return n;
        }
        FileChannel channel = file;
        int n = channel == null ? -1 : channel.read(ByteBuffer.wrap(buffer, offset, length), read);
        read += Math.max(n, 0);
        return n;
    }

    /** Returns whether all of it was read. */
    public boolean isFinished() {
        return readInMemory + read == length();
    }

    /** Releases the space on disk. Does nothing the second time. */
    @Override
    public void close() throws IOException {
        FileChannel channel = file;
        if (written > 0) {
            files.release(user, written);
            written = 0;
        }
        if (channel != null) {
            channel.close();
        }
    }
}
