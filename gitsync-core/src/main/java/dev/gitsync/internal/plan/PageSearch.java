package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.IdentityMatcher;
import dev.gitsync.internal.identity.IdentityTrail;
import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.identity.PageTexts;
import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.identity.ReplacedFiles;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ReassignedFile;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds the page of each file of a push that is not at the old path of its page. Each rule handles the files that the rules before
 * it left:
 *
 * <ol>
 *   <li>the page id in the front matter;
 *   <li>the same file, if it only became the page of its folder, or no longer is; the same path, if the file only went into the folder of
 *       the page or out of it; a folder that moved whole, if the file is in it;
 *   <li>the commits of the push one by one, see {@link IdentityTrail};
 *   <li>the trees before and after the push, see {@link IdentityMatcher}.
 * </ol>
 *
 * A file at its old path is searched too if {@link ReplacedFiles}, or the commits, indicate that it now belongs to another page.
 */
final class PageSearch {
    private final PlanRequest request;
    private final PageFiles files;
    private final int maxDepth;
    private final TreeChanges changes;
    private final TreeEditor base;
    private final TreePages pages;
    private final IndexedPageFiles indexed;
    private final PageTexts texts;
    private final SortedMap<String, String> followed = new TreeMap<>();
    private final Set<String> replaced = new TreeSet<>();

    PageSearch(PlanRequest request, PageFiles files, int maxDepth, TreeChanges changes) {
        this.request = request;
        this.files = files;
        this.maxDepth = maxDepth;
        this.changes = changes;
        this.base = new TreeEditor(request.reader(), request.base());
        this.pages = files.of(new TreeEditor(request.reader(), request.pushed()));
        this.indexed = new IndexedPageFiles(request.index(), files);
        this.texts = new PageTexts(request.reader(), request.budget());
    }

    /**
     * The result of a search.
     *
     * @param removed the pages whose files are not at their old paths
     * @param pages the pages that were found again, by their new paths
     * @param notCompared the number of files that could not be compared by content, though no other rule found them
     */
    record Found(List<RemovedPage> removed, SortedMap<String, RemovedPage> pages, int notCompared) {
        /** Returns what the pusher has to know about the search. */
        List<String> notes() {
            return notCompared == 0
                    ? List.of()
                    : List.of(
                            "Files that could not be compared by content, because of their size or their number: "
                                    + notCompared
                                    + ". A page that was renamed and edited may be shown as one deleted and another"
                                    + " created.",
                            "To keep such a page, rename it in one commit and edit it in the next.");
        }
    }

    /** Follows files along the commits. Afterwards {@link #replaced} is known. */
    void follow() throws IOException, ProposalException {
        replaced.addAll(ReplacedFiles.find(texts, changes, files::isPage, this::isAnotherPage));
        Set<String> tips = new TreeSet<>();
        changes.addedFiles().keySet().stream().filter(files::isPage).forEach(tips::add);
        changes.changedFiles().keySet().stream().filter(files::isPage).forEach(tips::add);
        tips.addAll(changes.reassigned().keySet());
        boolean anyLeft =
                !changes.changedFiles().isEmpty() || !changes.goneFiles().isEmpty();
        List<PushedCommits.Commit> commits = request.commits().newestFirst();
        if (commits.size() < 2
                || tips.isEmpty()
                || !anyLeft
                || (tips.size() < 2 && changes.addedFiles().isEmpty())) {
            return;
        }
        request.budget().doing("following pages through", commits.size(), "commits");
        IdentityTrail.Ground ground = new IdentityTrail.Ground(texts, request.reader(), files, maxDepth);
        IdentityTrail.follow(ground, request.commits(), tips).forEach((tip, oldPath) -> {
            if (tip.equals(oldPath) && !changes.reassigned().containsKey(tip)) {
                replaced.remove(tip);
            } else if (changes.goneFiles().containsKey(oldPath)
                    || changes.changedFiles().containsKey(oldPath)) {
                followed.put(tip, oldPath);
            }
        });
        for (Map.Entry<String, String> moved : followed.entrySet()) {
            for (String path : List.of(moved.getKey(), moved.getValue())) {
                if (changes.changedFiles().containsKey(path)) {
                    replaced.add(path);
                }
            }
        }
    }

    /**
     * Returns whether a text belongs to another page. It does if it has nothing in common with the old text, or if a page that was
     * deleted at this path returned with it, for example by the revert of a push that moved one page over another.
     */
    private boolean isAnotherPage(String path, ObjectId before, ObjectId after) throws IOException {
        return !texts.areSimilar(before, after)
                || (request.index().trashedAt(pages.path(path)).isPresent() && wasHeld(path, after));
    }

    private boolean wasHeld(String path, ObjectId blob) throws IOException {
        return !request.history()
                .held(Set.of(new MainHistory.PastFile(path, blob.name())))
                .isEmpty();
    }

    /** Returns the paths of files, with extension, that are at an old path but belong to another page. */
    Set<String> replaced() {
        return replaced;
    }

