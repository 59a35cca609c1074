package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.tree.TreeItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A translation of the wiki's commits that has begun and goes on in the next run, if the remote's branch is where it was then.
 *
 * @param onto the branch that the commits are to follow
 * @param heads the commits of the wiki that are translated, and their translations, as far as no other one has them as its parent; to be
 *     kept until a branch has them
 * @param made the stored entry of the commits that were made
 */
record UnfinishedPush(Tip onto, Set<ObjectId> heads, Optional<TreeItem> made) {
    private static final String SPACE = " ";

    UnfinishedPush {
        heads = Set.copyOf(heads);
    }

    /** Returns a translation of which nothing is done yet. */
    static UnfinishedPush begin(Tip onto) {
        return new UnfinishedPush(onto, Set.of(), Optional.empty());
    }

    /** Reads what {@link #text} returned. */
    static UnfinishedPush parse(String text, Optional<TreeItem> made) {
        List<ObjectId> ids = new ArrayList<>();
        for (String id : text.strip().split(SPACE, -1)) {
            ids.add(ObjectId.fromString(id));
        }
        return new UnfinishedPush(
                new Tip(ids.get(0), ids.get(1)), new LinkedHashSet<>(ids.subList(2, ids.size())), made);
    }

    /** Returns everything but the commits that were made as text. */
    String text() {
        List<ObjectId> ids = new ArrayList<>(List.of(onto.remote(), onto.wiki()));
        ids.addAll(heads.stream().sorted().toList());
        return ids.stream().map(ObjectId::name).collect(Collectors.joining(SPACE)) + "\n";
    }
}
