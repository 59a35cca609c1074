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
 * Brings changes of the wiki into the tree and the index, one after the other. A change that git already has, because it
 * came from there or was read before, is recognised by its version and left alone.
 *
 * <p>Deletions that follow each other are one step, and so are restorations: while it lasts, no page moves because its
 * parent went before it or is still to come back.
 *
 * <ol>
 *   <li>{@link #begin} is called before each change; it ends the step before if the change is no part of it.
 *   <li>{@link #replay} brings the change in.
 *   <li>{@link #settle} is called after the last change.
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
    /** Pages at the top that are about to go home; their children are called when they have, or when they don't. */
    private final Set<PageId> held = new LinkedHashSet<>();

    WikiReplay(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
        this.placement = new Placement(tree, index, blobs);
        this.deleted = new DeletedPages(tree, index, files, placement);
    }

    /** Returns a replay into the tree and the index of {@code work}. */
    static WikiReplay of(Workspace work, PageFiles files) {
        return new WikiReplay(work.tree(), work.index(), new PageBlobs(work.reader(), work.inserter(), files));
    }

    /** Answers whether a change goes on with what the changes before it did, so that it belongs into the same commit. */
    boolean begin(Change change) throws IOException {
        boolean leavesDeletedParent = index.page(change.page())
                .filter(page -> !deleted.contains(page.id()) && page.place() != null && deleted.contains(page.place()))
                .isPresent();
        if (change instanceof Revision && !leavesDeletedParent) {
            deleted.settle();
        }
        boolean goesOn = step.goesOn(change, kind(change), leavesDeletedParent);
        if (!goesOn) {
            callChildrenOfHeld();
        }
        return goesOn;
    }

    /** Ends the step: pages whose parents were deleted and that were not go to the top. */
    void settle() throws IOException {
        deleted.settle();
        step.end();
        callChildrenOfHeld();
    }

    /** What the last change was part of; more of that may follow. */
    ReplayStep.Kind kind() {
        return step.kind();
    }

    /** Whether pages still stand below deleted ones, so that what the wiki says of them is yet to be read. */
    boolean isHalfWay() {
        return !deleted.isEmpty();
    }

    private ReplayStep.Kind kind(Change change) throws IOException {
        if (change instanceof Tombstone) {
            return ReplayStep.Kind.DELETION;
        }
        boolean isBack = index.page(change.page()).isEmpty()
                && index.trashed(change.page()).isPresent();
        return isBack ? ReplayStep.Kind.RESTORATION : ReplayStep.Kind.EDIT;
    }

    /**
     * Replays the change and returns whether it was new.
     *
     * @throws PageFailedException when the page can't be rendered; failures of the stores are passed on
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
        @Nullable IndexedPage before = index.page(change.page()).orElse(null);
        if (isKnown(before, change)) {
            return false;
        }
        if (change instanceof Revision revision) {
            write(before, revision);
        } else if (before != null && change instanceof Tombstone tombstone) {
            deleted.delete(before, tombstone);
        }
        callChildren(change.page());
        return true;
    }

    /**
     * Places the pages again that wait for a page, and then those that wait for them. A page that is itself about to go
     * home does that first, so that its folder goes with it only once.
     */
    private void callChildren(PageId page) throws IOException {
        Deque<PageId> arrived = new ArrayDeque<>(List.of(page));
        while (!arrived.isEmpty()) {
            PageId parent = arrived.remove();
            if (goesHomeSoon(parent)) {
                held.add(parent);
                continue;
            }
            for (PageId waiting : index.takeWaiting(parent)) {
                Optional<IndexedPage> child = index.page(waiting);
                if (child.isPresent() && !placement.placeAgain(child.get()).isAway()) {
                    arrived.add(waiting);
                }
            }
        }
    }

    private boolean goesHomeSoon(PageId page) throws IOException {
        Optional<IndexedPage> known = index.page(page).filter(IndexedPage::isAway);
        return known.isPresent()
                && step.awaits(Objects.requireNonNull(known.get().parent()));
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
            return change.version() <= before.version() || deleted.contains(change.page());
        }
        return change instanceof Tombstone
                || index.trashed(change.page())
                        .filter(trashed -> change.version() <= trashed.version())
                        .isPresent();
    }

    private void write(@Nullable IndexedPage before, Revision revision) throws IOException {
        String text = revision.content().text();
        Optional<TrashedPage> trashed = before == null ? index.trashed(revision.page()) : Optional.empty();
        IndexedPage after = placement.place(
                before,
                new Placement.Wanted(
                        revision.page(),
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
                page.isAway() && parent != null && index.trashed(parent).isPresent();
        step.restored(page.id(), isBeforeParent ? parent : null);
    }
}
