package dev.gitsync.tests.store;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reader that forwards to another one. */
public abstract class ForwardingPageReader implements PageReader {
    private final PageReader delegate;

    /** Creates a reader that forwards to {@code delegate}. */
    protected ForwardingPageReader(PageReader delegate) {
        this.delegate = delegate;
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return delegate.changes(space, after, limit);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return delegate.pages(space, after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return delegate.page(space, id);
    }

    @Override
    public PageId newPageId(Space space) {
        return delegate.newPageId(space);
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return delegate.versionTokens(spaces);
    }
}
