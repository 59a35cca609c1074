package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.index.RecordTrie;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Makes commits of the remote from those of the wiki, so that {@link TranslationRule} turns each of them into the commit that it was made
 * from:
 *
 * <ol>
 *   <li>The newest commit of the remote's branch stands for its translation, and any other commit that came from the remote for
 *       itself. Each further commit of the wiki is made anew, parents first.
 *   <li>It keeps author, committer, times, message and encoding; its parents are those that stand for the wiki's parents. A commit
 *       that begins the wiki's history follows the remote's branch if the folder has no history there.
 *   <li>Its tree is that of a commit of the remote, in which the folder is replaced. If the commit follows the newest commit of the
 *       branch, it is that one's tree; so no push changes anything outside the folder, whatever was merged before. Otherwise it is that
 *       of the parent that is newest at the remote, or of the first parent if that can't be told.
 *   <li>If the rule does not turn the result into the wiki's commit, its header says which one it was made from and what only that
 *       one has, such as a signature. This happens with commits that change no file, and with merges of a commit and its ancestor.
 * </ol>
 *
 * Not safe for use by several threads.
 */
final class OutwardTranslation implements AutoCloseable {
    private final ObjectReader reader;
    private final HintedInserter inserter;
    private final FolderTree folder;
    private final TranslationRule rule;
    private final Ancestry ancestry;
    private final AddedPairs pairs;
    private final Tip onto;
    private final CommitCopy copy;
    private final Map<ObjectId, Made> made = new HashMap<>();
    private final RecordTrie stored;
    private final Set<ObjectId> heads;

    /**
     * Creates a translation of commits that are to follow a branch.
     *
     * @param copy copies the wiki's commits, and inserts what is made
     * @param place where they go
     * @param begun what earlier runs have done of it
     */
    OutwardTranslation(CommitCopy copy, Place place, UnfinishedPush begun) throws IOException {
        this.copy = copy;
        this.inserter = copy.inserter();
        this.reader = inserter.newReader();
        this.folder = new FolderTree(reader, place.folder());
        this.rule = new TranslationRule(reader);
        this.ancestry = new Ancestry(reader);
        this.pairs = place.pairs();
        this.onto = begun.onto();
        this.heads = new LinkedHashSet<>(begun.heads());
        this.stored = new RecordTrie(reader, begun.made().orElse(null));
        stored.forEach((wiki, fields) -> note(ObjectId.fromString(wiki), Made.of(fields)));
    }

    /**
     * Where commits of the wiki go.
     *
     * @param pairs the pairs known so far, to which the new ones are added
     */
    record Place(String folder, AddedPairs pairs) {}

    /**
     * A commit of the remote that stands for one of the wiki.
     *
     * @param origin the commit at the remote that has the same files outside the folder; the zero id if there are none
     * @param follows whether the newest commit of the branch is in its history
     */
    record Made(ObjectId commit, ObjectId origin, boolean follows) {
        private static Made of(List<String> fields) {
            return new Made(
                    ObjectId.fromString(fields.get(0)),
                    ObjectId.fromString(fields.get(1)),
                    Boolean.parseBoolean(fields.get(2)));
        }

        private List<String> fields() {
            return List.of(commit.name(), origin.name(), String.valueOf(follows));
        }
    }

    /** A commit on the way. */
    private record Step(ObjectId commit, CommitText text) {}

