package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.JoinedPacks;
import dev.gitsync.jdbi.internal.storage.NewPack;
import dev.gitsync.jdbi.internal.storage.PackDescription;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsRefDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Ref.Storage;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.SymbolicRef;
import org.eclipse.jgit.util.RefList;
import org.jspecify.annotations.Nullable;

/**
 * The refs of one space. Every call queries the storage, because another process may have moved the refs. If the refs
 * have moved, the packs are listed again as well, because the target of a ref may be in a new pack.
 */
final class StoredRefs extends DfsRefDatabase {
    private static final String MAIN = Constants.R_HEADS + "main";

    private final RefStorage storage;
    private final StoredObjects objects;
    private SortedMap<String, String> seen = new TreeMap<>();

    StoredRefs(DfsRepository repository, RefStorage storage, StoredObjects objects) {
        super(repository);
        this.storage = storage;
        this.objects = objects;
    }

    @Override
    public @Nullable Ref exactRef(String name) throws IOException {
        refresh();
        return super.exactRef(name);
    }

    /** Returns all refs as of one moment, with one query. */
    @Override
    public Map<String, Ref> exactRef(String... names) throws IOException {
        Map<String, Ref> all = getRefs(ALL);
        Map<String, Ref> found = new HashMap<>();
        for (String name : names) {
            Ref ref = all.get(name);
            if (ref != null) {
                found.put(name, ref);
            }
        }
        return found;
    }

    @Override
    public Map<String, Ref> getRefs(String prefix) throws IOException {
        refresh();
        return super.getRefs(prefix);
    }

    /** Returns the refs of all prefixes with one query. */
    @Override
    public List<Ref> getRefsByPrefix(String... prefixes) throws IOException {
        return getRefs(ALL).values().stream()
                .filter(ref -> Stream.of(prefixes).anyMatch(ref.getName()::startsWith))
                .toList();
    }

    @Override
    public boolean isNameConflicting(String name) throws IOException {
        refresh();
        return super.isNameConflicting(name);
    }

    @Override
    public boolean performsAtomicTransactions() {
        return true;
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new AtomicRefUpdate(this, this::move);
    }

    /** Returns no reflog: every ref update is a commit or is recorded in the wiki's history. */
    @Override
    public @Nullable ReflogReader getReflogReader(Ref ref) {
        return null;
    }

    boolean move(List<RefMove> moves) {
        List<PackDescription> packs = objects.own();
        List<NewPack> finished = packs.stream().map(PackDescription::finished).toList();
        List<NewPack> joined = JoinedPacks.ofOneCommit(finished);
        boolean moved = storage.move(moves, joined);
        if (moved && joined.size() == finished.size()) {
            objects.committed(packs);
        } else if (moved) {
            objects.replaced(packs);
        }
        refresh();
        return moved;
    }

    @Override
    protected synchronized RefCache scanAllRefs() {
        SortedMap<String, String> now = storage.refs();
        if (!now.equals(seen)) {
            objects.forgetPacks();
            seen = now;
        }
        RefList.Builder<Ref> all = new RefList.Builder<>(now.size() + 1);
        RefList.Builder<Ref> symbolic = new RefList.Builder<>(1);
        Ref main = new ObjectIdRef.Unpeeled(Storage.NEW, MAIN, null);
        for (Map.Entry<String, String> ref : now.entrySet()) {
            Ref found = ref(ref.getKey(), ObjectId.fromString(ref.getValue()));
            all.add(found);
            if (ref.getKey().equals(MAIN)) {
                main = found;
            }
        }
        Ref head = new SymbolicRef(Constants.HEAD, main);
        all.add(head);
        symbolic.add(head);
        all.sort();
        return new RefCache(all.toRefList(), symbolic.toRefList());
    }

    /** Returns a ref. A branch always points to a commit, so JGit need not check whether it is a tag. */
    private static Ref ref(String name, ObjectId id) {
        return name.startsWith(Constants.R_HEADS)
                ? new ObjectIdRef.PeeledNonTag(Storage.PACKED, name, id)
                : new ObjectIdRef.Unpeeled(Storage.PACKED, name, id);
    }

    @Override
    protected boolean compareAndPut(@Nullable Ref oldRef, Ref newRef) {
        if (newRef.isSymbolic()) {
            return newRef.getName().equals(Constants.HEAD)
                    && newRef.getTarget().getName().equals(MAIN);
        }
        return move(List.of(new RefMove(newRef.getName(), id(oldRef), id(newRef))));
    }

    @Override
    protected boolean compareAndRemove(Ref oldRef) {
        return !oldRef.isSymbolic() && move(List.of(new RefMove(oldRef.getName(), id(oldRef), null)));
    }

    @Override
    protected void cachePeeledState(Ref oldLeaf, Ref newLeaf) {
        // Nothing is cached that can be read again.
    }

    private static @Nullable String id(@Nullable Ref ref) {
        ObjectId id = ref == null ? null : ref.getObjectId();
        return id == null ? null : id.name();
    }
}
