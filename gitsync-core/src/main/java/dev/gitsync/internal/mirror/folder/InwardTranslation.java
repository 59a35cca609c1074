package dev.gitsync.internal.mirror.folder;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

    /** Creates a translation that adds to {@code pairs}, and inserts what it makes. */
    InwardTranslation(HintedInserter inserter, String folder, CommitPairs pairs) {
        this.reader = inserter.newReader();
        this.inserter = inserter;
        this.folder = new FolderTree(reader, folder);
        this.rule = new TranslationRule(reader);
        this.pairs = pairs;
    }

    /** A commit on the way, and its parents. */
    private record Step(ObjectId commit, List<ObjectId> parents) {}

    /**
     * Translates a commit and its history.
     *
     * @param expected a commit that was translated before
     * @return whether {@code expected} is in the history of {@code tip}; this holds only if all translated commits are in the history
     *     of {@code expected}
     */
    boolean translate(ObjectId tip, ObjectId expected) throws IOException {
        boolean isMet = tip.equals(expected);
        Deque<Step> steps = new ArrayDeque<>();
        push(steps, tip);
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            boolean isReady = true;
            for (ObjectId parent : step.parents()) {
                isMet |= parent.equals(expected);
                isReady &= !push(steps, parent);
            }
            if (isReady) {
                steps.pop();
                translate(step.commit());
            }
        }
        return isMet;
    }

    private boolean push(Deque<Step> steps, ObjectId commit) throws IOException {
        if (pairs.wiki(commit).isPresent()) {
            return false;
        }
        steps.push(new Step(commit, CommitText.read(reader, commit).parents()));
        return true;
    }

    private void translate(ObjectId remote) throws IOException {
        if (pairs.wiki(remote).isPresent()) {
            return;
        }
        CommitText commit = CommitText.read(reader, remote);
        List<ObjectId> parents = new ArrayList<>();
        for (ObjectId parent : commit.parents()) {
            pairs.wiki(parent).filter(wiki -> !wiki.equals(ObjectId.zeroId())).ifPresent(parents::add);
        }
        TranslationRule.Result result = rule.translate(commit, folder.in(commit.tree()), parents);
        if (result.made().isPresent()) {
            insert(result.made().get());
        }
        pairs.put(new CommitPairs.Translation(remote, result.id(), result.made().isPresent()));
    }

    private void insert(CommitText made) throws IOException {
        if (made.tree().equals(FolderTree.EMPTY)) {
            inserter.insert(Constants.OBJ_TREE, new byte[0]);
        }
        inserter.insert(Constants.OBJ_COMMIT, made.bytes());
    }

    /** Returns the path in the tree of a commit at which a file or a submodule is in the way of the folder. */
    Optional<String> obstacle(ObjectId remote) throws IOException {
        return folder.obstacle(CommitText.read(reader, remote).tree());
    }

    @Override
    public void close() {
        rule.close();
        reader.close();
    }
}
