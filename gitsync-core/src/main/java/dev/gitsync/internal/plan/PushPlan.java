package dev.gitsync.internal.plan;

import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.guard.AllowedDeletes;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IdLinkIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.FileMode;

/**
 * The effect of a push.
 *
 * @param changes the changes to the wiki: parents before children, pages before attachments, deletions last, attachments and
 *     children first; a deletion that frees a name precedes the attachment that gets it
 * @param placed the new index entry of each page that changed or moved; the versions are those before the push
 * @param removed the old index entry of each page that is deleted, children before parents
 * @param receipt a line for each page, by path
 * @param attachments the effect on attachments
 * @param otherFiles the number of files that are neither pages nor attachments and differ
 * @param links the changes to the index of links by id
 * @param notes sentences for the pusher about how the plan was made
 */
public record PushPlan(
        List<PageChange> changes,
        List<IndexedPage> placed,
        List<IndexedPage> removed,
        List<PushedPage> receipt,
        AttachmentPlan attachments,
        int otherFiles,
        List<IdLinkIndex.Edit> links,
        List<String> notes) {
    /** Copies the lists. */
    public PushPlan {
        changes = List.copyOf(changes);
        placed = List.copyOf(placed);
        removed = List.copyOf(removed);
        receipt = List.copyOf(receipt);
        links = List.copyOf(links);
        notes = List.copyOf(notes);
    }

    /** Returns a plan for which there is nothing to do. */
    public static PushPlan none() {
        return new PushPlan(List.of(), List.of(), List.of(), List.of(), AttachmentPlan.none(), 0, List.of(), List.of());
    }

    /** Returns the same plan with other steps for pages, because a codec converts their links. */
    public PushPlan withLinks(List<PageChange> steps, Placed pages, List<IdLinkIndex.Edit> edits) {
        return new PushPlan(steps, pages.placed(), removed, pages.receipt(), attachments, otherFiles, edits, notes);
    }

    /**
     * The pages that a push changes or moves.
     *
     * @param placed their new index entries
     * @param receipt a line for each, and for each deleted page
     */
    public record Placed(List<IndexedPage> placed, List<PushedPage> receipt) {}

    /** Brings an index to the state after the plan, with the versions before it, apart from links. */
    public void applyTo(SpaceIndex index) throws IOException {
        applyTo(index, Map.of(), page -> FileMode.REGULAR_FILE);
    }

    /** Finds the mode of a page's file before the plan. */
    @FunctionalInterface
    public interface Modes {
        /** Returns the mode of the file of a page that is deleted. */
        FileMode of(IndexedPage page) throws IOException;
    }

    /** Brings an index to the state after the plan; {@code versions} are the current versions, as far as known. */
    public void applyTo(SpaceIndex index, Map<PageId, Long> versions, Modes modes) throws IOException {
        AttachmentIndex files = index.attachments();
        // Their paths are those before the push, so they go before the pages move.
        for (AttachmentPlan.Removed gone : attachments.removed()) {
            IndexedAttachment attachment = gone.attachment();
            files.remove(attachment, versions.getOrDefault(attachment.id(), attachment.version()), gone.mode());
        }
        for (IndexedPage page : removed) {
            index.remove(page, versions.getOrDefault(page.id(), page.version()), modes.of(page));
        }
        for (IndexedPage page : placed) {
            index.put(page.withVersion(versions.getOrDefault(page.id(), page.version())));
        }
        for (IndexedAttachment attachment : attachments.placed()) {
            files.put(attachment.withVersion(versions.getOrDefault(attachment.id(), attachment.version())));
        }
        for (IdLinkIndex.Edit edit : links) {
            index.idLinks().apply(edit);
        }
    }

    /**
     * Returns the paths of the deleted pages that the delete guard counts. A folder page without text does not count: it is deleted
     * with its folder, and no text is lost (law 6). A page that stays because of its children, but loses its text, counts like any
     * other.
     */
    public List<String> deletedPages() {
        Set<PageId> emptied = emptiedPages();
        Set<PageId> withText = removedWithText();
        return receipt.stream()
                .filter(page -> emptied.contains(page.page())
                        || (page.action() == PushedPage.Action.DELETED && withText.contains(page.page())))
                .map(page -> emptied.contains(page.page()) ? page.path() + " (its text)" : page.path())
                .toList();
    }

    private Set<PageId> removedWithText() {
        return removed.stream()
                .filter(IndexedPage::hasFile)
                .map(IndexedPage::id)
                .collect(Collectors.toSet());
    }

    /** Returns the pages that lose their text and stay as folder pages. */
    public Set<PageId> emptiedPages() {
        return changes.stream()
                .filter(change -> change instanceof PageChange.Update update
                        && update.content().text() == null
                        && update.base() != null
                        && !update.base().isBlank())
                .map(PageChange::id)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the paths of the deleted attachments that the delete guard counts. Those of a deleted page with text do not count:
     * their page does.
     */
    public List<String> deletedAttachments() {
        Set<PageId> counted = removedWithText();
        return attachments.removed().stream()
                .filter(deleted -> deleted.attachment().place() == null
                        || !counted.contains(deleted.attachment().place()))
                .map(AttachmentPlan.Removed::path)
                .sorted()
                .toList();
    }

    /** Returns whether the plan deletes no more than a push may. */
    public boolean isWithin(AllowedDeletes allowed) {
        return allowed.includes(deletedPages().size(), deletedAttachments().size());
    }

    /** Returns those of {@code ids} that the plan restores from the trash. */
    public List<PageId> restored(List<PageId> ids) {
        Set<PageId> restored = changes.stream()
                .filter(PageChange.Restore.class::isInstance)
                .map(PageChange::id)
                .collect(Collectors.toCollection(HashSet::new));
        restored.addAll(attachments.restored());
        return ids.stream().filter(restored::contains).toList();
    }
}
