package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.jgit.RecentCommits;
import dev.gitsync.jdbi.internal.jgit.StoredRepository;
import dev.gitsync.jdbi.internal.repository.JdbiPacks;
import dev.gitsync.jdbi.internal.repository.JdbiRefs;
import dev.gitsync.jdbi.internal.repository.RecentWrites;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.Repack;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.eclipse.jgit.lib.Repository;

/**
 * Maintenance of the repositories in PostgreSQL. Every push and every cycle leaves a small pack; maintenance repacks
 * them and deletes unreachable objects. It never blocks a push or a clone: replaced packs and unreachable objects are
 * deleted only after a grace period. One process at a time maintains a space.
 *
 * @param grace the longest time that a push or a clone may take
 */
record JdbiMaintenance(Database database, Duration grace, RecentWrites lately) {
    /**
     * Maintains one space. Returns false if another process maintains it, or if so much changed during the run that
     * another run is due.
     *
     * @param collection deletes what belongs to the repository but is not part of it
     */
    boolean run(Space space, Runnable collection) throws InterruptedException {
        try (var lock = new LeasedSpaceLock(new JdbiLeases(database.jdbi()))) {
            SpaceLock.Attempt attempt = lock.acquire(leaseFor(space), Duration.ZERO);
            if (!(attempt instanceof SpaceLock.Attempt.Acquired acquired)) {
                return false;
            }
            try (var lease = acquired.lease()) {
                String id = space.id().value();
                JdbiPacks packs = new JdbiPacks(database, id, lately);
                StoredRepository.Parts parts = new StoredRepository.Parts(
                        packs, new JdbiRefs(database, id, packs), new RecentCommits(), PackLimits.defaults());
                try (Repository repository = StoredRepository.open(id, parts).git()) {
                    boolean isDone = Repack.run(repository, grace);
                    packs.purge(grace);
                    collection.run();
                    return isDone && lease.isHeld();
                }
            }
        }
    }

    /**
     * Returns a space to lease in place of {@code space}, because pushes need the lease of {@code space} during
     * maintenance.
     */
    private static Space leaseFor(Space space) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(space.id().value().getBytes(StandardCharsets.UTF_8));
            return new Space(
                    new SpaceId("maintenance-" + HexFormat.of().formatHex(hash, 0, 16)), space.tenant(), space.name());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
