package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.storage.ChunkReader;
import dev.gitsync.jdbi.internal.storage.PackDescription;
import dev.gitsync.jdbi.internal.storage.PackDraft;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import dev.gitsync.repository.pack.PackLimits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one space, in packs. Inserted and received objects are visible only to this repository until a ref
 * moves; the packs are then committed at the same moment as the ref. So no other reader ever sees a pack of a refused
 * push, and a refused push leaves no data behind.
 *
 * <p>In a class cycle with {@link StoredReader}, {@link StoredInserter}, {@link BoundedPackParser} and {@link
 * StoredRepository}: JGit has an object database belong to a repository, and create what reads and writes its
 * objects.
 */
final class StoredObjects extends DfsObjDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(StoredObjects.class);

    private final PackStorage storage;
    private final RecentCommits commits;
    private final PackLimits limits;
    private final List<PackDescription> own = new CopyOnWriteArrayList<>();
    /**
     * The packs of other writers that the next list of all packs may reuse, so that an additional pack of this
     * repository costs no query.
     */
    private final AtomicReference<@Nullable List<PackDescription>> known = new AtomicReference<>();
    /** The packs of the last list, with the indexes that they have already read. */
    private volatile Map<DfsPackDescription, DfsPackFile> files = Map.of();

    StoredObjects(DfsRepository repository, DfsReaderOptions options, StoredRepository.Parts parts) {
        super(repository, options);
        this.storage = parts.packs();
        this.commits = parts.commits();
        this.limits = parts.limits();
    }

    @Override
    public DfsReader newReader() {
        return new StoredReader(this, commits);
    }

    @Override
    public StoredInserter newInserter() {
        return new StoredInserter(this, in -> BoundedPackParser.of(this, in, limits));
    }

    /**
     * Returns whether an object exists, but always false if {@code avoidUnreachable} is set. Only an inserter sets it,
     * to skip objects that exist, and here it must write each object: a lookup of each object in every pack makes a
     * first export quadratic, because each part of the export leaves a pack behind. Maintenance removes duplicates.
     */
    @Override
    public boolean has(AnyObjectId id, boolean avoidUnreachable) throws IOException {
        return !avoidUnreachable && super.has(id, false);
    }

    /** Returns the description of a new pack. */
    PackDescription newDescription() {
        return draft(PackSource.INSERT);
    }

    /** Opens a file of a pack that is being written. */
    DfsOutputStream write(PackDescription pack, PackExt ext) {
        return writeFile(pack, ext);
    }

    /** Adds a written pack, which is committed with the next ref update. */
    void add(PackDescription pack) {
        List<PackDescription> others =
                described(Stream.of(getCurrentPacks())
                                .map(DfsPackFile::getPackDescription)
                                .toList())
                        .stream()
                        .filter(other -> other.draft() == null)
                        .toList();
        known.set(others.isEmpty() ? null : others);
        own.add(pack);
        listAnew();
    }

    private void listAnew() {
        DfsPackFile[] current = getCurrentPacks();
        if (current.length > 0) {
            files = Stream.of(current)
                    .collect(Collectors.toUnmodifiableMap(DfsPackFile::getPackDescription, file -> file));
        }
        clearCache();
    }

    @Override
    public DfsPackFile createDfsPackFile(DfsBlockCache cache, DfsPackDescription pack) {
        DfsPackFile before = files.get(pack);
        return before == null ? super.createDfsPackFile(cache, pack) : before;
    }

    /** Discards an unfinished pack. */
    void forget(PackDescription pack) {
        discard(List.of(pack));
    }

    /** Makes the next reader list the packs again. */
    void forgetPacks() {
        known.set(null);
        listAnew();
    }

    /** Returns the packs that are not committed yet. */
    List<PackDescription> own() {
        return List.copyOf(own);
    }

    /** Marks these packs as committed. */
    void committed(List<PackDescription> packs) {
        packs.forEach(PackDescription::committed);
        own.removeAll(packs);
        known.updateAndGet(others -> others == null
                ? null
                : Stream.concat(packs.stream(), others.stream()).toList());
    }

    /** Marks these packs as stored under another name; open readers continue in memory. */
    void replaced(List<PackDescription> packs) {
        own.removeAll(packs);
        forgetPacks();
    }

    @Override
    protected DfsPackDescription newPack(PackSource source) {
        return draft(source);
    }

    private PackDescription draft(PackSource source) {
        UUID id = UUID.randomUUID();
        var pack = new PackDescription(
                getRepository().getDescription(), id, source, new PackDraft(storage, id, source.name()));
        pack.setLastModified(SystemReader.getInstance().now().toEpochMilli());
        return pack;
    }

    @Override
    protected void commitPackImpl(
            Collection<DfsPackDescription> packs, @Nullable Collection<DfsPackDescription> replaced) {
        List<PackDescription> finished = described(packs);
        finished.forEach(PackDescription::requireStored);
        if (replaced == null && finished.stream().allMatch(StoredObjects::waitsForRef)) {
            own.addAll(finished);
            return;
        }
        storage.commit(
                finished.stream().map(PackDescription::finished).toList(),
                replaced == null ? List.of() : ids(described(replaced)));
        committed(finished);
        forgetPacks();
    }

    private static boolean waitsForRef(PackDescription pack) {
        return pack.getPackSource() == PackSource.INSERT || pack.getPackSource() == PackSource.RECEIVE;
    }

    @Override
    protected void rollbackPack(Collection<DfsPackDescription> packs) {
        discard(described(packs));
    }

    private void discard(List<PackDescription> packs) {
        List<PackDescription> begun = packs.stream()
                .filter(pack -> pack.draft() != null && pack.draft().isBegun())
                .toList();
        if (!begun.isEmpty()) {
            begun.forEach(PackDescription::settle);
            storage.discard(ids(begun));
        }
    }

    private static List<PackDescription> described(Collection<DfsPackDescription> packs) {
        return packs.stream().map(PackDescription.class::cast).toList();
    }

    private static List<UUID> ids(List<PackDescription> packs) {
        return packs.stream().map(PackDescription::id).toList();
    }

    @Override
    protected List<DfsPackDescription> listPacks() {
        List<DfsPackDescription> packs = new ArrayList<>(own);
        List<PackDescription> others = known.getAndSet(null);
        if (others != null) {
            packs.addAll(others);
            return packs;
        }
        for (StoredPack pack : storage.packs()) {
            packs.add(PackDescription.of(getRepository().getDescription(), pack));
        }
        return packs;
    }

    @Override
    protected ReadableChannel openFile(DfsPackDescription pack, PackExt ext) throws FileNotFoundException {
        if (!pack.hasFileExt(ext)) {
            throw new FileNotFoundException(pack.getFileName(ext));
        }
        PackDescription described = (PackDescription) pack;
        PackDraft draft = described.draft();
        String extension = ext.getExtension();
        ChunkReader.Chunks chunks = draft == null
                ? (first, most) -> storage.read(described.id(), extension, first, most)
                : (first, most) -> draft.read(extension, first, most);
        return new ChunkReader(chunks, pack.getFileSize(ext));
    }

    @Override
    protected DfsOutputStream writeFile(DfsPackDescription pack, PackExt ext) {
        PackDraft draft = ((PackDescription) pack).draft();
        if (draft == null) {
            throw new IllegalStateException(pack + " is committed already");
        }
        return draft.newFile(ext.getExtension());
    }

    @Override
    public Set<ObjectId> getShallowCommits() {
        return Set.of();
    }

    @Override
    public void setShallowCommits(Set<ObjectId> shallowCommits) {
        if (!shallowCommits.isEmpty()) {
            throw new UnsupportedOperationException("The history of a space is never shallow");
        }
    }

    @Override
    public long getApproximateObjectCount() {
        return storage.packs().stream().mapToLong(StoredPack::objects).sum();
    }

    /** Discards the packs that were not committed. */
    @Override
    public void close() {
        super.close();
        List<PackDescription> forgotten = own();
        own.removeAll(forgotten);
        try {
            discard(forgotten);
        } catch (StoreException e) {
            LOG.warn("Could not delete the quarantine of {}; maintenance deletes it later", getRepository(), e);
        }
    }
}
