package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the attachments whose files are in a folder, in the folder itself or below it. */
record FolderFiles(TreeEditor tree, SpaceIndex index, PageFiles files) {
    /** Returns whether the folder contains the file of an attachment that does not belong to {@code page} in the wiki. */
    boolean haveForeign(String folder, PageId page) throws IOException {
        return index.head().attachments() > 0
                && !in(folder, Set.of(), found -> !page.equals(found.owner()), 1)
                        .isEmpty();
    }

    /**
     * Returns the attachments in a folder.
     *
     * @param except the paths of folders that are skipped
     */
    List<IndexedAttachment> in(String folder, Set<String> except) throws IOException {
        return index.head().attachments() == 0 ? List.of() : in(folder, except, found -> true, Integer.MAX_VALUE);
    }

    private List<IndexedAttachment> in(String top, Set<String> except, Predicate<IndexedAttachment> wanted, int most)
            throws IOException {
        List<IndexedAttachment> found = new ArrayList<>();
        AttachmentIndex attachments = index.attachments();
        AttachmentIndex.Owner owner = attachments.ownerOf(Paths.join(top, "file"));
        int skipped = Paths.join(top, "file").length() - owner.name().length();
        Deque<String> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            String folder = open.remove();
            for (Map.Entry<String, TreeItem> entry : tree.items(folder).entrySet()) {
                String path = Paths.join(folder, entry.getKey());
                boolean isFolder = entry.getValue().isFolder();
                boolean isHidden = isFolder ? PageFiles.isHidden(entry.getKey()) : files.isHiddenFile(entry.getKey());
                if (isHidden || except.contains(path)) {
                    continue;
                }
                if (isFolder) {
                    open.add(path);
                } else if (!files.isPage(entry.getKey())) {
                    Optional<IndexedAttachment> file = attachments.at(owner.id(), path.substring(skipped));
                    file.filter(wanted).ifPresent(found::add);
                    if (found.size() >= most) {
                        return found;
                    }
                }
            }
        }
        return found;
    }
}
