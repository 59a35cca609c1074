package dev.gitsync.internal.mirror.folder;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Translates commits of the remote that have no translation yet, parents first, each once. The walk ends at commits that have one, so its cost
 * is that of the new commits, whatever their dates. Not safe for use by several threads.
 */
final class InwardTranslation implements AutoCloseable {
    private final ObjectReader reader;
    private final HintedInserter inserter;
    private final FolderTree folder;
    private final TranslationRule rule;
    private final CommitPairs pairs;
    private final Set<ObjectId> heads = new LinkedHashSet<>();
    private int count;

    /** Creates a translation that adds to {@code pairs}, and inserts what it makes. */
    InwardTranslation(HintedInserter inserter, String folder, CommitPairs pairs) {
        this.reader = inserter.newReader();
        this.inserter = inserter;
        this.folder = new FolderTree(reader, folder);
        this.rule = new TranslationRule(reader);
        this.pairs = pairs;
    }

    /** A commit on the way. */
    private record Step(ObjectId id, CommitText text) {}

    /** Translates a commit and its history. */
    void translate(ObjectId tip) throws IOException {
        if (!translate(tip, () -> false)) {
            throw new IllegalStateException("The translation of " + tip.name() + " ended early");
        }
    }

    /**
     * Translates a commit and its history until {@code isEnded} says that it is to end. Returns whether all is translated; if not, a later
     * call goes on where this one ended.
     */
    boolean translate(ObjectId tip, BooleanSupplier isEnded) throws IOException {
        Deque<Step> steps = new ArrayDeque<>();
        push(steps, tip);
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            boolean isReady = true;
            for (ObjectId parent : step.text().parents()) {
                isReady &= !push(steps, parent);
            }
            if (isReady) {
                steps.pop();
                if (translate(step)) {
                    count++;
                    if (isEnded.getAsBoolean()) {
                        return pairs.wiki(tip).isPresent();
                    }
                }
            }
        }
        return true;
    }

    private boolean push(Deque<Step> steps, ObjectId commit) throws IOException {
        if (pairs.wiki(commit).isPresent()) {
            return false;
        }
        steps.push(new Step(commit, CommitText.read(reader, commit)));
        return true;
    }

    /** Returns how many commits were translated. */
    int count() {
        return count;
    }

    /** Returns the commits that were made and that no other made commit has as its parent. */
    Set<ObjectId> heads() {
        return heads;
    }

    private boolean translate(Step step) throws IOException {
        if (pairs.wiki(step.id()).isPresent()) {
            return false;
        }
        CommitText commit = step.text();
        List<ObjectId> parents = new ArrayList<>();
        for (ObjectId parent : commit.parents()) {
            pairs.wiki(parent).filter(wiki -> !wiki.equals(ObjectId.zeroId())).ifPresent(parents::add);
        }
        TranslationRule.Result result = rule.translate(commit, folder.in(commit.tree()), parents);
        if (result.made().isPresent()) {
            insert(result.made().get());
            result.made().get().parents().forEach(heads::remove);
            heads.add(result.id());
        }
        pairs.put(new CommitPairs.Translation(
                step.id(), result.id(), result.made().isPresent()));
        return true;
    }

    private void insert(CommitText made) throws IOException {
        if (made.tree().equals(FolderTree.EMPTY)) {
            inserter.insert(Constants.OBJ_TREE, new byte[0]);
        }
        inserter.insert(Constants.OBJ_COMMIT, made.bytes());
    }

    @Override
    public void close() {
        rule.close();
        reader.close();
    }
}
