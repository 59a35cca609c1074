package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The remote's commits and their translations, in the mirror's own repository, for one run. The stored pairs are those of the commits in
 * the history of {@link FolderMemory#branch}, and no others: if the branch of the remote is not a descendant of that any more, all of its commits are
 * translated again. So a commit that the remote gave up is never pushed to it again as the parent of another one. Not safe for
 * use by several threads.
 */
final class FolderCommits implements AutoCloseable {
    private final SpaceRepository own;
    private final String folder;
    private final ObjectReader reader;
    private FolderMemory memory;
    private StoredPairs pairs;
    /** The pairs of a branch that was rewritten since they were read. */
    private Optional<StoredPairs> former = Optional.empty();

    private FolderCommits(SpaceRepository own, String folder, ObjectReader reader, FolderMemory memory) {
        this.own = own;
        this.folder = folder;
        this.reader = reader;
        this.memory = memory;
        this.pairs = new StoredPairs(reader, memory.pairs());
    }

    /** Reads what is remembered of a folder in {@code own}, which the caller closes. */
    static FolderCommits open(SpaceRepository own, String folder) throws IOException {
        ObjectReader reader = own.git().newObjectReader();
        return new FolderCommits(own, folder, reader, FolderMemory.read(own, reader, folder));
    }

    /** Fetches commits of the remote. */
    @FunctionalInterface
    interface Source {
        /**
         * Fetches a commit with its history.
         *
         * @param have commits that need not be fetched
         */
        void fetch(ObjectId commit, Set<ObjectId> have) throws RemoteException;
    }

    /** Returns the mirrored branch, as last translated; still there if the remote has no such branch any more. */
    Tip branch() {
        return memory.branch();
    }

    /** Returns the conflict branch, as last translated. */
    Tip conflict() {
        return memory.conflict();
    }

    /**
     * Translates the branches of the remote, and remembers the result.
     *
     * @param branch the mirrored branch at the remote; the zero id if there is none
     * @param conflict the conflict branch at the remote; the zero id if there is none
     * @return false if another process did the same meanwhile
     */
    boolean update(ObjectId branch, ObjectId conflict, Source source) throws IOException, RemoteException {
        boolean isMoved = !branch.equals(ObjectId.zeroId())
                && !branch.equals(memory.branch().remote());
        boolean isConflictMoved = !conflict.equals(memory.conflict().remote());
        if (!isMoved && !isConflictMoved) {
            return true;
        }
        if (isMoved && pairs.wiki(branch).isEmpty()) {
            source.fetch(branch, memory.remoteTips());
        }
        if (isConflictMoved && !conflict.equals(ObjectId.zeroId())) {
            source.fetch(conflict, withBranch(branch));
        }
        try (HintedInserter inserter = own.newInserter()) {
            Tip nextBranch = isMoved ? translateBranch(branch, inserter) : memory.branch();
            Tip nextConflict = isConflictMoved ? translateConflict(conflict, inserter) : memory.conflict();
            return save(memory.with(nextBranch, nextConflict), inserter);
        }
    }

    private Set<ObjectId> withBranch(ObjectId branch) {
        Set<ObjectId> have = new LinkedHashSet<>(memory.remoteTips());
        have.add(branch);
        have.remove(ObjectId.zeroId());
        return have;
    }

    private Tip translateBranch(ObjectId tip, HintedInserter inserter) throws IOException {
        ObjectId expected = memory.branch().remote();
        if (pairs.wiki(tip).isPresent() || !isTranslated(tip, expected, inserter)) {
            former = Optional.of(new StoredPairs(reader, memory.pairs()));
            pairs = new StoredPairs(reader, Map.of());
            isTranslated(tip, ObjectId.zeroId(), inserter);
        }
        return new Tip(tip, pairs.wiki(tip).orElseThrow());
    }

    /** Translates a branch, and returns whether it descends from {@code expected}, if that is a commit. */
    private boolean isTranslated(ObjectId tip, ObjectId expected, HintedInserter inserter) throws IOException {
        try (InwardTranslation translation = new InwardTranslation(inserter, folder, pairs)) {
            return translation.translate(tip, expected) || expected.equals(ObjectId.zeroId());
        }
    }

    private Tip translateConflict(ObjectId tip, HintedInserter inserter) throws IOException {
        if (tip.equals(ObjectId.zeroId())) {
            return Tip.NONE;
        }
        return new Tip(tip, pairsOf(tip, inserter).wiki(tip).orElseThrow());
    }

    /** Returns the pairs with those of another branch. */
    private AddedPairs pairsOf(ObjectId tip, HintedInserter inserter) throws IOException {
        AddedPairs added = new AddedPairs(pairs);
        try (InwardTranslation translation = new InwardTranslation(inserter, folder, added)) {
            translation.translate(tip, ObjectId.zeroId());
        }
        return added;
    }

    private boolean save(FolderMemory next, HintedInserter inserter) throws IOException {
        FolderMemory complete = next.with(pairs.write(inserter));
        ObjectId written = complete.write(inserter, folder);
        inserter.flush();
        boolean isSaved = memory.move(own, written);
        if (isSaved) {
            memory = complete.at(written);
        }
        return isSaved;
    }

    /** Returns the path in the tree of a commit of the remote at which something is in the way of the folder. */
    Optional<String> obstacle(ObjectId remote) throws IOException {
        ObjectId root = CommitText.read(reader, remote).tree();
        return new FolderTree(reader, folder).obstacle(root);
    }

    /** Returns the commit of the remote that a translation was made from, now or before the branch was rewritten. */
    Optional<ObjectId> atRemote(ObjectId wiki) throws IOException {
        if (wiki.equals(memory.branch().wiki())) {
            return Optional.of(memory.branch().remote());
        }
        Optional<ObjectId> now = pairs.remote(wiki);
        return now.isPresent() || former.isEmpty() ? now : former.get().remote(wiki);
    }

    /** Returns whether a commit of the wiki, with its history, is in the mirror's repository. */
    boolean hasWiki(ObjectId wiki) throws IOException {
        return pairs.remote(wiki).isPresent();
    }

    /** Commits of the wiki that were translated to go on a branch. */
    record Outgoing(Tip tip, boolean isOnBranch, AddedPairs pairs) {}

    /** Translates a commit of the wiki that is to become the tip of the mirrored branch. */
    Outgoing toBranch(ObjectId wiki, HintedInserter inserter) throws IOException {
        return translate(wiki, memory.branch(), new AddedPairs(pairs), inserter);
    }

    /** Translates a commit of the wiki that is to become the tip of the conflict branch. */
    Outgoing toConflict(ObjectId wiki, HintedInserter inserter) throws IOException {
        return memory.conflict().isNone()
                ? toBranch(wiki, inserter)
                : translate(wiki, memory.conflict(), pairsOf(memory.conflict().remote(), inserter), inserter);
    }

    private Outgoing translate(ObjectId wiki, Tip onto, AddedPairs known, HintedInserter inserter) throws IOException {
        AddedPairs added = new AddedPairs(known);
        try (OutwardTranslation translation = new OutwardTranslation(inserter, folder, added, onto)) {
            OutwardTranslation.Made made = translation.translate(wiki);
            return new Outgoing(new Tip(made.commit(), wiki), onto.isNone() || made.follows(), added);
        }
    }

    /** Remembers that the mirrored branch is at commits of the wiki that were pushed. */
    void pushedToBranch(Outgoing pushed) throws IOException {
        if (pushed.isOnBranch()) {
            pushed.pairs().addTo(pairs);
            save(memory.with(pushed.tip(), memory.conflict()));
        }
    }

    /** Remembers that the conflict branch is at commits of the wiki that were pushed. */
    void pushedToConflict(Outgoing pushed) throws IOException {
        save(memory.with(memory.branch(), pushed.tip()));
    }

    private void save(FolderMemory next) throws IOException {
        try (HintedInserter inserter = own.newInserter()) {
            var unused = save(next, inserter);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
