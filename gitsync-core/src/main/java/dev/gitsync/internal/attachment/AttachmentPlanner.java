package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.TrashedAttachment;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;

/**
 * Decides what happens to each attachment in a push, once it is known what happens to the pages:
 *
 * <ol>
 *   <li>{@link AttachmentFiles}: which files of the differences are attachments; {@link HandedOverFiles}: which others have another
 *       path or page.
 *   <li>{@link AttachmentMatcher}: which attachment each file is. A file that is none, at the path of a deleted attachment, restores
 *       it. Every other file is a new attachment.
 *   <li>{@link NameOrder}: in which order the attachments get their names.
 *   <li>{@link AttachmentWriter}: the steps for the wiki, and the changes of the index. If another attachment of a page has the name of a
 *       file in the wiki, because its own file needed another name, the attachment of the file gets a name with its short id there. Pointers
 *       of hidden files are noted, too.
 * </ol>
 *
 * It only reads; it writes nothing and does not depend on a store. The cost follows the change: a page that moves with its folder
 * changes no attachment.
 */
public final class AttachmentPlanner {
    private final PageFiles files;
    private final AttachmentRules rules;

    /** Creates a planner for the files of a wiki with these rules. */
    public AttachmentPlanner(PageFiles files, AttachmentRules rules) {
        this.files = files;
        this.rules = rules;
    }

    /** @throws ProposalException if the wiki can't have an attachment that the push adds or moves */
    public AttachmentPlan.Planned plan(AttachmentTask task) throws IOException, ProposalException {
        if (!files.haveAttachments()) {
            return new AttachmentPlan.Planned(AttachmentPlan.none(), List.of(), List.of());
        }
        PlannedPages after = PlannedPages.after(task.index(), task.placed(), task.removed());
        AttachmentFiles found = new AttachmentFiles(files, task.index().attachments(), after);
        found.addGone(task.changes().goneFiles());
        found.addNew(task.changes().addedFiles());
        found.addChanged(task.changes().changedFiles().values());
        new HandedOverFiles(files, task, after, found).find(task);
        AttachmentMatcher.Matches matches = AttachmentMatcher.match(found, task);
        List<PlacedFile> placed = new ArrayList<>();
        for (NewFile file : found.come().values()) {
            OldFile old = matches.found().get(file.path());
            placed.add(old == null ? returning(task, file) : new PlacedFile(file, old.attachment(), false));
        }
        for (NewFile file : found.kept().values()) {
            Optional<IndexedAttachment> known = task.index().attachments().at(file.path());
            known.ifPresent(attachment -> placed.add(new PlacedFile(file, attachment, false)));
        }
        AttachmentWriter writer = new AttachmentWriter(task, rules, files.naming());
        writer.write(NameOrder.order(placed), matches.gone());
        addPointersOfHidden(task, writer);
        return writer.finish();
    }

    /** Adds the pointers of files that are no attachments: a clone needs their objects, too. */
    private void addPointersOfHidden(AttachmentTask task, AttachmentWriter writer) throws IOException {
        for (Map.Entry<String, TreeItem> file : task.changes().addedFiles().entrySet()) {
            addPointerOfHidden(file.getKey(), file.getValue(), writer);
        }
        for (TreeDelta delta : task.changes().changedFiles().values()) {
            addPointerOfHidden(delta.path(), Objects.requireNonNull(delta.after()), writer);
        }
    }

    private void addPointerOfHidden(String path, TreeItem item, AttachmentWriter writer) throws IOException {
        boolean isFile = (item.mode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        if (isFile && files.isHiddenFile(path)) {
            writer.addPointer(path, item.id());
        }
    }

    private static PlacedFile returning(AttachmentTask task, NewFile file) throws IOException {
        AttachmentIndex index = task.index().attachments();
        Optional<TrashedAttachment> trashed = index.trashedAt(file.path())
                .filter(deleted -> !task.notInTrash().contains(deleted.id()));
        return trashed.map(deleted -> new PlacedFile(file, deleted.attachment(), true))
                .orElseGet(() -> new PlacedFile(file, null, false));
    }
}
