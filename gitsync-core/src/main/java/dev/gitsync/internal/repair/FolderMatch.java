package dev.gitsync.internal.repair;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of the pages that belong in one folder:
 *
 * <ol>
 *   <li>under the name that an old index has for the page;
 *   <li>under the names that gitsync would give it, where the file has the page's content, or else its title;
 *   <li>any file in the folder with the page's title, if possible with its content;
 *   <li>under the names that gitsync would give it, whatever the file contains;
 *   <li>for a page without a file, the folder in which most of its children are.
 * </ol>
 */
final class FolderMatch {
    private final Workspace work;
    private final PageFiles files;
    private final TreePages pages;
    private final String folder;
    private final ComparableBlobs comparable;
    /** The names of pages with a file here, or in their folders, and where it is. */
    private final Map<String, PageForm> pageFiles = new TreeMap<>();

    private final Set<String> folders = new TreeSet<>();
    private final Map<String, PageOutline> matched = new TreeMap<>();
    private final List<PageOutline> unmatched = new ArrayList<>();

    private FolderMatch(Workspace work, PageFiles files, String folder) throws IOException {
        this.work = work;
        this.files = files;
        this.pages = files.of(work.tree());
        this.folder = folder;
        this.comparable = new ComparableBlobs(work, files);
        for (String name : work.tree().names(folder)) {
            String path = Paths.join(folder, name);
            boolean isFolder = work.tree().find(path).filter(TreeItem::isFolder).isPresent();
            if (PageFiles.isHidden(name)) {
                continue;
            }
            if (isFolder) {
                folders.add(name);
            } else if (files.isPage(name) && !pages.isFolderPage(path)) {
                pageFiles.put(files.siblingPath(name), PageForm.SIBLING);
            }
        }
        for (String name : folders) {
            if (!pageFiles.containsKey(name)) {
                pages.file(Paths.join(folder, name))
                        .ifPresent(file -> pageFiles.put(name, PageForm.inner(Paths.name(file))));
            }
        }
    }

    static FolderMatch of(
            Workspace work,
            PageFiles files,
            @Nullable SpaceIndex old,
            String folder,
            List<PageOutline> pages,
            Function<PageId, List<PageOutline>> children)
            throws IOException {
        FolderMatch match = new FolderMatch(work, files, folder);
        List<PageOutline> ordered = new ArrayList<>(pages);
        ordered.sort(Comparator.comparing(page -> page.id().value()));
        List<PageOutline> open = new ArrayList<>();
        for (PageOutline page : ordered) {
            Optional<IndexedPage> known = old == null ? Optional.empty() : old.page(page.id());
            if (known.isEmpty()
                    || !match.isStill(known.get(), page)
                    || !match.claim(known.get().name(), page)) {
                open.add(page);
            }
        }
        List<PageOutline> lost = match.matchByName(open, match::isPage);
        lost = match.matchByName(lost, match::hasTitle);
        lost = match.matchByTitle(lost);
        lost = match.matchByName(lost, (name, page) -> true);
        match.matchByChildren(lost, children);
        return match;
    }

    /** Returns the matched pages, by the name of their file without its extension, or of their folder. */
    Map<String, PageOutline> matched() {
        return matched;
    }

    /** Returns where the file of a matched page is. */
    PageForm form(String name, PageOutline page) {
        return page.hasFile() ? pageFiles.getOrDefault(name, PageForm.SIBLING) : PageForm.NONE;
    }

    private String file(String name) {
        return files.file(Paths.join(folder, name), pageFiles.getOrDefault(name, PageForm.SIBLING));
    }

    /** Returns the pages without a match in this folder. */
    List<PageOutline> unmatched() {
        return unmatched;
    }

    /** Returns the entries of the folder whose names collide on some file systems. */
    List<NameCollision> collisions() throws IOException {
        List<Sibling> entries = new ArrayList<>();
        for (Map.Entry<String, TreeItem> entry : work.tree().items(folder).entrySet()) {
            entries.add(pages.sibling(folder, entry.getKey(), entry.getValue().isFolder()));
        }
        return new SiblingNames(files).collisions(entries, name -> true);
    }

    /**
     * Removes the page files that belong to no page, including those in folders that belong to no page, and returns their
     * number.
     */
    int removeUnowned() throws IOException {
        int removed = 0;
        for (String name : pageFiles.keySet()) {
            PageOutline owner = matched.get(name);
            if (owner == null || !owner.hasFile()) {
                work.tree().remove(file(name));
                removed++;
            }
        }
        for (String name : folders) {
            if (!matched.containsKey(name)) {
                removed += removePages(Paths.join(folder, name));
            }
        }
        return removed;
    }

