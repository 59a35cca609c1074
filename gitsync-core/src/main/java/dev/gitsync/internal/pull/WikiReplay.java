package dev.gitsync.internal.pull;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.error.StoreException;
import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.AttachmentPlacement;
import dev.gitsync.internal.placement.DeletedPages;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes of the wiki to the tree and the index, one after the other. A change that git already has, because it came from
 * git or was read before, is recognised by its version and skipped.
 *
 * <p>Consecutive deletions are one step, and so are consecutive restorations: during a step, no page moves because its parent was
 * deleted before it or is still to be restored.
 *
 * <ol>
 *   <li>{@link #begin} is called before each change; it ends the previous step if the change does not belong to it.
 *   <li>{@link #replay} applies the change.
 *   <li>{@link #finishStep} is called after the last change.
 * </ol>
 */
final class WikiReplay {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageFiles files;
    private final PageBlobs blobs;
    private final Placement placement;
    private final DeletedPages deleted;
    private final AttachmentReplay attachments;
    private final IdLinks links;
    private final ReplayStep step = new ReplayStep();
    /** Pages at the top that are about to return to their parents; their children are placed at the end of the step. */
    private final Set<PageId> held = new LinkedHashSet<>();

    /**
     * Creates a replay into the tree and the index of {@code work}.
     *
     * @param contents writes the contents of attachments, or null for a wiki without them
     * @param links converts links by id
     */
    WikiReplay(Workspace work, @Nullable AttachmentBlobs contents, IdLinks links) {
        this.links = links;
        this.tree = work.tree();
        this.index = work.index();
        this.files = work.files();
        this.blobs = new PageBlobs(work.reader(), work.inserter(), files);
        this.placement = new Placement(tree, index, blobs);
        this.deleted = new DeletedPages(tree, index, files, placement);
        AttachmentPlacement ofFiles = new AttachmentPlacement(tree, index, files, placement);
        this.attachments = new AttachmentReplay(work, ofFiles, contents);
    }

    /** Begins a change; returns whether it continues the previous ones, so that it belongs to the same commit. */
    boolean begin(Change change) throws IOException {
        boolean leavesDeletedParent = !deleted.contains(change.id())
                && place(change.id()).filter(deleted::contains).isPresent();
        if (!(change instanceof Tombstone) && !leavesDeletedParent) {
            deleted.settle();
        }
        boolean goesOn = step.continuesStep(change, kind(change), leavesDeletedParent);
        if (!goesOn) {
            callChildrenOfHeld();
        }
        return goesOn;
    }

    private Optional<PageId> place(PageId id) throws IOException {
        Optional<PageId> page = index.page(id).map(IndexedPage::place);
        return page.isPresent() ? page : attachments.place(id);
    }

    /** Ends the step: moves pages to the top that were not deleted and whose parents were. */
    void finishStep() throws IOException {
        deleted.settle();
        step.end();
        callChildrenOfHeld();
    }

    /** Returns the kind of step of the last change; more changes of that step may follow. */
    ReplayStep.Kind kind() {
        return step.kind();
    }

    /** Returns whether pages are still below deleted ones, so that their changes in the wiki are still to be read. */
    boolean hasPagesBelowDeleted() {
        return !deleted.isEmpty();
    }

    private ReplayStep.Kind kind(Change change) throws IOException {
        if (change instanceof Tombstone) {
            return ReplayStep.Kind.DELETION;
        }
        if (change instanceof AttachmentRevision revision) {
            return attachments.kind(revision);
        }
        boolean isBack =
                index.page(change.id()).isEmpty() && index.trashed(change.id()).isPresent();
        return isBack ? ReplayStep.Kind.RESTORATION : ReplayStep.Kind.EDIT;
    }

    /**
     * Replays the change and returns whether it was new.
     *
     * @throws PageFailedException if the page can't be rendered, or the wiki does not have the contents of the attachment; failures of
     *     the stores are propagated
     */
    boolean replayOrFail(Change change) throws IOException, PageFailedException {
        try {
            return replay(change);
        } catch (RepositoryDamagedException | StoreException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | FileNotFoundException | InvalidContentException e) {
            throw new PageFailedException(change, e);
        }
    }

    /**
     * Renders a page, or looks for the contents of an attachment, as a trial, so that a batch with many invalid changes is not
     * restarted for each of them. Returns the kind of error, or null.
     */
    @Nullable
    String tryOut(Change change) {
        try {
            if (change instanceof Revision revision && revision.content().text() != null) {
                String title = revision.content().title();
                files.render(title, revision.content().text(), files.naming().nameFor(title));
            } else if (change instanceof AttachmentRevision revision && !attachments.areStored(revision.content())) {
                return FileNotFoundException.class.getSimpleName();
            }
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return e.getClass().getSimpleName();
        }
        return null;
    }

    /** Returns whether a change is one of an attachment. */
    boolean isOfAttachment(Change change) throws IOException {
        return attachments.isOfAttachment(change);
    }

    /** Replays the change and returns whether it was new. */
    boolean replay(Change change) throws IOException {
        if (attachments.isOfAttachment(change)) {
            return replayAttachment(change);
        }
        @Nullable IndexedPage before = index.page(change.id()).orElse(null);
        if (isKnown(before, change)) {
            return false;
        }
        if (change instanceof Revision revision) {
            write(before, revision);
        } else if (before != null && change instanceof Tombstone tombstone) {
            deleted.delete(before, tombstone);
        }
        callChildren(change.id());
        return true;
    }

    private boolean replayAttachment(Change change) throws IOException {
        boolean isNew = attachments.replay(change);
        if (isNew && change instanceof AttachmentRevision revision) {
            PageId page = revision.content().page();
            boolean isBeforePage = page != null && index.trashed(page).isPresent();
            step.restored(revision.id(), isBeforePage ? page : null);
        }
        return isNew;
    }

    /**
     * Places again the attachments and pages that wait for a page, and then those that wait for them. A page that is itself about to return to its
     * parent does that first, so that its folder moves only once.
     */
    private void callChildren(PageId page) throws IOException {
        Deque<PageId> arrived = new ArrayDeque<>(List.of(page));
        while (!arrived.isEmpty()) {
            PageId parent = arrived.remove();
            if (index.page(parent).isPresent()) {
                attachments.placeWaiting(parent);
            }
            if (isAboutToReturn(parent)) {
                held.add(parent);
                continue;
            }
            for (PageId waiting : index.removeWaiting(parent)) {
                Optional<IndexedPage> child = index.page(waiting);
                if (child.isPresent() && !placement.placeAgain(child.get()).isDisplaced()) {
                    arrived.add(waiting);
                }
            }
        }
    }

    private boolean isAboutToReturn(PageId page) throws IOException {
        Optional<IndexedPage> known = index.page(page).filter(IndexedPage::isDisplaced);
        return known.isPresent()
                && step.isAwaitingRestore(Objects.requireNonNull(known.get().parent()));
    }

    private void callChildrenOfHeld() throws IOException {
        List<PageId> pages = List.copyOf(held);
        held.clear();
        for (PageId page : pages) {
            callChildren(page);
        }
    }

    private boolean isKnown(@Nullable IndexedPage before, Change change) throws IOException {
        if (before != null) {
            return change.version() <= before.version() || deleted.contains(change.id());
        }
        return change instanceof Tombstone
                || index.trashed(change.id())
                        .filter(trashed -> change.version() <= trashed.version())
                        .isPresent();
    }

    private void write(@Nullable IndexedPage before, Revision revision) throws IOException {
        String text = revision.content().text();
        Optional<TrashedPage> trashed = before == null ? index.trashed(revision.id()) : Optional.empty();
        IndexedPage after = placement.place(
                before,
                new Placement.Wanted(
                        revision.id(),
                        revision.content().parent(),
                        revision.content().title(),
                        revision.version(),
                        text != null));
        if (trashed.isPresent()) {
            restored(after);
        }
        if (text == null) {
            if (before != null && before.hasFile()) {
                tree.remove(files.file(index.path(after), before.form()));
                placement.keepFromFolder(after);
            }
            return;
        }
        String file = files.file(index.path(after), after.form());
        ObjectId blob = blobs.write(after.title(), links.toFile(after, text), after.name());
        if (trashed.filter(TrashedPage::isExecutable).isPresent()) {
            tree.put(file, FileMode.EXECUTABLE_FILE, blob);
        } else {
            tree.putFile(file, blob);
        }
    }

    private void restored(IndexedPage page) throws IOException {
        PageId parent = page.parent();
        boolean isBeforeParent =
                page.isDisplaced() && parent != null && index.trashed(parent).isPresent();
        step.restored(page.id(), isBeforeParent ? parent : null);
    }
}