    /** Matches the files at new paths, or replaced, with the pages that are not at their old paths. */
    Found find(List<AddedPage> added) throws IOException {
        SortedMap<String, RemovedPage> removed = removed();
        request.budget()
                .doing("looking where " + String.format(Locale.ROOT, "%,d", removed.size())
                        + " removed pages went among " + String.format(Locale.ROOT, "%,d", added.size())
                        + " added ones");
        SortedMap<String, String> known = byFrontMatter(removed, added);
        Set<String> claimed = new TreeSet<>(known.values());
        addReassigned(known, claimed, true);
        addChangedForms(removed, added, known, claimed);
        addReassigned(known, claimed, false);
        addMovedFolderPages(removed, known, claimed);
        for (Map.Entry<String, String> moved : followed.entrySet()) {
            String path = pages.path(moved.getKey());
            String from = indexed.path(moved.getValue());
            if (removed.containsKey(from) && !known.containsKey(path) && claimed.add(from)) {
                known.put(path, from);
            }
        }
        IdentityMatcher.Matches matches = IdentityMatcher.match(
                texts,
                changes.movedFolders(),
                known,
                removed.values().stream().map(RemovedPage::file).toList(),
                added.stream().map(AddedPage::file).toList());
        SortedMap<String, RemovedPage> pages = new TreeMap<>();
        matches.oldPaths().forEach((to, from) -> pages.put(to, Objects.requireNonNull(removed.get(from))));
        return new Found(List.copyOf(removed.values()), pages, matches.notCompared());
    }

    /** Adds the pages whose file is where it was, unless it was replaced. */
    private void addReassigned(SortedMap<String, String> known, Set<String> claimed, boolean areUnchanged)
            throws IOException {
        for (Map.Entry<String, ReassignedFile> file : changes.reassigned().entrySet()) {
            String path = pages.path(file.getKey());
            boolean isOpen = !known.containsKey(path) && !replaced.contains(file.getKey());
            String from = indexed.path(file.getValue().oldFile());
            if (isOpen && file.getValue().isUnchanged() == areUnchanged && claimed.add(from)) {
                known.put(path, from);
            }
        }
    }

    /** Adds the pages whose file is in the folder of the page instead of beside it, or the other way round. */
    private void addChangedForms(
            SortedMap<String, RemovedPage> removed,
            List<AddedPage> added,
            SortedMap<String, String> known,
            Set<String> claimed)
            throws IOException {
        for (AddedPage page : added) {
            RemovedPage before = removed.get(page.path());
            boolean isOpen = !known.containsKey(page.path()) && !claimed.contains(page.path());
            if (before != null && isOpen && isSamePage(before, page)) {
                known.put(page.path(), page.path());
                claimed.add(page.path());
            }
        }
    }

    /** Returns whether a file in another form is still that of the page at its path. */
    private boolean isSamePage(RemovedPage before, AddedPage after) throws IOException {
        boolean isInPlace =
                replaced.contains(files.file(before.path(), before.page().form()));
        return !isInPlace && isSimilar(before.file().blob(), after.file().blob());
    }

    private boolean isSimilar(ObjectId before, ObjectId after) throws IOException {
        return before.equals(after) || texts.areSimilar(before, after);
    }

    /** Adds the pages whose file is in a folder that moved whole: their files are in no list of differences. */
    private void addMovedFolderPages(
            SortedMap<String, RemovedPage> removed, SortedMap<String, String> known, Set<String> claimed)
            throws IOException {
        for (Map.Entry<String, String> moved : changes.movedFolders().entrySet()) {
            Optional<IndexedPage> page = files.folderPages().isEmpty()
                    ? Optional.empty()
                    : request.index().at(moved.getValue());
            if (page.filter(found -> found.form().isInner()).isPresent()
                    && !changes.reassigned()
                            .containsKey(files.file(moved.getKey(), page.get().form()))) {
                addMovedPage(removed, moved.getValue(), page.get());
                if (removed.containsKey(moved.getValue()) && !known.containsKey(moved.getKey())) {
                    known.put(moved.getKey(), moved.getValue());
                    claimed.add(moved.getValue());
                }
            }
        }
    }

    private void addMovedPage(SortedMap<String, RemovedPage> removed, String path, IndexedPage page)
            throws IOException {
        Optional<TreeItem> file = base.find(files.file(path, page.form()));
        file.ifPresent(item -> removed.put(path, new RemovedPage(new PageFile(path, item.id()), page)));
    }

    private SortedMap<String, String> byFrontMatter(SortedMap<String, RemovedPage> removed, List<AddedPage> added) {
        Map<PageId, String> byId = new HashMap<>();
        removed.forEach((path, page) -> byId.put(page.page().id(), path));
        SortedMap<String, String> known = new TreeMap<>();
        for (AddedPage page : added) {
            String from = page.claimed() == null ? null : byId.remove(page.claimed());
            if (from != null) {
                known.put(page.path(), from);
            }
        }
        return known;
    }

    private SortedMap<String, RemovedPage> removed() throws IOException {
        SortedMap<String, TreeItem> gone = new TreeMap<>(changes.goneFiles());
        for (String path : replaced) {
            TreeDelta delta = Objects.requireNonNull(changes.changedFiles().get(path));
            gone.put(path, Objects.requireNonNull(delta.before()));
        }
        changes.reassigned().values().forEach(file -> gone.put(file.oldFile(), file.before()));
        SortedMap<String, RemovedPage> removed = new TreeMap<>();
        for (Map.Entry<String, TreeItem> file : gone.entrySet()) {
            if (files.isPage(file.getKey())) {
                String path = indexed.path(file.getKey());
                Optional<IndexedPage> page = request.index().at(path);
                page.ifPresent(known -> removed.put(
                        path, new RemovedPage(new PageFile(path, file.getValue().id()), known)));
            }
        }
        return removed;
    }
}
