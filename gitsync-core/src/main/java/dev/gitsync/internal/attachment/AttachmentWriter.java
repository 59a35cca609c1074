package dev.gitsync.internal.attachment;

import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.attachment.AttachmentPlan.NewContent;
import dev.gitsync.internal.attachment.AttachmentPlan.Removed;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.internal.pages.SuffixedNames;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.AttachmentName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Writes the steps and the index changes of a push once the attachment of each file is known. */
final class AttachmentWriter {
    private final AttachmentTask task;
    private final AttachmentRules rules;
    private final FileContents contents;
    private final PointerFiles ofTree;
    private final List<PlannedStep> puts = new ArrayList<>();
    private final List<PlannedStep> deletes = new ArrayList<>();
    private final List<IndexedAttachment> placed = new ArrayList<>();
    private final List<Removed> removed = new ArrayList<>();
    private final Set<PageId> restored = new HashSet<>();
    private final List<NewContent> news = new ArrayList<>();
    private final SortedMap<String, LfsPointer> pointers = new TreeMap<>();
    private final Set<ContentHash> offered = new HashSet<>();
    private final List<PushedAttachment> receipt = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    /** The files of attachments to delete, by path. */
    private final SortedMap<String, OldFile> gone = new TreeMap<>();
    /** Their paths, by the names that they have in the wiki. */
    private final Map<AttachmentName, String> holders = new HashMap<>();

    private final SuffixedNames suffixed;
    /** The names that the attachments of the push have in the wiki before it, and are to have after it. */
    private final Set<AttachmentName> named = new HashSet<>();
    /** The attachments that leave their names. */
    private final Set<PageId> leaving = new HashSet<>();

    AttachmentWriter(AttachmentTask task, AttachmentRules rules, PathNaming naming) {
        this.task = task;
        this.rules = rules;
        this.ofTree = new PointerFiles(task.reader(), new TreeEditor(task.reader(), task.pushed()));
        this.contents = new FileContents(ofTree, task);
        this.suffixed = new SuffixedNames(naming);
    }

    /** Adds all files, those in {@code placed} in an order in which the names that they get are free. */
    void write(Collection<PlacedFile> placed, SortedMap<String, OldFile> deleted) throws IOException {
        gone.putAll(deleted);
        for (Map.Entry<String, OldFile> file : deleted.entrySet()) {
            IndexedAttachment attachment = file.getValue().attachment();
            holders.put(AttachmentName.of(attachment.content()), file.getKey());
            leaving.add(attachment.id());
        }
        for (PlacedFile file : placed) {
            IndexedAttachment live = file.live();
            named.add(file.nameAfter());
            if (live != null && file.isArriving()) {
                leaving.add(live.id());
            }
        }
        for (PlacedFile file : placed) {
            put(file);
        }
    }

    /** Adds what happens to the attachment of a file. */
    private void put(PlacedFile file) throws IOException {
        task.budget().spend();
        IndexedAttachment live = file.live();
        IndexedAttachment after = after(file);
        if (after.equals(live)) {
            return;
        }
        placed.add(after);
        if (file.isTrashed()) {
            restored.add(after.id());
        }
        if (live == null || !after.content().equals(live.content())) {
            deleteHolder(after);
            addPut(file, after);
        }
    }

    private IndexedAttachment after(PlacedFile file) throws IOException {
        NewFile at = file.file();
        IndexedAttachment known = file.known();
        FileContents.Content content = content(at, known);
        PageId id = known == null ? task.newIds().get() : known.id();
        @Nullable PageId owner = owner(file, content.hash());
        return new IndexedAttachment(
                id,
                owner,
                at.place().page(),
                at.place().name(),
                title(id, new AttachmentName(owner, file.nameAfter().name())),
                known == null ? 0 : known.version(),
                content.hash(),
                content.size(),
                at.blob());
    }

