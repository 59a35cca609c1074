package dev.gitsync.testkit;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory wiki that passes the whole {@link PageStoreContract}, with edits as made by the wiki's own users. Every
 * space exists and is initially empty. Generated ids are distributed like random ids but are the same in every run.
 * Safe for use by several threads.
 */
public final class InMemoryPageStore implements PageStore {
    private final ConcurrentHashMap<SpaceId, InMemorySpace> spaces = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Kind kind;

    private enum Kind {
        PAGES,
        PAGES_WITH_LABELS,
        PAGES_WITH_ATTACHMENTS,
        ATTACHMENTS_OUTLIVE_PAGES
    }

    /** Creates a wiki without attachments. */
    public InMemoryPageStore() {
        this(Kind.PAGES);
    }

    private InMemoryPageStore(Kind kind) {
        this.kind = kind;
    }

    /** Returns a wiki without attachments whose pages have labels, exactly as they are written in files. */
    public static InMemoryPageStore withLabels() {
        return new InMemoryPageStore(Kind.PAGES_WITH_LABELS);
    }

    /** Returns a wiki with attachments. */
    public static InMemoryPageStore withAttachments() {
        return new InMemoryPageStore(Kind.PAGES_WITH_ATTACHMENTS);
    }

    /** Returns a wiki with attachments, which stay when only their page is deleted ({@link WikiEditor#deleteAlone}). */
    public static InMemoryPageStore withAttachmentsThatOutlivePages() {
        return new InMemoryPageStore(Kind.ATTACHMENTS_OUTLIVE_PAGES);
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return of(space).changes(after, limit);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return of(space).pages(after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return of(space).page(id);
    }

    @Override
    public PageId newPageId(Space space) {
        byte[] name = ("page " + ids.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        return new PageId(UUID.nameUUIDFromBytes(name).toString());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        if (!hasAttachments() && changes.stream().anyMatch(PageChange.PutAttachment.class::isInstance)) {
            throw new IllegalStateException("An attachment was sent to a wiki without attachments");
        }
        return of(space).apply(space, changes, context);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return hasAttachments() ? Optional.of(new InMemoryAttachmentStore(this::of)) : Optional.empty();
    }

    private boolean hasAttachments() {
        return kind == Kind.PAGES_WITH_ATTACHMENTS || kind == Kind.ATTACHMENTS_OUTLIVE_PAGES;
    }

    @Override
    public Optional<LabelRules> labels() {
        return kind == Kind.PAGES_WITH_LABELS ? Optional.of(LabelRules.exact()) : Optional.empty();
    }

    /** Creates a page as a wiki user would; see {@link WikiEditor#create}. */
    public PageId create(
            Space space, @Nullable PageId parent, String title, @Nullable String text, Provenance provenance) {
        return edits(space).create(parent, title, text, provenance);
    }

    /** Changes the text of a page; see {@link WikiEditor#edit}. */
    public long edit(Space space, PageId id, @Nullable String text, Provenance provenance) {
        return edits(space).edit(id, text, provenance);
    }

    /** Changes the title of a page; see {@link WikiEditor#rename}. */
    public long rename(Space space, PageId id, String title, Provenance provenance) {
        return edits(space).rename(id, title, provenance);
    }

    /** Changes the labels of a page; see {@link WikiEditor#label}. */
    public long label(Space space, PageId id, Labels labels, Provenance provenance) {
        return edits(space).label(id, labels, provenance);
    }

    /** Moves a page to another parent; see {@link WikiEditor#move}. */
    public long move(Space space, PageId id, @Nullable PageId parent, Provenance provenance) {
        return edits(space).move(id, parent, provenance);
    }

    /** Moves a page and its attachments to the trash; see {@link WikiEditor#delete}. */
    public long delete(Space space, PageId id, Provenance provenance) {
        return edits(space).delete(id, provenance);
    }

    /**
     * Restores a page from the trash with the content it was deleted with, and the attachments that were deleted with it.
     * Returns the new version of the page.
     */
    public long restore(Space space, PageId id, Provenance provenance) {
        Page trashed = of(space).trashed(id);
        return edits(space).restore(trashed, of(space).deletedWith(id), provenance);
    }

    /** Moves a page to the trash without its attachments; see {@link WikiEditor#deleteAlone}. */
    public long deleteAlone(Space space, PageId id, Provenance provenance) {
        return edits(space).deleteAlone(id, provenance);
    }

    /** Attaches a file to a page, or to the space for null; see {@link WikiEditor#upload}. */
    public PageId upload(Space space, @Nullable PageId page, String name, TestContent content, Provenance provenance) {
        return edits(space).upload(page, name, content, provenance);
    }

    /** Changes the contents of an attachment; see {@link WikiEditor#replace}. */
    public long replace(Space space, PageId attachment, TestContent content, Provenance provenance) {
        return edits(space).replace(attachment, content, provenance);
    }

    /** Changes the name of an attachment; see {@link WikiEditor#renameAttachment}. */
    public long renameAttachment(Space space, PageId attachment, String name, Provenance provenance) {
        return edits(space).renameAttachment(attachment, name, provenance);
    }

    /** Moves an attachment to another page, or to the space for null; see {@link WikiEditor#moveAttachment}. */
    public long moveAttachment(Space space, PageId attachment, @Nullable PageId page, Provenance provenance) {
        return edits(space).moveAttachment(attachment, page, provenance);
    }

    /** Moves an attachment to the trash; see {@link WikiEditor#deleteAttachment}. */
    public long deleteAttachment(Space space, PageId attachment, Provenance provenance) {
        return edits(space).deleteAttachment(attachment, provenance);
    }

    /** Restores an attachment from the trash as it was deleted, and returns the new version. */
    public long restoreAttachment(Space space, PageId attachment, Provenance provenance) {
        return edits(space).restoreAttachment(of(space).trashedAttachment(attachment), provenance);
    }

    /** Removes the contents that no revision names, as after their grace time. */
    public void collectContents(Space space) {
        of(space).collectContents();
    }

    /**
     * Takes a backup of a space and returns an action that restores it: the space and the end of its feed are then as
     * they were at the backup, whatever happened since.
     */
    public Runnable backup(Space space) {
        InMemorySpace.Backup backup = of(space).backup();
        return () -> of(space).restore(backup);
    }

    /** Returns an editor of a space of this wiki. */
    public WikiEditor edits(Space space) {
        return new WikiEditor(this, space);
    }

    private InMemorySpace of(Space space) {
        return spaces.computeIfAbsent(space.id(), id -> new InMemorySpace(id, kind == Kind.ATTACHMENTS_OUTLIVE_PAGES));
    }
}
