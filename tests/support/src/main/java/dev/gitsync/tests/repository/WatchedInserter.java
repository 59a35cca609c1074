package dev.gitsync.tests.repository;

import dev.gitsync.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;

/** An inserter that is watched. */
final class WatchedInserter extends ObjectInserter.Filter {
    private final ObjectInserter delegate;
    private final Watch watch;

    WatchedInserter(ObjectInserter delegate, Watch watch) {
        this.delegate = delegate;
        this.watch = watch;
    }

    @Override
    protected ObjectInserter delegate() {
        return delegate;
    }

    @Override
    public ObjectId insert(int type, byte[] data) throws IOException {
        return insert(type, data, 0, data.length);
    }

    @Override
    public ObjectId insert(int type, byte[] data, int from, int length) throws IOException {
        ObjectId id = watch.around(RepositoryCall.INSERT, () -> delegate.insert(type, data, from, length));
        watch.transferred(RepositoryCall.INSERT, length);
        return id;
    }

    @Override
    public ObjectId insert(int type, long length, InputStream data) throws IOException {
        ObjectId id = watch.around(RepositoryCall.INSERT, () -> delegate.insert(type, length, data));
        watch.transferred(RepositoryCall.INSERT, length);
        return id;
    }

    /** An {@link IOException} would be about what the client sends. */
    @Override
    public PackParser newPackParser(InputStream pack) {
        try {
            return watch.around(RepositoryCall.RECEIVE, () -> delegate.newPackParser(pack));
        } catch (IOException e) {
            throw new StoreException("A pack can't be received", e);
        }
    }

    @Override
    public ObjectReader newReader() {
        return new WatchedReader(delegate.newReader(), watch);
    }

    @Override
    public void flush() throws IOException {
        watch.around(RepositoryCall.FLUSH, () -> {
            delegate.flush();
            return true;
        });
    }
}
