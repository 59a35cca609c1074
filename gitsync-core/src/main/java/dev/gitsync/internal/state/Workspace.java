package dev.gitsync.internal.state;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.pagelinks.IndexedTree;
import dev.gitsync.internal.pagelinks.LinkUpkeep;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The working state of a cycle: the tree and the index at one set of refs, edited in memory, and the commits that
 * result. Nothing is visible to others before {@link #save}. The caller must close it. Not safe for use by several
 * threads.
 */
public final class Workspace implements AutoCloseable {
    public static final Person ENGINE = CommitDrafts.ENGINE;

    private final SpaceRepository repository;
    private final HintedInserter inserter;
    private final ObjectReader reader;
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final WorkBudget budget;
    private final PageFiles files;
    private SpaceRefs refs;
    private ObjectId tip;
    private ObjectId tipTree;

    private Workspace(SpaceRepository repository, SpaceRefs refs, PageFiles files, Start start, WorkBudget budget)
            throws IOException {
        this.budget = budget;
        this.repository = repository;
        this.refs = refs;
        this.inserter = repository.newInserter();
        this.reader = inserter.newReader();
        this.tip = refs.wiki();
        this.tipTree = treeOf(reader, refs.wiki());
        this.tree = new TreeEditor(reader, treeOf(reader, start.commit()));
        ObjectId indexTree = start.indexTree();
        this.index =
                SpaceIndex.read(reader, files.naming(), indexTree == null ? treeOf(reader, refs.state()) : indexTree);
        this.files = files.withFolderPages(index.folderPages(files.folderPages()))
                .withOrderFiles(index.orderFiles(files.haveAttachments() && files.haveOrderFiles()));
        boolean isNew = refs.state().equals(ObjectId.zeroId()) && refs.wiki().equals(ObjectId.zeroId());
        if (isNew) {
            index.idLinks().keep(files.links().codec().isPresent());
            index.links().progress(LinkIndex.Progress.complete(ObjectId.zeroId()));
            index.attachments().adopted(files.haveAttachments());
        }
    }

    /**
     * The initial state of a workspace.
     *
     * @param indexTree the index, or null for that of the refs
     * @param commit the commit whose tree is edited
     */
    private record Start(@Nullable ObjectId indexTree, ObjectId commit) {}

    /** Begins at {@code refs}. */
    public static Workspace at(SpaceRepository repository, SpaceRefs refs, PageFiles files) throws IOException {
        return at(repository, refs, files, WorkBudget.unlimited());
    }

    /** Begins at {@code refs}; work on it spends {@code budget}. */
    public static Workspace at(SpaceRepository repository, SpaceRefs refs, PageFiles files, WorkBudget budget)
            throws IOException {
        return new Workspace(repository, refs, files, new Start(null, refs.wiki()), budget);
    }

    /** Begins at {@code refs}, but with the index in {@code indexTree}. */
    public static Workspace withIndex(SpaceRepository repository, SpaceRefs refs, PageFiles files, ObjectId indexTree)
            throws IOException {
        return new Workspace(repository, refs, files, new Start(indexTree, refs.wiki()), WorkBudget.unlimited());
    }

    /** Begins at {@code refs}, but with an empty index, and with the tree of another commit to edit. */
    public static Workspace onTreeOf(SpaceRepository repository, SpaceRefs refs, PageFiles files, ObjectId commit)
            throws IOException {
        return new Workspace(repository, refs, files, new Start(ObjectId.zeroId(), commit), WorkBudget.unlimited());
    }

    /** Returns the feed position that belongs to the refs. */
    static Cursor cursor(SpaceRepository repository, SpaceRefs refs, PageFiles files) throws IOException {
        return index(repository, refs, files).head().cursor();
    }

    /** Returns the head of the index that belongs to the refs. */
    public static IndexHead head(SpaceRepository repository, SpaceRefs refs, PageFiles files) throws IOException {
        return index(repository, refs, files).head();
    }

    /** Returns the index that belongs to the refs. Only its head, and whether it has parts, can be read from it. */
    static SpaceIndex index(SpaceRepository repository, SpaceRefs refs, PageFiles files) throws IOException {
        try (ObjectReader reader = repository.git().newObjectReader()) {
            return SpaceIndex.read(reader, files.naming(), treeOf(reader, refs.state()));
        }
    }

    public ObjectReader reader() {
        return reader;
    }

    /** Returns the merge task for trees of this workspace. */
    public TreeMerge.Task merging(Preference preference) {
        return new TreeMerge.Task(reader, inserter, preference, ProposalLimits.DEFAULT_MAX_DEPTH, budget);
    }

    /** Returns the remaining budget of the cycle. */
    public WorkBudget budget() {
        return budget;
    }

    /** Returns the tree that belongs to the index, that of {@code main} in the steady state; the zero id when there is none. */
    public ObjectId wikiTree() {
        return tipTree;
    }

    public TreeEditor tree() {
        return tree;
    }

    public SpaceIndex index() {
        return index;
    }

    /** Returns the page files of the space, with the names of folder pages that are in force for its index. */
    public PageFiles files() {
        return files;
    }

    /** Returns the path of the file of an indexed page. */
    public String filePath(IndexedPage page) throws IOException {
        return files.file(index.path(page), page.form());
    }

    /** Returns the mode of the page's file in the tree. */
    FileMode mode(IndexedPage page) throws IOException {
        Optional<TreeItem> file = page.hasFile() ? tree.find(filePath(page)) : Optional.empty();
        return file.map(TreeItem::mode).orElse(FileMode.REGULAR_FILE);
    }

    /** Returns the plain file, executable or not, at a path of the tree. */
    public Optional<ObjectId> fileAt(String path) throws IOException {
        return tree.find(path)
                .filter(item -> (item.mode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE)
                .map(TreeItem::id);
    }

    /** Returns the tree that belongs to the index, with the index. */
    public IndexedTree state() {
        return new IndexedTree(reader, files, index, tipTree);
    }

    /** Returns the target for files of attachments. */
    public AttachmentBlobs.Target attachmentTarget() {
        return new AttachmentBlobs.Target(tree, reader, inserter, files.lfsThreshold());
    }

    public HintedInserter inserter() {
        return inserter;
    }

    public SpaceRefs refs() {
        return refs;
    }

    /** Commits the current tree unless it equals that of the commit before, and returns whether it did. */
    public boolean commit(Provenance provenance, String message) throws IOException {
        ObjectId now = tree.write(inserter);
        if (now.equals(tipTree)) {
            return false;
        }
        CommitBuilder commit = CommitDrafts.by(provenance.author(), provenance.time(), message);
        commit.setTreeId(now);
        if (!tip.equals(ObjectId.zeroId())) {
            commit.setParentId(tip);
        }
        tip = inserter.insert(commit);
        tipTree = now;
        return true;
    }

    /** Returns the newest commit of the wiki's line, including commits not saved yet. */
    public ObjectId tip() {
        return tip;
    }

    /**
     * Inserts a commit of the engine's own on top of others. Its time is the newest of theirs, so that it is the same
     * on every machine and at any time.
     */
    public ObjectId insertCommit(ObjectId commitTree, List<ObjectId> parents, String message) throws IOException {
        Instant time = Instant.EPOCH;
        for (ObjectId parent : parents) {
            Instant its = parse(reader, parent).getCommitterIdent().getWhenAsInstant();
            time = its.isAfter(time) ? its : time;
        }
        CommitBuilder commit = CommitDrafts.by(ENGINE, time, message);
        commit.setTreeId(commitTree);
        commit.setParentIds(parents);
        return inserter.insert(commit);
    }

    /** Returns the tree of a commit; the zero id for the zero id. */
    public ObjectId treeOf(ObjectId commit) throws IOException {
        return treeOf(reader, commit);
    }

    /**
     * Makes everything durable and moves the refs: the wiki's line to the newest commit, the state to the index, and
     * {@code main} along with the wiki's line unless it was moved elsewhere before.
     */
    public void save() throws IOException {
        save(refs.main().equals(refs.wiki()) ? tip : refs.main(), tip, refs.pending());
    }

    /** Saves like {@link #save()}, and moves {@code main} to a commit that was pushed. */
    void saveAt(ObjectId pushed) throws IOException {
        tip = pushed;
        tipTree = treeOf(reader, pushed);
        save(tip, tip, ObjectId.zeroId());
    }

    /** Moves {@code main} and the state only; the wiki's line follows once the pages are written. */
    public void saveMain(ObjectId pushed) throws IOException {
        save(pushed, refs.wiki(), refs.pending());
    }

    /** Makes the journal entry of a push durable and visible to the process that recovers after a crash. */
    void announce(ObjectId entry) throws IOException {
        inserter.flush();
        SpaceRefs next = refs.withPending(entry);
        refs.move(repository, next);
        refs = next;
    }

    private void save(ObjectId main, ObjectId wiki, ObjectId pending) throws IOException {
        index.head().tree(tipTree);
        LinkUpkeep links = LinkUpkeep.of(files, budget);
        if (links.isNeeded(index, tipTree)) {
            links.update(IndexedTree.stored(reader, files, treeOf(reader, refs.state())), state());
        }
        SpaceRefs next = new SpaceRefs(main, wiki, insertState(index.write(inserter), List.of()), pending);
        inserter.flush();
        refs.move(repository, next);
        refs = next;
        index.settleLinks();
    }

    /** Inserts a commit of the engine's own, which has a tree and no other data, and is the same on every machine. */
    ObjectId insertState(ObjectId stateTree, List<ObjectId> parents) throws IOException {
        CommitBuilder commit = CommitDrafts.by(ENGINE, Instant.EPOCH, "gitsync index");
        commit.setTreeId(stateTree);
        commit.setParentIds(parents);
        return inserter.insert(commit);
    }

    private static RevCommit parse(ObjectReader reader, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            return walk.parseCommit(commit);
        }
    }

    private static ObjectId treeOf(ObjectReader reader, ObjectId commit) throws IOException {
        return commit.equals(ObjectId.zeroId())
                ? commit
                : parse(reader, commit).getTree().copy();
    }

    @Override
    public void close() {
        reader.close();
        inserter.close();
    }
}
