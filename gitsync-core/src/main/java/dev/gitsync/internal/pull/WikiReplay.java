package dev.gitsync.internal.pull;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.error.StoreException;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.DeletedPages;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
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
    private final ReplayStep step = new ReplayStep();
    /** Pages at the top that are about to return to their parents; their children are placed at the end of the step. */
    private final Set<PageId> held = new LinkedHashSet<>();

    WikiReplay(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
        this.placement = new Placement(tree, index, blobs);
        this.deleted = new DeletedPages(tree, index, files, placement);
    }

    /** Creates a replay into the tree and the index of {@code work}. */
    static WikiReplay of(Workspace work, PageFiles files) {
        return new WikiReplay(work.tree(), work.index(), new PageBlobs(work.reader(), work.inserter(), files));
    }

    /** Begins a change; returns whether it continues the previous ones, so that it belongs to the same commit. */
    boolean begin(Change change) throws IOException {
        boolean leavesDeletedParent = index.page(change.id())
                .filter(page -> !deleted.contains(page.id()) && page.place() != null && deleted.contains(page.place()))
                .isPresent();
        if (change instanceof Revision && !leavesDeletedParent) {
            deleted.settle();
        }
        boolean goesOn = step.continuesStep(change, kind(change), leavesDeletedParent);
        if (!goesOn) {
            callChildrenOfHeld();
        }
        return goesOn;
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
        boolean isBack =
                index.page(change.id()).isEmpty() && index.trashed(change.id()).isPresent();
        return isBack ? ReplayStep.Kind.RESTORATION : ReplayStep.Kind.EDIT;
    }

    /**
     * Replays the change and returns whether it was new.
     *
     * @throws PageFailedException if the page can't be rendered; failures of the stores are propagated
     */
    boolean replayOrFail(Change change) throws IOException, PageFailedException {
        try {
            return replay(change);
        } catch (RepositoryDamagedException | StoreException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PageFailedException(change, e);
        }
    }

    /** Replays the change and returns whether it was new. */
    boolean replay(Change change) throws IOException {
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

    /**
     * Places again the pages that wait for a page, and then those that wait for them. A page that is itself about to return to its
     * parent does that first, so that its folder moves only once.
     */
    private void callChildren(PageId page) throws IOException {
        Deque<PageId> arrived = new ArrayDeque<>(List.of(page));
        while (!arrived.isEmpty()) {
            PageId parent = arrived.remove();
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
        String file = files.file(index.path(after));
        if (text == null) {
            if (before != null && before.hasFile()) {
                tree.remove(file);
            }
            return;
        }
        ObjectId blob = blobs.write(after.title(), text, after.name());
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
