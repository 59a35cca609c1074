package dev.gitsync.tests.store;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attachments of another store, whose calls a {@link Watch} sees. */
record WatchedAttachmentStore(AttachmentStore delegate, Watch watch) implements AttachmentStore {
    /** Runs a call, and may count it or fail before or after it. */
    interface Watch {
        <T> T around(Call call, Supplier<T> work);
    }

    @Override
    public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        return watch.around(Call.ATTACHMENTS, () -> delegate.attachments(space, after, limit));
    }

    @Override
    public Optional<Attachment> attachment(Space space, PageId id) {
        return watch.around(Call.ATTACHMENT, () -> delegate.attachment(space, id));
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return watch.around(Call.SIZES, () -> delegate.sizes(space, hashes));
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        return around(Call.OPEN, () -> delegate.open(space, hash, offset));
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        around(Call.STORE, () -> {
            delegate.store(space, source);
            return source;
        });
    }

    @Override
    public void renew(Space space, Set<ContentHash> hashes) {
        delegate.renew(space, hashes);
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        return delegate.rejection(content);
    }

    @Override
    public boolean readsRepository() {
        return delegate.readsRepository();
    }

    @Override
    public void inRepository(Space space, Map<ContentHash, String> blobs) {
        delegate.inRepository(space, blobs);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T around(Call call, Work<T> work) throws IOException {
        try {
            return watch.around(call, () -> {
                try {
                    return work.run();
                } catch (IOException e) {
                    throw new Failed(e);
                }
            });
        } catch (Failed e) {
            throw e.getCause();
        }
    }

    private static final class Failed extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        Failed(IOException cause) {
            super(cause);
        }
    }
}
