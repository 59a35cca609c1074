package dev.gitsync.testkit;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Edits one space as its wiki would: each call reads the page, changes one thing and applies the change, unfenced, on
 * behalf of the author. A call whose change is not applied fails the test with an {@link AssertionError}.
 */
public final class WikiEditor {
    private static final int BATCH = 500;

    private final PageStore store;
    private final Space space;

    /** Creates an editor for {@code space} in {@code store}. */
    public WikiEditor(PageStore store, Space space) {
        this.store = store;
        this.space = space;
    }

    /** Creates a page and returns its id. */
    public PageId create(@Nullable PageId parent, String title, @Nullable String text, Provenance provenance) {
        PageId id = store.newPageId(space);
        applied(new PageChange.Create(id, new PageContent(parent, title, text), provenance));
        return id;
    }

    /** Changes the text of the page and returns the new version. */
    public long edit(PageId id, @Nullable String text, Provenance provenance) {
        return update(id, content -> content.withText(text), provenance);
    }

    /** Changes the title of the page and returns the new version. */
    public long rename(PageId id, String title, Provenance provenance) {
        return update(id, content -> content.withTitle(title), provenance);
    }

    /** Moves the page to another parent, or to the top level for null, and returns the new version. */
    public long move(PageId id, @Nullable PageId parent, Provenance provenance) {
        return update(id, content -> content.withParent(parent), provenance);
    }

    /** Changes the labels of the page and returns the new version. */
    public long label(PageId id, Labels labels, Provenance provenance) {
        return update(id, content -> content.withLabels(labels), provenance);
    }

    /** Moves the page and its attachments to the trash, and returns the version of the page's tombstone. */
    public long delete(PageId id, Provenance provenance) {
        List<PageChange> plan = new ArrayList<>();
        attachmentsOf(id)
                .forEach(attachment ->
                        plan.add(new PageChange.Delete(attachment.id(), attachment.version(), provenance)));
        plan.add(new PageChange.Delete(id, live(id).version(), provenance));
        return applied(id, plan);
    }

    /** Moves the page to the trash but not its attachments, and returns the version of its tombstone. */
    public long deleteAlone(PageId id, Provenance provenance) {
        return applied(new PageChange.Delete(id, live(id).version(), provenance));
    }

    /** Restores the page, which was deleted at {@code deletedVersion}, from the trash and returns the new version. */
    public long restore(PageId id, long deletedVersion, PageContent content, Provenance provenance) {
        return applied(new PageChange.Restore(id, deletedVersion, content, provenance));
    }

    /** Restores a page and these attachments from the trash, as they were deleted, and returns the page's new version. */
    public long restore(Page trashed, List<Attachment> attachments, Provenance provenance) {
        List<PageChange> plan = new ArrayList<>();
        plan.add(new PageChange.Restore(trashed.id(), trashed.version(), trashed.content(), provenance));
        attachments.forEach(attachment -> plan.add(put(attachment, attachment.content(), provenance)));
        return applied(trashed.id(), plan);
    }

    /** Attaches a file to the page, or to the space for null, and returns the id of the attachment. */
    public PageId upload(@Nullable PageId page, String name, TestContent content, Provenance provenance) {
        PageId id = store.newPageId(space);
        stored(content);
        applied(new PageChange.PutAttachment(id, 0, content.as(page, name), null, provenance));
        return id;
    }

    /** Changes the contents of the attachment and returns the new version. */
    public long replace(PageId attachment, TestContent content, Provenance provenance) {
        Attachment before = attachment(attachment);
        stored(content);
        AttachmentContent at = before.content();
        return applied(put(before, content.as(at.page(), at.name()), provenance));
    }

    /** Changes the name of the attachment and returns the new version. */
    public long renameAttachment(PageId attachment, String name, Provenance provenance) {
        Attachment before = attachment(attachment);
        return applied(put(before, before.content().at(before.content().page(), name), provenance));
    }

    /** Moves the attachment to another page, or to the space for null, and returns the new version. */
    public long moveAttachment(PageId attachment, @Nullable PageId page, Provenance provenance) {
        Attachment before = attachment(attachment);
        return applied(put(before, before.content().at(page, before.content().name()), provenance));
    }

    /** Moves the attachment to the trash and returns the version of its tombstone. */
    public long deleteAttachment(PageId attachment, Provenance provenance) {
        return applied(new PageChange.Delete(attachment, attachment(attachment).version(), provenance));
    }

    /** Restores the attachment from the trash, as it was deleted, and returns the new version. */
    public long restoreAttachment(Attachment trashed, Provenance provenance) {
        return applied(put(trashed, trashed.content(), provenance));
    }

    /** Returns the attachment, which must be live. */
    public Attachment attachment(PageId id) {
        return attachments()
                .attachment(space, id)
                .orElseThrow(() -> new AssertionError("Attachment " + id + " of space " + space.id() + " is not live"));
    }

    /** Returns the contents of the attachment, which must be live. */
    public byte[] contents(PageId id) {
        try (InputStream in = attachments().open(space, attachment(id).content().hash(), 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the live attachments of the page, or of the space for null, by ascending id; none if the wiki has no attachments. */
    public List<Attachment> attachmentsOf(@Nullable PageId page) {
        List<Attachment> found = new ArrayList<>();
        List<Attachment> batch = List.of();
        do {
            @Nullable
            PageId after = batch.isEmpty() ? null : batch.get(batch.size() - 1).id();
            batch = store.attachments()
                    .map(attachments -> attachments.attachments(space, after, BATCH))
                    .orElseGet(List::of);
            batch.stream()
                    .filter(attachment ->
                            Objects.equals(page, attachment.content().page()))
                    .forEach(found::add);
        } while (!batch.isEmpty());
        return found;
    }

    /** Returns the page, which must be live. */
    public Page live(PageId id) {
        return store.page(space, id)
                .orElseThrow(() -> new AssertionError("Page " + id + " of space " + space.id() + " is not live"));
    }

    private long update(PageId id, UnaryOperator<PageContent> edit, Provenance provenance) {
        Page page = live(id);
        PageContent before = page.content();
        return applied(new PageChange.Update(id, page.version(), before.text(), edit.apply(before), provenance));
    }

    private static PageChange put(Attachment before, AttachmentContent content, Provenance provenance) {
        return new PageChange.PutAttachment(before.id(), before.version(), content, null, provenance);
    }

    private void stored(TestContent content) {
        try {
            attachments().store(space, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AttachmentStore attachments() {
        return store.attachments().orElseThrow(() -> new AssertionError("The wiki has no attachments"));
    }

    private long applied(PageChange change) {
        return applied(change.id(), List.of(change));
    }

    private long applied(PageId id, List<PageChange> plan) {
        ApplyContext context =
                ApplyContext.edit(plan.get(0).provenance().author().name());
        ApplyResult result = store.apply(space, plan, context);
        if (result instanceof ApplyResult.Applied applied) {
            Long version = applied.versions().get(id);
            if (version != null) {
                return version;
            }
        }
        throw new AssertionError("An edit of space " + space.id() + " was not applied: " + result);
    }
}
