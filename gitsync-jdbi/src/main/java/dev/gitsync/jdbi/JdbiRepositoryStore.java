package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.jgit.RecentCommits;
import dev.gitsync.jdbi.internal.jgit.StoredRepository;
import dev.gitsync.jdbi.internal.repository.JdbiPacks;
import dev.gitsync.jdbi.internal.repository.JdbiRefs;
import dev.gitsync.jdbi.internal.repository.RecentWrites;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.Compaction;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.store.TransactionDomain;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The git repositories of the spaces in PostgreSQL: packs in chunks of 64 KiB, refs in rows. The scripts in
 * {@code dev/gitsync/jdbi/migration/repositories} create its tables. Nothing is stored on the disk of the server, so
 * every replica can serve every space. Safe for use by several threads.
 *
 * <p>{@link PackCache} caches the chunks that were read. A connection is held for one statement at a time, however slow
 * the client is. {@code Repository} and the objects obtained from it throw {@link StoreException} when the database is
 * unreachable.
 *
 * <p>Within a transaction that the calling thread has opened on the same {@link Jdbi}, ref updates are part of that
 * transaction. With a {@link JdbiPageStore} on the same {@link Jdbi}, or another page store that declares the same
 * {@link #transactionDomain transaction domain}, a push is one transaction.
 */
public final class JdbiRepositoryStore implements RepositoryStore {
    /** The default grace period before unneeded data is deleted. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(6);

    private final Database database;
    private final Duration grace;
    private final RecentWrites lately = new RecentWrites();
    private final RecentCommits commits = new RecentCommits();
    private final ContentCollection.Presence attachments = new ContentCollection.Presence();
    private final Set<SpaceId> beingTidied = ConcurrentHashMap.newKeySet();

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
    public JdbiRepositoryStore(Jdbi jdbi) {
        this(jdbi, DEFAULT_GRACE);
    }

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     *
     * @param grace the longest time that a push or a clone may take; unneeded data is kept for this long. Must not be
     *     negative
     */
    public JdbiRepositoryStore(Jdbi jdbi, Duration grace) {
        if (grace.isNegative()) {
            throw new InvalidInputException("grace is " + grace + ", but must not be negative");
        }
        this.database = new Database(jdbi);
        this.grace = grace;
    }

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        String id = space.id().value();
        JdbiPacks packs = packs(space);
        return StoredRepository.open(
                id, new StoredRepository.Parts(packs, new JdbiRefs(database, id, packs), commits, limits));
    }

    private JdbiPacks packs(Space space) {
        return new JdbiPacks(database, space.id().value(), lately);
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.of(database.read(
                "look where the refs of " + spaces.size() + " spaces are",
                handle -> handle.createQuery("""
                                SELECT ids.id, md5(coalesce(string_agg(name || ' ' || target, ',' ORDER BY name), '')) AS mark
                                FROM unnest(:ids) AS ids (id) LEFT JOIN gitsync_refs ON space_id = ids.id
                                GROUP BY ids.id""")
                        .bindBySqlType("ids", Columns.ids(spaces), Types.ARRAY)
                        .reduceResultSet(new HashMap<>(), Columns::token)));
    }

    /**
     * Returns a task that compacts the small packs that this process has seen, if any. Each write leaves one small
     * pack.
     */
    @Override
    public Optional<Runnable> pendingCompaction(Space space) {
        List<UUID> packs = lately.take(space.id().value());
        return packs.isEmpty() ? Optional.empty() : Optional.of(() -> compact(space, packs));
    }

    private void compact(Space space, List<UUID> packs) {
        if (!beingTidied.add(space.id())) {
            return; // Another thread is compacting packs of this space; the next listing finds those that remain.
        }
        try {
            Compaction.run(packs(space), packs);
        } catch (StoreException e) {
            lately.failed(packs);
            throw e;
        } finally {
            beingTidied.remove(space.id());
        }
    }

    @Override
    public boolean needsMaintenance(Space space) {
        return packs(space).needMaintenance(grace)
                || (attachments.in(database) && new ContentCollection(database, this).isDue(space));
    }

    /**
     * Maintains the space under a separate lease, one process at a time. Also deletes contents of attachments that are no longer
     * needed, if the database has attachments.
     */
    @Override
    public boolean maintain(Space space) throws InterruptedException {
        return new JdbiMaintenance(database, grace, lately).run(space, () -> {
            if (attachments.in(database)) {
                new ContentCollection(database, this).run(space, ContentCollection.GRACE);
            }
        });
    }

    @Override
    public List<SpaceId> withPrefix(String prefix) {
        return database.read(
                "list the repositories whose ids begin with " + prefix,
                handle -> handle.createQuery("""
                                SELECT space_id FROM gitsync_refs WHERE starts_with(space_id, :prefix)
                                UNION SELECT space_id FROM gitsync_packs WHERE starts_with(space_id, :prefix)""")
                        .bind("prefix", prefix)
                        .mapTo(String.class)
                        .map(SpaceId::new)
                        .list());
    }

    @Override
    public void remove(Space space) {
        String id = space.id().value();
        database.writeAtLength("remove the repository of space " + id, handle -> {
            handle.execute("DELETE FROM gitsync_refs WHERE space_id = ?", id);
            return handle.execute("DELETE FROM gitsync_packs WHERE space_id = ?", id);
        });
        lately.take(id);
    }

    /** Returns the transaction domain of the underlying {@link Jdbi}. */
    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return Optional.of(TransactionDomain.of(database.jdbi()));
    }
}
