package dev.gitsync.engine;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A wiki that reports changes of one step in reverse order: pages after their attachments, or before. */
final class ReversingPageStore extends ForwardingPageReader implements PageStore {
    private final PageStore delegate;

    ReversingPageStore(PageStore delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        ChangeBatch batch = delegate.changes(space, after, limit);
        List<Change> changes = new ArrayList<>(batch.changes());
        int start = 0;
        for (int i = 1; i <= changes.size(); i++) {
            boolean goesOn = i < changes.size()
                    && changes.get(i).provenance().equals(changes.get(start).provenance());
            if (!goesOn) {
                Collections.reverse(changes.subList(start, i));
                start = i;
            }
        }
        return new ChangeBatch(changes, batch.next(), batch.more());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        return delegate.apply(space, changes, context);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return delegate.attachments();
    }
}
