package dev.gitsync.internal.jgit;

import dev.gitsync.error.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that a pack is received into. Its failures, such as a full disk, are the server's and not the client's, so
 * they are {@link StoreException}s; this is how a caller of the parser distinguishes them.
 */
final class PackFile implements Closeable {
    private final Path path;
    private final RandomAccessFile file;

    private PackFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** Creates a new file in a directory. */
    static PackFile createIn(Path directory) {
        try {
            return open(Files.createTempFile(directory, "incoming_", ".pack"));
        } catch (IOException e) {
            throw failure("create a file in " + directory, e);
        }
    }

    /** Opens the empty file at a path. */
    static PackFile open(Path path) throws IOException {
        return new PackFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    Path path() {
        return path;
    }

    long position() {
        return get(file::getFilePointer);
    }

    void seek(long position) {
        run(() -> file.seek(position));
    }

    int read(byte[] into, int from, int length) {
        return get(() -> file.read(into, from, length));
    }

    void readFully(byte[] into) {
        run(() -> file.readFully(into));
    }

    void write(byte[] bytes, int from, int length) {
        run(() -> file.write(bytes, from, length));
    }

    @Override
    public void close() {
        run(file::close);
    }

    /** Runs another operation on the file. */
    void run(Work work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    private <T> T get(Answer<T> work) {
        try {
            return work.get();
        } catch (IOException e) {
            throw failure("keep " + path, e);
        }
    }

    private static StoreException failure(String doing, IOException cause) {
        return new StoreException("Could not " + doing + ", which is needed to receive a pack", cause);
    }

    /** An operation that may fail because of the disk. */
    interface Work {
        void run() throws IOException;
    }

    private interface Answer<T> {
        T get() throws IOException;
    }
}
