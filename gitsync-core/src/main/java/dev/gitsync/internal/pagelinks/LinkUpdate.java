package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.index.LinkIndex.Progress;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Brings the index of links of a space from one state to the next:
 *
 * <ol>
 *   <li>Files and folders that appeared or disappeared change the names of files ({@link FileChanges}, {@link FileNames}).
 *   <li>Pages that are new, changed or renamed are read, all of them.
 *   <li>So are pages whose links may lead elsewhere now: those that link to something that was removed, moved or restored, and those
 *       that look for a name that appeared or disappeared.
 *   <li>If a folder moved, so are the pages with links in it and the pages that link into it, as its path is part of these links. If
 *       another page has a folder now, so are the pages that link to files in it that have other ids.
 *   <li>So are pages that came or moved while no file changed, and the pages that link to them ({@link FileChanges.Exchange}).
 * </ol>
 *
 * Steps 3 and 4 are bounded: they read up to {@value #MOST_AFFECTED} pages, and look at up to as many files of folders that moved. What is
 * left out keeps its records, which say where the links led before.
 */
final class LinkUpdate {
    static final int MOST_AFFECTED = 1_000;

    private final IndexedTree before;
    private final IndexedTree after;
    private final LinkIndex index;
    private final Progress progress;
    private final PageLinkReader pages;
    private final WorkBudget budget;
    private final Map<PageId, String> changed = new LinkedHashMap<>();
    private final Map<PageId, String> affected = new LinkedHashMap<>();
    private final Set<PageId> candidates = new LinkedHashSet<>();
    private boolean isBounded;

    /**
     * Creates an update.
     *
     * @param after the new state, with the index of links of the old one
     */
    LinkUpdate(IndexedTree before, IndexedTree after, LinkReader reader, WorkBudget budget) {
        this.before = before;
        this.after = after;
        this.index = after.index().links();
        this.progress = index.progress();
        this.pages = new PageLinkReader(after, reader);
        this.budget = budget;
    }

    /** Receives what was read. */
    interface Listener {
        /**
         * Receives the links of a page in the new state.
         *
         * @param isChanged whether its file changed or moved, other than with a folder above it
         */
        void read(PageReading page, boolean isChanged) throws IOException;
    }

    /** Updates the index, and returns whether pages were left out. */
    boolean run(Listener listener) throws IOException {
        FileChanges changes = FileChanges.between(before, after, progress.isComplete());
        new FileNames(before, after, progress.names()).update(changes);
        findChanged(changes);
        if (!progress.links().isEmpty()) {
            findAffected(changes);
        }
        index.progress(progress.in(after.tree()));
        for (Map.Entry<PageId, String> page : changed.entrySet()) {
            read(page.getKey(), page.getValue(), true, listener);
        }
        for (Map.Entry<PageId, String> page : affected.entrySet()) {
            read(page.getKey(), page.getValue(), false, listener);
        }
        return isBounded;
    }

    private void read(PageId page, String file, boolean isChanged, Listener listener) throws IOException {
        budget.charge(1);
        PageReading reading = pages.read(page, file);
        index.put(page, reading.targets(), reading.names());
        listener.read(reading, isChanged);
    }

    private boolean isDone(String path) {
        return Progress.isUpTo(path, progress.links());
    }

    private void findChanged(FileChanges changes) throws IOException {
        for (FileChanges.Entry file : changes.removed()) {
            removeDead(before.page(file.path(), file.item()));
        }
        for (FileChanges.Change file : changes.changed()) {
            removeDead(before.page(file.before().path(), file.before().item()));
            addChanged(file.after());
        }
        for (FileChanges.Entry file : changes.added()) {
            addChanged(file);
        }
        for (FileChanges.Exchange page : changes.exchanged()) {
            addExchanged(page.id());
        }
    }

    /** The text may be as before, but what is beside it is not. */
    private void addExchanged(PageId id) throws IOException {
        Optional<String> old = before.file(id);
        Optional<String> now = after.file(id);
        if (now.isEmpty()) {
            index.remove(id);
        } else if (!now.equals(old) && isDone(now.get())) {
            changed.put(id, now.get());
        }
    }

    private void addChanged(FileChanges.Entry file) throws IOException {
        Optional<PageId> page = after.page(file.path(), file.item());
        if (page.isPresent() && isDone(file.path())) {
            changed.put(page.get(), file.path());
        }
    }

    private void removeDead(Optional<PageId> page) throws IOException {
        if (page.isPresent() && after.file(page.get()).isEmpty()) {
            index.remove(page.get());
        }
    }

    private void findAffected(FileChanges changes) throws IOException {
        for (FileChanges.Entry file : changes.removed()) {
            addLinkers(idOf(before, file));
            addSeekers(SoughtNames.ofFile(file.path()));
        }
        for (FileChanges.Entry file : changes.added()) {
            addLinkers(idOf(after, file));
            addSeekers(SoughtNames.ofFile(file.path()));
        }
        for (FileChanges.Change file : changes.changed()) {
            Optional<PageId> old = idOf(before, file.before());
            Optional<PageId> now = idOf(after, file.after());
            if (!old.equals(now)) {
                addLinkers(old);
                addLinkers(now);
            }
        }
        for (FileChanges.Exchange exchange : changes.exchanged()) {
            addLinkers(Optional.of(exchange.id()));
            addSeekersOf(exchange.before());
            addSeekersOf(exchange.after());
        }
        List<String> folders = new ArrayList<>(changes.removedFolders());
        folders.addAll(changes.addedFolders());
        Set<String> handedOver = changes.handedOver();
        folders.addAll(handedOver);
        for (String folder : folders) {
            addLinkers(before.target(folder));
            addLinkers(after.target(folder));
            addSeekers(SoughtNames.ofFolder(folder));
        }
        addHandedOver(handedOver);
        addMoved(changes.moved());
        for (PageId candidate : candidates) {
            addAffected(candidate);
        }
    }

    private static Optional<PageId> idOf(IndexedTree state, FileChanges.Entry file) throws IOException {
        return state.idOf(file.path(), file.item());
    }

    /** Adds those that link to something below these folders that has another id now, although its path is the same. */
    private void addHandedOver(Set<String> folders) throws IOException {
        FileLister files = new FileLister(after, MOST_AFFECTED);
        for (String folder : folders) {
            Optional<ObjectId> tree = after.folder(folder);
            if (tree.isPresent()) {
                files.addFrom(folder, tree.get());
            }
        }
        isBounded |= files.isBounded();
        Set<String> paths = new LinkedHashSet<>();
        for (FileChanges.Entry file : files.found()) {
            for (String path = file.path(); !folders.contains(path) && paths.add(path); path = Paths.parent(path)) {
                budget.charge(1);
            }
        }
        for (String path : paths) {
            Optional<PageId> old = before.target(path);
            Optional<PageId> now = after.target(path);
            if (!old.equals(now)) {
                addHandedOver(old);
                addHandedOver(now);
            }
        }
    }

    /** Adds those that link to a page or an attachment, and itself: its file may be another one of the same contents. */
    private void addHandedOver(Optional<PageId> id) throws IOException {
        addLinkers(id);
        if (id.isPresent() && index.hasLinks(id.get())) {
            add(List.of(id.get()));
        }
    }

    private void addMoved(List<FileChanges.MovedFolder> moved) throws IOException {
        FileLister files = new FileLister(after, MOST_AFFECTED);
        for (FileChanges.MovedFolder folder : moved) {
            Optional<ObjectId> tree = after.folder(folder.to());
            if (tree.isPresent()) {
                files.addFrom(folder.to(), tree.get());
            }
        }
        isBounded |= files.isBounded();
        for (FileChanges.Entry file : files.found()) {
            budget.charge(1);
            addSeekers(List.of(SoughtNames.ofLastName(file.path())));
            Optional<PageId> id = idOf(after, file);
            if (id.isPresent()) {
                addLinkers(id);
                if (index.hasLinks(id.get())) {
                    add(List.of(id.get()));
                }
            }
        }
    }

    private void addLinkers(Optional<PageId> target) throws IOException {
        if (target.isPresent()) {
            add(index.linkers(target.get()));
        }
    }

    private void addSeekersOf(List<String> paths) throws IOException {
        for (String path : paths) {
            addSeekers(after.folder(path).isPresent() ? SoughtNames.ofFolder(path) : SoughtNames.ofFile(path));
        }
    }

    private void addSeekers(List<String> names) throws IOException {
        for (String name : names) {
            add(index.seekers(name));
        }
    }

    private void add(List<PageId> pages) {
        for (PageId page : pages) {
            if (candidates.size() < MOST_AFFECTED || candidates.contains(page)) {
                candidates.add(page);
            } else {
                isBounded = true;
            }
        }
    }

    private void addAffected(PageId page) throws IOException {
        if (!changed.containsKey(page)) {
            Optional<String> file = after.file(page);
            if (file.isPresent() && isDone(file.get())) {
                affected.put(page, file.get());
            }
        }
    }
}