    /** Returns the wanted name for the wiki or, if another attachment of the page has it there and keeps it, one with the short id. */
    private String title(PageId id, AttachmentName wanted) throws IOException {
        if (isFree(id, wanted, leaving)) {
            return wanted.name();
        }
        return suffixed.free(id, wanted.name(), name -> {
            AttachmentName candidate = new AttachmentName(wanted.page(), name);
            return !named.contains(candidate) && isFree(id, candidate, Set.of());
        });
    }

    private boolean isFree(PageId id, AttachmentName name, Set<PageId> others) throws IOException {
        return task.index()
                .attachments()
                .titled(name.page(), name.name())
                .filter(holder -> !holder.id().equals(id) && !others.contains(holder.id()))
                .isEmpty();
    }

    private FileContents.Content content(NewFile file, @Nullable IndexedAttachment known) throws IOException {
        return known != null && known.blob().equals(file.blob())
                ? new FileContents.Content(known.hash(), known.size())
                : contents.of(file.path(), file.blob());
    }

    /** Returns the page of the attachment. While it is missing, the attachment stays its own unless the push changes it. */
    private static @Nullable PageId owner(PlacedFile file, ContentHash hash) {
        IndexedAttachment live = file.live();
        boolean isAsBefore =
                live != null && file.isAtSamePlace(live) && live.hash().equals(hash);
        return live != null && isAsBefore ? live.owner() : file.file().place().page();
    }

    /** Deletes the attachment first whose name the other one gets. */
    private void deleteHolder(IndexedAttachment after) {
        String path = holders.get(AttachmentName.of(after.content()));
        OldFile holder = path == null ? null : gone.remove(path);
        if (holder != null) {
            puts.add(delete(holder));
        }
    }

    private void addPut(PlacedFile file, IndexedAttachment after) throws IOException {
        NewFile at = file.file();
        AttachmentContent content = after.content();
        rules.rejection(content).ifPresent(why -> problems.add(Paths.shown(at.path()) + ": " + why));
        @Nullable IndexedAttachment known = file.known();
        boolean isNew = known == null || file.isTrashed() || !known.hash().equals(after.hash());
        @Nullable
        String blob = contents.isIn(at.blob(), after.content()) ? at.blob().name() : null;
        if (isNew && blob != null && offered.add(after.hash())) {
            news.add(new NewContent(at.path(), after.hash(), after.size(), at.blob()));
        } else if (isNew && blob == null) {
            pointers.put(at.path(), new LfsPointer(after.hash(), after.size()));
        }
        puts.add(new PlannedStep(
                at.subject(), by -> new PageChange.PutAttachment(after.id(), after.version(), content, blob, by)));
        receipt.add(new PushedAttachment(after.id(), action(file, isNew), at.path()));
    }

    /** Adds the pointer of a file that is no attachment, if it is one. */
    void addPointer(String path, ObjectId blob) throws IOException {
        task.budget().spend();
        ofTree.pointer(path, blob).ifPresent(pointer -> pointers.put(path, pointer));
    }

    private static Action action(PlacedFile file, boolean isNew) {
        if (file.known() == null) {
            return Action.CREATED;
        }
        return file.isTrashed() ? Action.RESTORED : isNew ? Action.UPDATED : Action.MOVED;
    }

    private PlannedStep delete(OldFile file) {
        IndexedAttachment attachment = file.attachment();
        removed.add(new Removed(attachment, file.path(), file.mode()));
        receipt.add(new PushedAttachment(attachment.id(), Action.DELETED, file.path()));
        return new PlannedStep(file.path(), by -> new PageChange.Delete(attachment.id(), attachment.version(), by));
    }

    /** Adds the deletions that are left, and returns the plan. */
    AttachmentPlan.Planned finish() throws ProposalException {
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
        gone.values().forEach(file -> deletes.add(delete(file)));
        receipt.sort(Comparator.comparing(PushedAttachment::path));
        AttachmentPlan plan = new AttachmentPlan(placed, removed, restored, news, pointers, receipt);
        return new AttachmentPlan.Planned(plan, puts, deletes);
    }
}