    /** Returns whether the page keeps its former name: gitsync derived it from this title, or a git user chose it. */
    private boolean isStill(IndexedPage known, PageOutline page) {
        return known.chosen()
                || known.title().equals(page.title())
                || !known.name().startsWith(files.naming().nameFor(known.title()));
    }

    private boolean claim(String name, PageOutline page) {
        boolean isThere = page.hasFile() ? pageFiles.containsKey(name) : folders.contains(name);
        return isThere && matched.putIfAbsent(name, page) == null;
    }

    /** Matches pages by the names that gitsync would give them, and returns the pages that are left. */
    private List<PageOutline> matchByName(List<PageOutline> pages, Fit fit) throws IOException {
        List<PageOutline> nameless = new ArrayList<>();
        for (PageOutline page : pages) {
            if (!matchNamed(files.naming().nameFor(page.title(), page.id()), page, fit)) {
                nameless.add(page);
            }
        }
        List<PageOutline> lost = new ArrayList<>();
        for (PageOutline page : nameless) {
            if (!matchNamed(files.naming().nameFor(page.title()), page, fit)) {
                lost.add(page);
            }
        }
        return lost;
    }

    private boolean matchNamed(String name, PageOutline page, Fit fit) throws IOException {
        return fit.fits(name, page) && claim(name, page);
    }

    /** Decides whether the entry under a name may be the page. */
    private interface Fit {
        boolean fits(String name, PageOutline page) throws IOException;
    }

    private boolean isPage(String name, PageOutline page) throws IOException {
        if (!page.hasFile()) {
            return !pageFiles.containsKey(name);
        }
        Optional<TreeItem> item = work.tree().find(file(name));
        return item.isPresent() && comparable.blob(item.get().id(), name).equals(page.blob());
    }

    private boolean hasTitle(String name, PageOutline page) throws IOException {
        return page.hasFile()
                && pageFiles.containsKey(name)
                && titled(name)
                        .filter(found -> found.title().equals(page.title()))
                        .isPresent();
    }

    private List<PageOutline> matchByTitle(List<PageOutline> pages) throws IOException {
        TitledFiles titled = new TitledFiles();
        if (pages.stream().anyMatch(PageOutline::hasFile)) {
            for (String name : pageFiles.keySet()) {
                if (!matched.containsKey(name)) {
                    titled(name).ifPresent(page -> titled.add(name, page));
                }
            }
        }
        return titled.match(pages, this::claim);
    }

    /** Matches pages without a file by their children: if a git user chose the folder's name, only the children identify it. */
    private void matchByChildren(List<PageOutline> pages, Function<PageId, List<PageOutline>> children)
            throws IOException {
        Map<ObjectId, String> homes = pages.isEmpty() ? Map.of() : pagesInOpenFolders();
        for (PageOutline page : pages) {
            Map<String, Integer> votes = new TreeMap<>();
            for (PageOutline child : page.hasFile() ? List.<PageOutline>of() : children.apply(page.id())) {
                String home = child.blob() == null ? null : homes.get(child.blob());
                if (home != null) {
                    votes.merge(home, 1, Integer::sum);
                }
            }
            Optional<String> home = votes.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey);
            if (home.isEmpty() || !claim(home.get(), page)) {
                unmatched.add(page);
            }
        }
    }

    /** Returns the blobs of the files in folders that belong to no page so far, with the folder of each. */
    private Map<ObjectId, String> pagesInOpenFolders() throws IOException {
        Map<ObjectId, String> homes = new HashMap<>();
        for (String name : folders) {
            if (!matched.containsKey(name)) {
                String path = Paths.join(folder, name);
                for (String file : work.tree().names(path)) {
                    String below = Paths.join(path, file);
                    Optional<String> inner = pages.file(below);
                    Optional<TreeItem> item = work.tree().find(inner.orElse(below));
                    if (item.isPresent()) {
                        homes.putIfAbsent(comparable.blob(item.get().id(), Paths.name(below)), name);
                    }
                }
            }
        }
        return homes;
    }

    private Optional<ComparableBlobs.Titled> titled(String name) throws IOException {
        return comparable.titled(work.tree().find(file(name)), name);
    }

    private int removePages(String path) throws IOException {
        int removed = 0;
        for (String name : new HashSet<>(work.tree().names(path))) {
            String below = Paths.join(path, name);
            Optional<TreeItem> item = work.tree().find(below);
            if (item.isEmpty() || PageFiles.isHidden(name)) {
                continue;
            }
            if (item.get().isFolder()) {
                removed += removePages(below);
            } else if (files.isPage(name)) {
                work.tree().remove(below);
                removed++;
            }
        }
        return removed;
    }
}
