package dev.gitsync.internal.labels;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A store whose pages have their labels in their texts, over one that has them apart. */
public final class LabelledPageStore implements PageStore {
    private final PageStore store;
    private final SpaceLabels labels;

    private LabelledPageStore(PageStore store, SpaceLabels labels) {
        this.store = store;
        this.labels = labels;
    }

    /** Returns a store that has the labels in texts, or {@code store} itself if the wiki has no labels. */
    public static PageStore over(PageStore store, SpaceLabels labels) {
        return labels.arePresent() ? new LabelledPageStore(store, labels) : store;
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        ChangeBatch batch = store.changes(space, after, limit);
        List<Change> changes = batch.changes().stream()
                .map(change -> labels.inText(space, change))
                .toList();
        return new ChangeBatch(changes, batch.next(), batch.more(), batch.isUnknown());
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        return store.remaining(space, after);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return store.pages(space, after, limit).stream()
                .map(page -> labels.inText(space, page))
                .toList();
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return store.page(space, id).map(page -> labels.inText(space, page));
    }

    @Override
    public PageId newPageId(Space space) {
        return store.newPageId(space);
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return store.versionTokens(spaces);
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        return store.apply(space, labels.toWiki(space, changes), context);
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return store.transactionDomain();
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return store.attachments();
    }
}