    /**
     * Returns the commit that stands for one of the wiki, and inserts it and its history as far as the remote lacks them. Empty if {@code
     * isEnded} said that the translation is to end before; a later call goes on where this one ended.
     */
    Optional<Made> translate(ObjectId wiki, BooleanSupplier isEnded) throws IOException {
        Deque<Step> steps = new ArrayDeque<>();
        push(steps, wiki);
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            boolean isReady = true;
            for (ObjectId parent : step.text().parents()) {
                isReady &= !push(steps, parent);
            }
            if (isReady) {
                steps.pop();
                if (!made.containsKey(step.commit())) {
                    add(step);
                    if (isEnded.getAsBoolean()) {
                        return known(wiki);
                    }
                }
            }
        }
        return known(wiki);
    }

    private void add(Step step) throws IOException {
        copy.copy(step.commit(), step.text());
        Made anew = make(step);
        note(step.commit(), anew);
        stored.put(step.commit().name(), anew.fields());
        heads.removeAll(step.text().parents());
        for (ObjectId parent : step.text().parents()) {
            known(parent).ifPresent(translated -> heads.remove(translated.commit()));
        }
        heads.add(step.commit());
        heads.add(anew.commit());
    }

    private void note(ObjectId wiki, Made anew) {
        made.put(wiki, anew);
        pairs.put(new CommitPairs.Translation(anew.commit(), wiki, true));
    }

    /** Returns how many commits were made, also by earlier runs. */
    int count() {
        return made.size();
    }

    /** Inserts what was done so far. */
    UnfinishedPush progress() throws IOException {
        return new UnfinishedPush(onto, heads, Optional.ofNullable(stored.write(inserter)));
    }

    private boolean push(Deque<Step> steps, ObjectId wiki) throws IOException {
        if (known(wiki).isPresent()) {
            return false;
        }
        steps.push(new Step(wiki, copy.read(wiki)));
        return true;
    }

    private Optional<Made> known(ObjectId wiki) throws IOException {
        Made anew = made.get(wiki);
        if (anew != null) {
            return Optional.of(anew);
        }
        return onto.hasFolder() && wiki.equals(onto.wiki())
                ? Optional.of(new Made(onto.remote(), onto.remote(), true))
                : pairs.remote(wiki).map(remote -> new Made(remote, remote, false));
    }

    private Made make(Step step) throws IOException {
        List<Made> parents = new ArrayList<>();
        for (ObjectId parent : step.text().parents()) {
            parents.add(known(parent).orElseThrow());
        }
        if (parents.isEmpty() && !onto.isNone() && !onto.hasFolder()) {
            parents.add(new Made(onto.remote(), onto.remote(), true));
        }
        ObjectId origin = origin(parents);
        ObjectId root = origin.equals(ObjectId.zeroId())
                ? FolderTree.EMPTY
                : CommitText.read(reader, origin).tree();
        ObjectId tree = folder.with(root, step.text().tree(), inserter);
        if (tree.equals(FolderTree.EMPTY)) {
            inserter.insert(Constants.OBJ_TREE, new byte[0]);
        }
        ObjectId commit = insert(step, tree, parents.stream().map(Made::commit).toList());
        return new Made(commit, origin, parents.stream().anyMatch(Made::follows));
    }

    private ObjectId origin(List<Made> parents) throws IOException {
        if (parents.stream().anyMatch(Made::follows)) {
            return onto.remote();
        }
        ObjectId newest = ObjectId.zeroId();
        for (Made parent : parents) {
            ObjectId other = parent.origin();
            boolean isNewer = newest.equals(ObjectId.zeroId())
                    || (!other.equals(ObjectId.zeroId()) && ancestry.contains(other, newest));
            newest = isNewer ? other : newest;
        }
        return newest;
    }

    private ObjectId insert(Step step, ObjectId tree, List<ObjectId> parents) throws IOException {
        ObjectId wiki = step.commit();
        CommitText text = step.text();
        CommitText commit = text.plain(tree, parents);
        if (!isTranslatedTo(wiki, commit, text)) {
            commit = text.marked(tree, parents, wiki);
            if (!isTranslatedTo(wiki, commit, text)) {
                throw new IllegalStateException("Commit " + wiki.name() + " would not come back as itself");
            }
        }
        return inserter.insert(Constants.OBJ_COMMIT, commit.bytes());
    }

    private boolean isTranslatedTo(ObjectId wiki, CommitText commit, CommitText text) throws IOException {
        return rule.translate(commit, text.tree(), text.parents()).id().equals(wiki);
    }

    @Override
    public void close() {
        ancestry.close();
        rule.close();
        reader.close();
    }
}
