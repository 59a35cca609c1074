package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.jgit.Repack;
import dev.gitsync.jdbi.jgit.StoredRepository;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.LockAttempt;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Repository;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Housekeeping for the repositories in PostgreSQL. Every push and every cycle leaves a few small packs; this puts them
 * together and deletes what nobody reaches. It never stands in the way of a push or a clone: packs that were replaced are
 * deleted a grace time later, and so is what no ref reaches, which may be a push on its way. One process at a time works on
 * a space. Safe for use by several threads.
 */
public final class JdbiMaintenance implements AutoCloseable {
    /** How long what is not needed any more is kept by default. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(JdbiMaintenance.class);

    private final Database database;
    private final LeasedSpaceLock lock;
    private final Duration grace;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gitsync-maintenance");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Works on the database behind {@code jdbi}.
     *
     * @param grace how long a push or a clone may take, at most; not negative
     */
    public JdbiMaintenance(Jdbi jdbi, Duration grace) {
        if (grace.isNegative()) {
            throw new InvalidInputException("grace is " + grace + ", but must not be negative");
        }
        this.database = new Database(jdbi);
        this.lock = new LeasedSpaceLock(new JdbiLeases(jdbi), LeasedSpaceLock.DEFAULT_TTL);
        this.grace = grace;
    }

    /**
     * Tidies up one space; answers whether it did, which it does not while another process is at it, or when so much changed
     * meanwhile that another run is due.
     *
     * @throws dev.gitsync.error.StoreException when the database can't be reached; nothing is lost then
     */
    public boolean run(Space space) throws InterruptedException {
        LockAttempt attempt = lock.acquire(leaseFor(space), Duration.ZERO);
        if (!(attempt instanceof LockAttempt.Acquired acquired)) {
            return false;
        }
        try (var lease = acquired.lease()) {
            String id = space.id().value();
            JdbiPacks packs = new JdbiPacks(database, id);
            try (Repository repository = StoredRepository.open(id, packs, new JdbiRefs(database, id))) {
                boolean isDone = Repack.run(repository, grace);
                packs.purge(grace);
                return isDone && lease.isHeld();
            }
        }
    }

    /**
     * Tidies up all spaces, again and again until this is closed; what fails is logged and tried again the next time.
     *
     * @param every the time between two rounds; the first begins after it
     */
    public void start(SpaceDirectory spaces, Duration every) {
        var unused = rounds.scheduleWithFixedDelay(
                () -> round(spaces), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round(SpaceDirectory spaces) {
        try {
            for (Space space : spaces.enabled()) {
                run(space);
            }
        } catch (RuntimeException e) {
            LOG.warn("The repositories could not all be tidied up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not the space's own lease, which pushes need meanwhile. */
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

    /** Ends its threads. */
    @Override
    public void close() {
        rounds.shutdownNow();
        lock.close();
    }
}
