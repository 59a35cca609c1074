package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the pages directly in a folder that now belongs to another page: they get a new parent. */
record HandedOverPages(SpaceIndex index, PageFiles files, PushedTree pushed, PageLayout layout) {
    /** Adds them to the pages to process. */
    void addTo(Map<String, PageLayout.Identity> drafts, TreeChanges tree) throws IOException {
        Set<String> left = new HashSet<>();
        tree.reassigned().values().forEach(file -> left.add(Paths.parent(file.oldFile())));
        for (String folder : layout.folders()) {
            PageLayout.Identity owner = layout.owner(folder);
            String source = layout.source(folder);
            Optional<IndexedPage> before = index.at(source);
            if (before.isPresent() && !before.get().id().equals(owner.id())) {
                addChildren(drafts, folder, source);
                if (left.contains(source) || isReassigned(folder, tree)) {
                    addBareChildren(drafts, folder, before.get());
                }
            }
        }
    }

    private void addChildren(Map<String, PageLayout.Identity> drafts, String folder, String source) throws IOException {
        for (String name : pushed.tree().names(folder)) {
            String entry = Paths.join(folder, name);
            String path = pushed.isPageFile(entry) ? pushed.pages().path(entry) : entry;
            if (path.equals(folder)) {
                continue; // the file of the owner
            }
            String child = Paths.name(path);
            Optional<IndexedPage> page = index.at(Paths.join(source, child));
            if (page.isPresent() && !layout.isClaimed(page.get().id())) {
                drafts.putIfAbsent(path, PageLayout.Identity.live(page.get(), Paths.join(source, child)));
            }
        }
    }

    /** Returns whether the file of a page became that page although it did not move. */
    private boolean isReassigned(String page, TreeChanges tree) throws IOException {
        Optional<String> file = pushed.file(page);
        return file.isPresent() && tree.reassigned().containsKey(file.get());
    }

    /** Keeps the pages that git does not contain in a folder that stays. */
    private void addBareChildren(Map<String, PageLayout.Identity> drafts, String folder, IndexedPage before)
            throws IOException {
        String source = index.path(before);
        for (IndexedPage child : index.bareChildren(before.id())) {
            String path = Paths.join(folder, child.name());
            if (!layout.isClaimed(child.id()) && !hasNamesake(folder, child.name())) {
                drafts.putIfAbsent(path, PageLayout.Identity.live(child, Paths.join(source, child.name())));
            }
        }
    }

    /** Returns whether a page in a folder of the pushed tree has the same name by the rule for collisions. */
    private boolean hasNamesake(String folder, String name) throws IOException {
        SiblingNames siblings = new SiblingNames(files);
        for (Map.Entry<String, TreeItem> entry :
                pushed.tree().items(folder, siblings.near(name)).entrySet()) {
            if (pushed.pages()
                    .sibling(folder, entry.getKey(), entry.getValue().isFolder())
                    .page()
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
