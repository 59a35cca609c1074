package dev.gitsync.demo.order;

import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.PageOrder.Edited;
import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.format.order.Siblings;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads and writes the order files of spaces, which are attachments. */
final class OrderFiles {
    /** How many versions of a file are looked through for the one before a deletion. */
    private static final int MAX_VERSIONS = 100;

    private final Jdbi jdbi;
    private final Desk.Stores stores;

    OrderFiles(Jdbi jdbi, Desk.Stores stores) {
        this.jdbi = jdbi;
        this.stores = stores;
    }

    /** The order files of these pages and of the top of the space, in one query: the attachment by its page, null for the top. */
    Map<@Nullable PageId, Attachment> of(Space space, Collection<PageId> pages) {
        String[] ids = pages.stream().map(PageId::value).toArray(String[]::new);
        Map<@Nullable PageId, Attachment> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT a.id, a.page_id, a.hash, a.size, a.version FROM gitsync_attachments a
                        WHERE a.space_id = :space AND a.page_id = ANY(CAST(:pages AS text[])) AND a.name = :name
                            AND a.deleted_at IS NULL
                        UNION ALL
                        SELECT a.id, a.page_id, a.hash, a.size, a.version FROM gitsync_attachments a
                        WHERE a.space_id = :space AND a.page_id IS NULL AND a.name = :name AND a.deleted_at IS NULL""")
                .bind("space", space.id().value())
                .bind("pages", ids)
                .bind("name", SiblingOrder.FILE_NAME)
                .map((row, context) -> {
                    String page = row.getString("page_id");
                    PageId owner = page == null ? null : new PageId(page);
                    ContentHash hash = new ContentHash(row.getString("hash"));
                    AttachmentContent content =
                            new AttachmentContent(owner, SiblingOrder.FILE_NAME, hash, row.getLong("size"));
                    return new Attachment(new PageId(row.getString("id")), row.getLong("version"), content);
                })
                .forEach(file -> found.put(file.content().page(), file)));
        return found;
    }

    /** The order of the pages below a page, or at the top for null. */
    OrderFile of(Space space, @Nullable PageId parent) {
        return attachments()
                .named(space, parent, SiblingOrder.FILE_NAME)
                .map(file -> new OrderFile(parent, file, read(space, file.content())))
                .orElseGet(() -> new OrderFile(parent, null, SiblingOrder.none()));
    }

    /** What a file says; nothing if it is too large, or its contents are lost. */
    SiblingOrder read(Space space, AttachmentContent file) {
        if (file.size() > SiblingOrder.MAX_BYTES) {
            return SiblingOrder.none();
        }
        try (InputStream in = attachments().store().open(space, file.hash(), 0)) {
            return SiblingOrder.read(in.readAllBytes()).orElse(SiblingOrder.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The changes that give the pages below {@code file.parent()} another order: none, one file, or one file less. */
    List<PageChange> replaced(Edited edited, OrderFile file, SiblingOrder order, Siblings siblings) {
        Attachment before = file.attachment();
        if (order.equals(file.order())) {
            return List.of();
        }
        if (order.isNeeded(siblings)) {
            PageId id = before == null ? stores.store().newPageId(edited.space()) : before.id();
            long version = before == null ? 0 : before.version();
            AttachmentContent content = stored(edited.space(), order).as(file.parent(), SiblingOrder.FILE_NAME);
            return List.of(new PageChange.PutAttachment(id, version, content, null, edited.by()));
        }
        return before == null ? List.of() : List.of(new PageChange.Delete(before.id(), before.version(), edited.by()));
    }

    private Uploaded stored(Space space, SiblingOrder order) {
        try {
            return attachments().upload(space, new ByteArrayInputStream(order.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file of a page said before the change that was made with a deletion, if there was such a change. */
    Optional<SiblingOrder> before(Space space, @Nullable PageId parent, Provenance deletion) {
        Optional<PageId> file = file(space, parent, deletion);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        boolean isFound = false;
        for (Change version : attachments().revisions(space, file.get(), MAX_VERSIONS, Long.MAX_VALUE)) {
            if (isFound) {
                return version instanceof Change.AttachmentRevision revision
                        ? Optional.of(read(space, revision.content()))
                        : Optional.empty();
            }
            isFound = version.provenance().equals(deletion);
        }
        return Optional.empty();
    }

    /** The order file that a deletion changed: the live one, or one that went into the trash with its last page. */
    private Optional<PageId> file(Space space, @Nullable PageId parent, Provenance deletion) {
        return attachments()
                .named(space, parent, SiblingOrder.FILE_NAME)
                .map(Attachment::id)
                .or(() -> attachments().trash(space, parent).stream()
                        .filter(file -> file.attachment().content().name().equals(SiblingOrder.FILE_NAME)
                                && file.lastChange().equals(deletion))
                        .map(file -> file.attachment().id())
                        .findFirst());
    }

    private JdbiAttachments attachments() {
        return stores.attachments();
    }
}
