package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Checks every file of {@code main}, folder by folder: each page file must belong to a page, each other file that is not hidden to an
 * attachment if the wiki has any, and no two entries of a folder may have the same name according to {@link SiblingNames}.
 */
final class FilesCheck {
    private final Workspace work;
    private final PageFiles files;
    private final IndexedPageFiles indexed;
    private final boolean isSettled;
    private final SiblingNames siblings;
    private final Findings findings;
    private final Deque<Folder> open = new ArrayDeque<>();
    private long pageFiles;
    private long otherFiles;

    FilesCheck(Workspace work, Findings findings) {
        this.work = work;
        this.files = work.files();
        this.indexed = new IndexedPageFiles(work.index(), files);
        this.isSettled = work.index().head().areFolderPagesSettled();
        this.siblings = new SiblingNames(files);
        this.findings = findings;
    }

    void run() throws IOException {
        open.add(new Folder("", work.wikiTree(), false));
        while (!open.isEmpty()) {
            check(open.remove());
        }
    }

    long pageFiles() {
        return pageFiles;
    }

    long otherFiles() {
        return otherFiles;
    }

    private void check(Folder folder) throws IOException {
        Map<String, TreeItem> items = TreeItems.read(work.reader(), folder.tree());
        @Nullable String folderPage = folderPage(folder, items);
        List<Sibling> entries = new ArrayList<>();
        for (Map.Entry<String, TreeItem> entry : items.entrySet()) {
            work.budget().spend();
            String name = entry.getKey();
            TreeItem item = entry.getValue();
            Optional<String> page =
                    name.equals(folderPage) ? Optional.empty() : files.page(folder.path(), name, item.isFolder());
            Sibling sibling = new Sibling(folder.path(), name, item.isFolder(), page);
            entries.add(sibling);
            if (item.isFolder()) {
                String file = files.siblingFile(name);
                boolean hasFile = isFile(items, file) && !file.equals(folderPage);
                open.add(new Folder(Paths.join(folder.path(), name), item.id(), hasFile));
            } else {
                checkFile(sibling, item, name.equals(folderPage));
            }
        }
        for (NameCollision collision : siblings.collisions(entries, name -> true)) {
            findings.add(Kind.NAMES_COLLIDE, collision.one().shown(), collision.sentence());
        }
    }

    /** Returns the name of the file in a folder that is the page of the folder, or null. */
    private @Nullable String folderPage(Folder folder, Map<String, TreeItem> items) {
        if (folder.path().isEmpty() || folder.hasFileBeside() || PageFiles.isHidden(folder.path())) {
            return null;
        }
        return files.folderPages().stream()
                .filter(name -> isFile(items, name))
                .findFirst()
                .orElse(null);
    }

    private static boolean isFile(Map<String, TreeItem> items, String name) {
        TreeItem item = items.get(name);
        return item != null && !item.isFolder();
    }

    private void checkFile(Sibling file, TreeItem item, boolean isFolderPage) throws IOException {
        String path = Paths.join(file.folder(), file.name());
        if (!files.isPage(path)) {
            otherFiles++;
            checkOther(path, item);
            return;
        }
        pageFiles++;
        if (indexed.page(path).isEmpty()) {
            findings.add(Kind.FILE_WITHOUT_PAGE, path, "is in main, but no page of the index has it");
        } else if (isSettled && indexed.isFolderPage(path) != isFolderPage) {
            String which = isFolderPage ? "is the page of its folder" : "is a page of its own";
            findings.add(Kind.FILE_WITHOUT_PAGE, path, which + " by its name, but not in the index");
        }
    }

    private void checkOther(String path, TreeItem item) throws IOException {
        AttachmentIndex attachments = work.index().attachments();
        if (attachments.isAdopted()
                && files.isAttachment(item.mode().getBits(), path)
                && attachments.at(path).isEmpty()) {
            findings.add(Kind.FILE_WITHOUT_ATTACHMENT, path, "is in main, but no attachment of the index has it");
        }
    }

    /**
     * A folder to check.
     *
     * @param hasFileBeside whether its page has a file beside it, so that no file in it is that page
     */
    private record Folder(String path, ObjectId tree, boolean hasFileBeside) {}
}
