package dev.gitsync.internal.commit;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Merges a {@code main} that moved without a push with the wiki, on git objects. There is no client to report a conflict
 * to, so the {@link ConflictPolicy} resolves conflicts.
 */
final class MovedMainMerger {
    /** The message of the merge commit. */
    static final String MESSAGE = "Merge what came into the repository without a push";

    private final PageFiles files;
    private final SiblingNames siblings;
    private final ConflictPolicy policy;

    MovedMainMerger(PageFiles files, ConflictPolicy policy) {
        this.files = files;
        this.siblings = new SiblingNames(files);
        this.policy = policy;
    }

    /**
     * The merge of both sides.
     *
     * @param conflicts the paths that both sides changed
     */
    record Merged(PushTarget target, List<String> conflicts) {}

    /** Merges both sides; the {@link ConflictPolicy} resolves conflicts. */
    Merged merge(Workspace work, SpaceRefs refs) throws IOException {
        PushTarget found = PushMerger.plain(work, refs.main());
        MergeBase base = MergeBase.of(work, refs.wiki(), refs.main(), ObjectId.zeroId());
        if (base.is(refs.wiki())) {
            return new Merged(found, List.of());
        }
        Preference preference = switch (policy) {
            case KEEP_BOTH -> Preference.SURVIVOR;
            case WIKI_WINS -> Preference.OURS;
            case GIT_WINS -> Preference.THEIRS;
        };
        TreeMerge.Merged merged =
                TreeMerge.merge(work.merging(preference), base.undisputed(work), work.wikiTree(), found.tree());
        TreeEditor tree = new TreeEditor(work.reader(), merged.tree());
        List<String> conflicts = new ArrayList<>();
        for (MergeConflict conflict : merged.conflicts()) {
            conflicts.add(conflict.path());
            if (policy == ConflictPolicy.KEEP_BOTH && conflict.ours() != null && conflict.theirs() != null) {
                addConflictCopy(tree, conflict.path(), conflict.theirs(), refs.main());
            }
        }
        ObjectId both = tree.write(work.inserter());
        List<ObjectId> parents =
                refs.wiki().equals(ObjectId.zeroId()) ? List.of(refs.main()) : List.of(refs.wiki(), refs.main());
        return new Merged(new PushTarget(work.insertCommit(both, parents, MESSAGE), both, List.of()), conflicts);
    }

    /** Adds git's version of a file whose wiki version is kept, under a name that says where it came from. */
    private void addConflictCopy(TreeEditor tree, String path, TreeItem theirs, ObjectId main) throws IOException {
        String ending = ending(path, theirs);
        String stem = path.substring(0, path.length() - ending.length());
        String mark = " (git " + main.abbreviate(7).name();
        for (int copy = 1; ; copy++) {
            String name = stem + mark + (copy == 1 ? ")" : ", " + copy + ")");
            String beside = name + ending;
            if (isFree(tree, beside)
                    && tree.find(Paths.parent(path)).filter(TreeItem::isFile).isEmpty()) {
                tree.put(beside, theirs.mode(), theirs.id());
                return;
            }
        }
    }

    /** Returns the ending of a file, such as {@code .png}, which tells what is in it; empty for a folder. */
    private String ending(String path, TreeItem item) {
        if (files.isPage(path) && !item.isFolder()) {
            return files.siblingFile("");
        }
        int dot = Paths.name(path).lastIndexOf('.');
        return item.isFolder() || dot <= 0 ? "" : Paths.name(path).substring(dot);
    }

    private boolean isFree(TreeEditor tree, String path) throws IOException {
        return tree.items(Paths.parent(path), siblings.same(Paths.name(path))).isEmpty();
    }

    /** Returns whether {@code main} is gone or an ancestor of the wiki's commit. */
    static boolean isInPastOfWiki(SpaceRepository repository, SpaceRefs refs) throws IOException {
        if (refs.main().equals(ObjectId.zeroId())) {
            return true;
        }
        if (refs.wiki().equals(ObjectId.zeroId())) {
            return false;
        }
        try (ObjectReader reader = repository.git().newObjectReader();
                Ancestry history = new Ancestry(reader)) {
            return history.contains(refs.wiki(), refs.main());
        }
    }
}
