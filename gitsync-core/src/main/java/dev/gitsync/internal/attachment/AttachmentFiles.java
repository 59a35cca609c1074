package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a push that may change attachments, by their paths. Not safe for use by several threads. */
final class AttachmentFiles {
    private final PageFiles files;
    private final AttachmentIndex index;
    private final PlannedPages after;
    private final SortedMap<String, OldFile> old = new TreeMap<>();
    private final SortedMap<String, NewFile> come = new TreeMap<>();
    private final SortedMap<String, NewFile> kept = new TreeMap<>();

    AttachmentFiles(PageFiles files, AttachmentIndex index, PlannedPages after) {
        this.files = files;
        this.index = index;
        this.after = after;
    }

    /** Returns the files of attachments that are not in the new tree, or not with the same content. */
    SortedMap<String, OldFile> old() {
        return old;
    }

    /** Returns the files that are not in the old tree, or not with the same content. */
    SortedMap<String, NewFile> come() {
        return come;
    }

    /** Returns the files that are the same in both trees, but belong to other pages. */
    SortedMap<String, NewFile> kept() {
        return kept;
    }

    void addGone(Map<String, TreeItem> gone) throws IOException {
        for (Map.Entry<String, TreeItem> file : gone.entrySet()) {
            addOld(file.getKey(), file.getValue(), true);
        }
    }

    void addNew(Map<String, TreeItem> added) throws IOException {
        for (Map.Entry<String, TreeItem> file : added.entrySet()) {
            addNew(file.getKey(), file.getValue(), null);
        }
    }

    /** Adds files that both trees have. */
    void addChanged(Iterable<TreeDelta> changed) throws IOException {
        for (TreeDelta delta : changed) {
            TreeItem before = Objects.requireNonNull(delta.before());
            TreeItem now = Objects.requireNonNull(delta.after());
            if (!hasSameContent(delta.path(), before, now)) {
                addOld(delta.path(), before, !isAttachment(delta.path(), now));
                addNew(delta.path(), now, null);
            }
        }
    }

    /** Returns whether only the mode of an attachment changed, which the wiki does not know. */
    private boolean hasSameContent(String path, TreeItem before, TreeItem now) {
        return before.id().equals(now.id()) && isAttachment(path, before) && isAttachment(path, now);
    }

    /** Adds a file of a folder that moved whole. */
    void addMoved(String path, String source, TreeItem item) throws IOException {
        addOld(source, item, true);
        addNew(path, item, source);
    }

    /** Adds a file that both trees have and that belongs to another page now, unless its content changed as well. */
    void addKept(String path, TreeItem item, String subject) throws IOException {
        if (isAttachment(path, item) && !come.containsKey(path)) {
            kept.put(path, new NewFile(path, item.id(), after.ownerOf(path), null, subject));
        }
    }

    private void addOld(String path, TreeItem item, boolean isGone) throws IOException {
        Optional<IndexedAttachment> known = isAttachment(path, item) ? index.at(path) : Optional.empty();
        if (known.isPresent()) {
            old.put(path, new OldFile(path, known.get(), item.mode(), isGone));
        }
    }

    private void addNew(String path, TreeItem item, @Nullable String source) throws IOException {
        if (isAttachment(path, item)) {
            come.put(path, new NewFile(path, item.id(), after.ownerOf(path), source, path));
        }
    }

    private boolean isAttachment(String path, TreeItem item) {
        return files.isAttachment(item.mode().getBits(), path);
    }
}
