package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.work.LruMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Translates one commit of the remote to the history of a folder. The translation is a function of the commit and its history
 * only: every process, now and later, gives the same commit the same translation. The rule, for a commit whose parents are
 * translated to {@code P}:
 *
 * <ol>
 *   <li>A commit that says which commit of the wiki it was made from ({@link CommitText#mark}) is that commit, if restoring it from
 *       the header, the folder and {@code P} gives that id.
 *   <li>Commits of {@code P} that are in the history of others of {@code P} are left out, as are parents without translation. This
 *       is what {@code git subtree split} does: a merge remains if both sides changed the folder.
 *   <li>If nothing of {@code P} is left, the commit begins the history; it has no translation if the folder does not exist.
 *   <li>If one is left, and the folder is the same there, it is the translation.
 *   <li>Otherwise the commit keeps author, committer, times, message and encoding, and gets the folder as its tree. Signatures and
 *       other lines of its header are left out. A folder that was deleted is an empty tree.
 * </ol>
 */
final class TranslationRule implements AutoCloseable {
    private static final int REMEMBERED_TREES = 10_000;

    private final ObjectReader reader;
    private final Ancestry ancestry;
    private final LruMap<ObjectId, ObjectId> trees = new LruMap<>(REMEMBERED_TREES);

    TranslationRule(ObjectReader reader) {
        this.reader = reader;
        this.ancestry = new Ancestry(reader);
    }

    /**
     * The result of a translation.
     *
     * @param id the translation; the zero id if there is none
     * @param made the translation, if it is a commit of its own; empty if it is that of a parent, or none
     */
    record Result(ObjectId id, Optional<CommitText> made) {
        static Result of(CommitText commit) {
            return new Result(commit.id(), Optional.of(commit));
        }
    }

    /**
     * Translates a commit.
     *
     * @param folder the tree of the folder in {@code commit}, {@link FolderTree#EMPTY} if there is none
     * @param parents the translations of its parents, without those that have none
     */
    Result translate(CommitText commit, ObjectId folder, List<ObjectId> parents) throws IOException {
        Optional<ObjectId> mark = commit.mark();
        if (mark.isPresent()) {
            CommitText restored = commit.unmarked(folder, parents);
            if (restored.id().equals(mark.get())) {
                return noted(Result.of(restored));
            }
        }
        List<ObjectId> kept = ancestry.independent(parents);
        if (kept.isEmpty() && folder.equals(FolderTree.EMPTY)) {
            return new Result(ObjectId.zeroId(), Optional.empty());
        }
        if (kept.size() == 1 && tree(kept.get(0)).equals(folder)) {
            return new Result(kept.get(0), Optional.empty());
        }
        return noted(Result.of(commit.plain(folder, kept)));
    }

    private Result noted(Result result) {
        trees.put(result.id(), result.made().orElseThrow().tree());
        return result;
    }

    private ObjectId tree(ObjectId commit) throws IOException {
        Optional<ObjectId> known = trees.get(commit);
        return known.isPresent() ? known.get() : CommitText.read(reader, commit).tree();
    }

    @Override
    public void close() {
        ancestry.close();
    }
}
