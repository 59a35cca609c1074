package dev.gitsync.demo.links;

import dev.gitsync.format.label.LabelRules;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of the wiki, whose links are written in the same transaction: those of an edit and those of a push. */
public final class LinkedPages implements PageStore {
    private final PageStore pages;
    private final LinkTable links;

    /**
     * Writes the links of {@code pages} into {@code links}.
     *
     * @param pages on the same database; it calls {@link ApplyContext#inTransaction} in a transaction of the calling thread
     */
    public LinkedPages(PageStore pages, LinkTable links) {
        this.pages = pages;
        this.links = links;
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        Map<PageId, Set<StoredLink>> written = LinkTable.read(changes);
        return pages.apply(space, changes, new ApplyContext(context.actor(), context.fencingToken(), applied -> {
            links.put(space.id(), written);
            context.inTransaction().accept(applied);
        }));
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return pages.changes(space, after, limit);
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        return pages.remaining(space, after);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return pages.pages(space, after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return pages.page(space, id);
    }

    @Override
    public PageId newPageId(Space space) {
        return pages.newPageId(space);
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return pages.transactionDomain();
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return pages.attachments();
    }

    @Override
    public Optional<LabelRules> labels() {
        return pages.labels();
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return pages.versionTokens(spaces);
    }
}
