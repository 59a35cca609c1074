package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.pages.SiblingNames;
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

/**
 * Checks every file of {@code main}, folder by folder: each page file must belong to a page, each other file that is not hidden to an
 * attachment if the wiki has any, and no two entries of a folder may have the same name according to {@link SiblingNames}.
 */
final class FilesCheck {
    private final Workspace work;
    private final PageFiles files;
    private final SiblingNames siblings;
    private final Findings findings;
    private final Deque<Folder> open = new ArrayDeque<>();
    private long pageFiles;
    private long otherFiles;

    FilesCheck(Workspace work, Findings findings) {
        this.work = work;
        this.files = work.files();
        this.siblings = new SiblingNames(files);
        this.findings = findings;
    }

    void run() throws IOException {
        open.add(new Folder("", work.wikiTree()));
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
        List<Sibling> entries = new ArrayList<>();
        for (Map.Entry<String, TreeItem> entry :
                TreeItems.read(work.reader(), folder.tree()).entrySet()) {
            work.budget().spend();
            TreeItem item = entry.getValue();
            Sibling sibling = siblings.sibling(folder.path(), entry.getKey(), item.isFolder());
            entries.add(sibling);
            if (item.isFolder()) {
                open.add(new Folder(Paths.join(folder.path(), entry.getKey()), item.id()));
            } else {
                checkFile(sibling, item);
            }
        }
        for (NameCollision collision : siblings.collisions(entries, name -> true)) {
            findings.add(Kind.NAMES_COLLIDE, collision.one().shown(), collision.sentence());
        }
    }

    private void checkFile(Sibling file, TreeItem item) throws IOException {
        String path = Paths.join(file.folder(), file.name());
        if (!files.isPage(path)) {
            otherFiles++;
            checkOther(path, item);
            return;
        }
        pageFiles++;
        Optional<IndexedPage> page = work.index().at(files.path(path));
        if (page.filter(found -> found.form().equals(files.form(path))).isEmpty()) {
            findings.add(Kind.FILE_WITHOUT_PAGE, path, "is in main, but no page of the index has it");
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

    private record Folder(String path, ObjectId tree) {}
}
