package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The remote's commits and their translations, in the mirror's own repository, for one run. The stored pairs are those of the commits in
 * the history of {@link FolderMemory#branch}, and no others: if the branch of the remote is not a descendant of that any more, all of its commits are
 * translated again. So a commit that the remote gave up is never pushed to it again as the parent of another one. Not safe for
 * use by several threads.
 */
final class FolderCommits implements AutoCloseable {
    /** After how many commits the progress of a translation is saved, so that a killed process loses no more than that. */
    private static final int SAVED_AFTER = 10_000;

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

    /** Thrown when another process works on the same mirror and remembered something else. */
    static final class OvertakenException extends IOException {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("Another process translates the history of the same mirror");
        }
    }

    /** Thrown when the time of a run is over before everything is translated. */
    static final class LateException extends IOException {
        private static final long serialVersionUID = 1L;

        LateException(String done) {
            super(done);
        }
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
     * Translates the branches of the remote, and remembers the result. What an earlier run has begun is finished first.
     *
     * @param branch the mirrored branch at the remote; the zero id if there is none
     * @param conflict the conflict branch at the remote; the zero id if there is none
     * @param isLate whether the time of the run is over
     * @throws OvertakenException when another process did the same meanwhile
     * @throws LateException when the time was over; the progress is saved
     */
    void update(ObjectId branch, ObjectId conflict, Source source, BooleanSupplier isLate)
            throws IOException, RemoteException {
        if (isMoved(branch)) {
            if (memory.unfinished().isPresent()) {
                finish(memory.unfinished().get(), isLate);
            }
            if (isMoved(branch)) {
                translateBranch(branch, source, isLate);
            }
        }
        if (!conflict.equals(memory.conflict().remote())) {
            if (!conflict.equals(ObjectId.zeroId())) {
                source.fetch(conflict, withBranch(branch));
            }
            try (HintedInserter inserter = own.newInserter()) {
                save(memory.withConflict(translateConflict(conflict, inserter)), inserter);
            }
        }
    }

    private boolean isMoved(ObjectId branch) {
        return !branch.equals(ObjectId.zeroId())
                && !branch.equals(memory.branch().remote());
    }

    private Set<ObjectId> withBranch(ObjectId branch) {
        Set<ObjectId> have = new LinkedHashSet<>(memory.remoteTips());
        have.add(branch);
        have.remove(ObjectId.zeroId());
        return have;
    }

    private void translateBranch(ObjectId tip, Source source, BooleanSupplier isLate)
            throws IOException, RemoteException {
        boolean isOlder = pairs.wiki(tip).isPresent();
        if (!isOlder) {
            source.fetch(tip, memory.remoteTips());
        }
        try (ObjectReader fetched = own.git().newObjectReader()) {
            TranslationPlan plan =
                    TranslationPlan.of(fetched, pairs, tip, memory.branch().remote());
            boolean isRewrite = isOlder || !plan.isMet();
            if (isRewrite) {
                plan = TranslationPlan.of(fetched, new StoredPairs(reader, Map.of()), tip, ObjectId.zeroId());
            }
            Unfinished begun = new Unfinished(
                    isRewrite, plan.count(), 0, plan.ends(), Set.of(), isRewrite ? Map.of() : memory.pairs());
            if (plan.count() > SAVED_AFTER) {
                save(memory.with(begun)); // keeps what was fetched
            }
            finish(begun, isLate);
        }
    }

    /** Translates what is left of a branch, and remembers the result. */
    private void finish(Unfinished begun, BooleanSupplier isLate) throws IOException {
        StoredPairs next = new StoredPairs(reader, begun.pairs());
        try (HintedInserter inserter = own.newInserter();
                InwardTranslation translation = new InwardTranslation(inserter, folder, next)) {
            translation.heads().addAll(begun.heads());
            Deque<ObjectId> left = new ArrayDeque<>(begun.ends());
            while (!translateSome(translation, left, isLate)) {
                Unfinished progress = begun.after(translation, left, next.write(inserter));
                save(memory.with(progress), inserter);
                if (isLate.getAsBoolean()) {
                    throw new LateException("Translated " + progress.done() + " of " + progress.count() + " commits");
                }
            }
            former = begun.isRewrite() ? Optional.of(new StoredPairs(reader, memory.pairs())) : Optional.empty();
            pairs = next;
            Tip tip = new Tip(begun.tip(), pairs.wiki(begun.tip()).orElseThrow());
            save(memory.withBranch(tip, pairs.write(inserter)), inserter);
        }
    }

    /** Translates until the progress must be saved, and removes the ends that were reached from {@code left}. Returns whether all were. */
    private static boolean translateSome(InwardTranslation translation, Deque<ObjectId> left, BooleanSupplier isLate)
            throws IOException {
        int end = translation.count() + SAVED_AFTER;
        BooleanSupplier isEnough = () -> isLate.getAsBoolean() || translation.count() >= end;
        while (!left.isEmpty() && translation.translate(left.peek(), isEnough)) {
            left.remove();
        }
        return left.isEmpty();
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
            translation.translate(tip);
        }
        return added;
    }

    private void save(FolderMemory next, HintedInserter inserter) throws IOException {
        ObjectId written = next.write(inserter, folder);
        inserter.flush();
        if (!memory.move(own, written)) {
            throw new OvertakenException();
        }
        memory = next.at(written);
    }

    private void save(FolderMemory next) throws IOException {
        try (HintedInserter inserter = own.newInserter()) {
            save(next, inserter);
        }
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

    /** Commits of the wiki that were translated to go on a branch. */
    record Outgoing(Tip tip, boolean isOnBranch, AddedPairs pairs) {}

    /**
     * Translates a commit of the wiki that is to become the tip of the mirrored branch.
     *
     * @throws LateException when the time was over; the progress is saved
     */
    Outgoing toBranch(ObjectId wiki, CommitCopy copy, BooleanSupplier isLate) throws IOException {
        return translate(wiki, new Target(memory.branch(), new AddedPairs(pairs), copy), isLate);
    }

    /** Does the same for the conflict branch. */
    Outgoing toConflict(ObjectId wiki, CommitCopy copy, BooleanSupplier isLate) throws IOException {
        if (memory.conflict().isNone()) {
            return toBranch(wiki, copy, isLate);
        }
        AddedPairs ofBoth = pairsOf(memory.conflict().remote(), copy.inserter());
        return translate(wiki, new Target(memory.conflict(), ofBoth, copy), isLate);
    }

    /** Where commits of the wiki go, what is known there, and how they get there. */
    private record Target(Tip onto, AddedPairs known, CommitCopy copy) {}

    private Outgoing translate(ObjectId wiki, Target target, BooleanSupplier isLate) throws IOException {
        Tip onto = target.onto();
        AddedPairs added = new AddedPairs(target.known());
        UnfinishedPush begun = memory.unfinishedPush()
                .filter(progress -> progress.onto().equals(onto))
                .orElseGet(() -> UnfinishedPush.begin(onto));
        try (OutwardTranslation translation =
                new OutwardTranslation(target.copy(), new OutwardTranslation.Place(folder, added), begun)) {
            Optional<OutwardTranslation.Made> made = Optional.empty();
            while (made.isEmpty()) {
                int end = translation.count() + SAVED_AFTER;
                made = translation.translate(wiki, () -> isLate.getAsBoolean() || translation.count() >= end);
                if (made.isEmpty()) {
                    save(memory.with(translation.progress()), target.copy().inserter());
                }
                if (made.isEmpty() && isLate.getAsBoolean()) {
                    throw new LateException("Translated " + translation.count() + " of the wiki's commits");
                }
            }
            return new Outgoing(
                    new Tip(made.get().commit(), wiki),
                    onto.isNone() || made.get().follows(),
                    added);
        }
    }

    /** Remembers that the mirrored branch is at commits of the wiki that were pushed. */
    void pushedToBranch(Outgoing pushed) throws IOException {
        if (pushed.isOnBranch()) {
            pushed.pairs().addTo(pairs);
            try (HintedInserter inserter = own.newInserter()) {
                save(memory.withBranch(pushed.tip(), pairs.write(inserter)), inserter);
            }
        }
    }

    /** Remembers that the conflict branch is at commits of the wiki that were pushed. */
    void pushedToConflict(Outgoing pushed) throws IOException {
        save(memory.withConflict(pushed.tip()));
    }

    @Override
    public void close() {
        reader.close();
    }
}
