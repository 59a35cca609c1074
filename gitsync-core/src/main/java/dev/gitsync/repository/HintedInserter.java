package dev.gitsync.repository;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;

/**
 * An inserter that is told what the engine knows of an object. A hint changes how an object is stored and nothing else: its id, and
 * what is read back, are those of {@link ObjectInserter#insert(int, byte[])}, which is also what happens by default. Override the two
 * methods if a store can use the hints. Not safe for use by several threads.
 */
public abstract class HintedInserter extends ObjectInserter {
    /** Creates an inserter that ignores hints until its methods are overridden. */
    protected HintedInserter() {}

    /** Returns an inserter that inserts through {@code delegate} and ignores all hints. */
    public static HintedInserter ignoringHints(ObjectInserter delegate) {
        return new Ignoring(delegate);
    }

    /**
     * Inserts an object that differs little from another one, so that it is small as a delta on that.
     *
     * @param data the object; the inserter may keep the array, which must not be changed any more
     * @param other the other object, which need not exist; the zero id if there is none
     */
    public ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException {
        return insert(type, data);
    }

    /**
     * Inserts an object that is soon out of use, so that compressing it is not worth the time.
     *
     * @param data the object; the inserter may keep the array, which must not be changed any more
     */
    public ObjectId insertShortLived(int type, byte[] data) throws IOException {
        return insert(type, data);
    }

    /** Forwards everything but the hints. */
    private static final class Ignoring extends HintedInserter {
        private final ObjectInserter delegate;

        Ignoring(ObjectInserter delegate) {
            this.delegate = delegate;
        }

        @Override
        public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
            return delegate.insert(type, data, offset, length);
        }

        @Override
        public ObjectId insert(int type, long length, InputStream in) throws IOException {
            return delegate.insert(type, length, in);
        }

        @Override
        public PackParser newPackParser(InputStream in) throws IOException {
            return delegate.newPackParser(in);
        }

        @Override
        public ObjectReader newReader() {
            return delegate.newReader();
        }

        @Override
        public void flush() throws IOException {
            delegate.flush();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
