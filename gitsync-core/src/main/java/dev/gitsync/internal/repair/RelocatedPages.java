package dev.gitsync.internal.repair;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.outline.PageFamilies;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.placement.ChildPages;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.placement.SubmodulePaths;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves the files and folders of pages from their paths in an old index to where the wiki has the pages now, so that they keep
 * their names and modes, and the other files of a folder stay with its pages (law 12). A page whose name is not free at its new
 * place, or whose file is not at the path in the index, is not moved.
 */
final class RelocatedPages {
    private final Workspace work;
    private final PageFamilies wiki;
    private final SpaceIndex old;
    private final PageFiles files;
    private final TreePages pages;
    private final SiblingNames siblings;
    private final ChildPages children;
    private final SubmodulePaths submodules;
    /** The paths of the pages that were moved. */
    private final Map<PageId, String> moved = new HashMap<>();

    RelocatedPages(Workspace work, SpaceIndex old, PageBlobs blobs, PageFamilies wiki) {
        this.work = work;
        this.wiki = wiki;
        this.old = old;
        this.files = blobs.files();
        this.pages = files.of(work.tree());
        this.siblings = new SiblingNames(files);
        this.children = new ChildPages(work.tree(), old, files);
        this.submodules = new SubmodulePaths(work.tree(), blobs);
    }

    /** Moves all pages, outer ones first, so that each finds the folder of its parent at the new place. */
    void move() throws IOException {
        for (Optional<PageId> place : wiki.placesOuterFirst()) {
            for (PageOutline page : wiki.at(place.orElse(null))) {
                Optional<IndexedPage> known = old.page(page.id());
                if (known.isPresent()) {
                    move(known.get(), page, place.orElse(null));
                }
            }
        }
    }

    private void move(IndexedPage known, PageOutline page, @Nullable PageId place) throws IOException {
        if (place != null && old.page(place).isEmpty()) {
            return; // The path of its parent's folder is not known yet.
        }
        String from = path(known);
        String folder = place == null ? "" : path(old.page(place).orElseThrow());
        Optional<IndexedPage> home = known.isDisplaced() ? old.home(known.id()) : Optional.empty();
        IndexedPage named =
                home.filter(there -> Objects.equals(there.place(), place)).orElse(known);
        String to = Paths.join(folder, name(named, page));
        boolean isReserved = known.form().isSibling() && pages.isFolderPage(files.siblingFile(to));
        if (!from.equals(to) && isThere(known, from) && !isReserved && hasRoom(folder) && isFree(to, from)) {
            move(known, from, to);
        }
    }

    /** Returns the page's name at its new place: as in {@link Placement}, a derived name follows the title. */
    private String name(IndexedPage known, PageOutline page) {
        boolean isDerived = known.name().equals(files.naming().nameFor(known.title()))
                || known.name().startsWith(files.naming().nameFor(known.title(), known.id()));
        return known.chosen() || known.title().equals(page.title()) || !isDerived
                ? known.name()
                : files.naming().nameFor(page.title());
    }

    private boolean isThere(IndexedPage known, String path) throws IOException {
        Optional<TreeItem> item = work.tree().find(known.hasFile() ? files.file(path, known.form()) : path);
        return item.filter(found -> found.isFolder() != known.hasFile()).isPresent();
    }

    /** Returns whether the folder exists, or can be created together with its ancestors. */
    private boolean hasRoom(String folder) throws IOException {
        for (String step = folder; !step.isEmpty() && !isFolder(step); step = Paths.parent(step)) {
            String name = Paths.name(step);
            if (anyNear(
                    step,
                    (path, item) -> siblings.isFolderTaken(
                            name, pages.sibling(Paths.parent(path), Paths.name(path), item.isFolder())))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether no other entry collides with the path, apart from the one that moves away from it. */
    private boolean isFree(String path, String from) throws IOException {
        return !anyNear(path, (other, item) -> !other.equals(files.siblingFile(from)) && !other.equals(from));
    }

    private boolean anyNear(String path, Test test) throws IOException {
        String folder = Paths.parent(path);
        for (Map.Entry<String, TreeItem> entry :
                work.tree().items(folder, siblings.near(Paths.name(path))).entrySet()) {
            if (test.test(Paths.join(folder, entry.getKey()), entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private interface Test {
        boolean test(String path, TreeItem item) throws IOException;
    }

    private boolean isFolder(String path) throws IOException {
        return work.tree().find(path).filter(TreeItem::isFolder).isPresent();
    }

    private void move(IndexedPage known, String from, String to) throws IOException {
        boolean movesFolder = ((files.haveAttachments() || known.form().isInner()) && isFolder(from))
                || children.areIn(known, from)
                || !wiki.at(known.id()).isEmpty();
        if (known.form().isSibling()) {
            work.tree().move(files.siblingFile(from), files.siblingFile(to));
        }
        if (movesFolder) {
            work.tree().move(from, to);
            submodules.follow(from, to);
        }
        moved.put(known.id(), to);
    }

    /** Returns the current path of a page. */
    private String path(IndexedPage page) throws IOException {
        Deque<String> names = new ArrayDeque<>();
        IndexedPage step = page;
        while (!moved.containsKey(step.id())) {
            names.addFirst(step.name());
            if (step.place() == null) {
                return String.join("/", names);
            }
            step = old.page(step.place()).orElseThrow();
        }
        names.addFirst(Objects.requireNonNull(moved.get(step.id())));
        return String.join("/", names);
    }
}
