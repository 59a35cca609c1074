package dev.gitsync.engine;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A wiki that has lost contents of some attachments, or replaced them by others. */
final class LosingPageStore extends ForwardingPageReader implements PageStore {
    private final PageStore delegate;
    private final Set<ContentHash> lost = new HashSet<>();
    private final Map<ContentHash, TestContent> wrong = new HashMap<>();

    LosingPageStore(PageStore delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    void lose(ContentHash hash) {
        lost.add(hash);
    }

    void spoil(ContentHash hash, TestContent content) {
        wrong.put(hash, content);
    }

    void mend() {
        lost.clear();
        wrong.clear();
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        return delegate.apply(space, changes, context);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return delegate.attachments().map(Attachments::new);
    }

    private final class Attachments implements AttachmentStore {
        private final AttachmentStore whole;

        Attachments(AttachmentStore whole) {
            this.whole = whole;
        }

        @Override
        public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
            return whole.attachments(space, after, limit);
        }

        @Override
        public Optional<Attachment> attachment(Space space, PageId id) {
            return whole.attachment(space, id);
        }

        @Override
        public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
            Map<ContentHash, Long> sizes = new HashMap<>(whole.sizes(space, hashes));
            sizes.keySet().removeAll(lost);
            return sizes;
        }

        @Override
        public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
            if (lost.contains(hash)) {
                throw new FileNotFoundException(hash.value());
            }
            TestContent instead = wrong.get(hash);
            return instead == null ? whole.open(space, hash, offset) : instead.open();
        }

        @Override
        public void store(Space space, ContentSource source) throws IOException {
            whole.store(space, source);
        }
    }
}
