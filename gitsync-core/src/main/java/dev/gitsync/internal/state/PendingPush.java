package dev.gitsync.internal.state;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The journal entry of a push, see {@link PushJournal}: a commit whose parent is the pushed commit, with the index, the ids
 * of the pages and the refs of the plan in its tree.
 *
 * @param pushed the commit that was pushed
 * @param base the refs that the plan was made on; none of them is a journal entry
 * @param index the tree of the index as it will be, with the versions before the push
 * @param pages the pages that the plan changes
 */
record PendingPush(ObjectId pushed, SpaceRefs base, ObjectId index, Set<PageId> pages) {
    private static final String BASE = "base";
    private static final String INDEX = "index";
    private static final String PAGES = "pages";
    private static final int BATCH = 500;

    /** Inserts the entry; it takes effect once the ref points to it. */
    ObjectId insert(Workspace work) throws IOException {
        String ids = pages.stream().map(PageId::value).sorted().collect(Collectors.joining("\n"));
        String refs = Stream.of(base.main(), base.wiki(), base.state())
                .map(ObjectId::name)
                .collect(Collectors.joining("\n"));
        ObjectId before = work.inserter().insert(Constants.OBJ_BLOB, refs.getBytes(StandardCharsets.UTF_8));
        ObjectId list = work.inserter().insert(Constants.OBJ_BLOB, ids.getBytes(StandardCharsets.UTF_8));
        TreeFormatter tree = new TreeFormatter();
        tree.append(BASE, FileMode.REGULAR_FILE, before);
        tree.append(INDEX, FileMode.TREE, index);
        tree.append(PAGES, FileMode.REGULAR_FILE, list);
        return work.insertState(work.inserter().insert(tree), List.of(pushed));
    }

    /** Reads the journal entry to which {@code refs} point. */
    static PendingPush read(SpaceRepository repository, SpaceRefs refs) throws IOException {
        try (ObjectReader reader = repository.git().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit entry = walk.parseCommit(refs.pending());
            Map<String, TreeItem> items = TreeItems.read(reader, entry.getTree());
            TreeItem base = items.get(BASE);
            TreeItem index = items.get(INDEX);
            TreeItem pages = items.get(PAGES);
            if (base == null || index == null || pages == null || entry.getParentCount() != 1) {
                throw new RepositoryDamagedException(SpaceRefs.PENDING + " holds something that is not a push");
            }
            List<ObjectId> before =
                    lines(reader, base).map(ObjectId::fromString).toList();
            Set<PageId> asked = lines(reader, pages).map(PageId::new).collect(Collectors.toUnmodifiableSet());
            return new PendingPush(
                    entry.getParent(0).copy(),
                    new SpaceRefs(before.get(0), before.get(1), before.get(2), ObjectId.zeroId()),
                    index.id(),
                    asked);
        }
    }

    private static Stream<String> lines(ObjectReader reader, TreeItem blob) throws IOException {
        return new String(reader.open(blob.id(), Constants.OBJ_BLOB).getBytes(), StandardCharsets.UTF_8).lines();
    }

    /** Returns whether the plan was made on {@code refs}: nothing but the entry itself has moved since. */
    boolean isOn(SpaceRefs refs) {
        return refs.withPending(ObjectId.zeroId()).equals(base);
    }

    /** Returns the versions that the wiki assigned to the pages of this push, or empty when the feed lacks any of them. */
    Optional<Map<PageId, Long>> readFeed(PageStore store, Space space, Cursor from) {
        Map<PageId, Long> versions = new HashMap<>();
        Cursor cursor = from;
        ChangeBatch batch;
        do {
            batch = store.changes(space, cursor, BATCH);
            if (batch.isUnknown()) {
                return readFeed(store, space, Cursor.START);
            }
            for (Change change : batch.changes()) {
                GitOrigin git = change.provenance().git();
                if (git != null && git.push().equals(pushed.name()) && pages.contains(change.id())) {
                    versions.put(change.id(), change.version());
                }
            }
            cursor = batch.next();
        } while (batch.more());
        return versions.keySet().containsAll(pages) ? Optional.of(versions) : Optional.empty();
    }
}
