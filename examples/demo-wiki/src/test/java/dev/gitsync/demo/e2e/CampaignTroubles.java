package dev.gitsync.demo.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three replicas over one PostgreSQL, each behind a {@link CommitProxy}, and the failures that it causes: {@value #KINDS} kinds in turn.
 * The seed is the number of the first kind, so that any {@value #KINDS} failures in a row are one of each kind.
 */
final class CampaignTroubles implements AutoCloseable {
    static final int REPLICAS = 3;
    /** The number of kinds of failures. */
    static final int KINDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(CampaignTroubles.class);
    private static final List<CommitProxy.Fate> FATES = Arrays.stream(CommitProxy.Fate.values())
            .filter(fate -> fate != CommitProxy.Fate.STILL)
            .toList();
    private static final int OTHERS = KINDS - FATES.size();
    private static final int ROBBERIES = 20;
    private static final int SEED = Integer.getInteger("gitsync.campaign.seed", 1);
    /** For a space that is edited all the time. */
    private static final Map<String, String> SETTINGS = Map.of("GIT_SYNC_PUSH_MERGE_WINDOW_MS", "60000");

    private final AtomicReferenceArray<Replica> replicas = new AtomicReferenceArray<>(REPLICAS);
    private final List<CommitProxy> proxies = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final Path folder;
    private final Jdbi jdbi;
    private final CampaignLog log;

    CampaignTroubles(Path folder, int postgresPort, Jdbi jdbi, CampaignLog log) throws Exception {
        this.folder = folder;
        this.jdbi = jdbi;
        this.log = log;
        for (int i = 0; i < REPLICAS; i++) {
            proxies.add(new CommitProxy(postgresPort, this::crashPostgres));
            replicas.set(i, start(i));
        }
    }

    /** Returns the replica that has this number now. */
    Replica replica(int number) {
        return replicas.get(number % REPLICAS);
    }

    /** Causes the next kind of failure, which lasts until {@code passed} returns. */
    void make(int number, Runnable passed) throws Exception {
        int victim = random.nextInt(REPLICAS);
        int kind = (number + SEED - 1) % KINDS;
        switch (kind) {
            case 0 -> stop(victim, passed);
            case 1 -> lie(passed);
            case 2 -> crash(passed);
            case 3 -> kill(victim, passed);
            case 4 -> standStill(victim, passed);
            default -> loseCommit(victim, FATES.get(kind - OTHERS), passed);
        }
    }

    private void loseCommit(int victim, CommitProxy.Fate fate, Runnable passed) {
        log.begins("COMMIT " + fate.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        proxies.get(victim).arm(fate);
        await().atMost(CampaignActor.PATIENCE).until(() -> !proxies.get(victim).isArmed());
        passed.run();
    }

    private void standStill(int victim, Runnable passed) {
        log.begins("network to PostgreSQL stands still");
        proxies.get(victim).standStill(true);
        try {
            passed.run();
        } finally {
            proxies.get(victim).standStill(false);
        }
    }

    private void kill(int victim, Runnable passed) throws Exception {
        log.begins("kill -9");
        replicas.get(victim).kill();
        passed.run();
        replicas.set(victim, start(victim));
    }

    private void stop(int victim, Runnable passed) throws Exception {
        log.begins("SIGSTOP");
        replicas.get(victim).signal("STOP");
        try {
            passed.run();
        } finally {
            replicas.get(victim).signal("CONT");
        }
    }

    /** Removes leases from their holders. */
    private void lie(Runnable passed) {
        log.begins("lock lies");
        for (int i = 0; i < ROBBERIES; i++) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptionsInstanceOf(JdbiException.class)
                    .until(() -> jdbi.withHandle(handle ->
                                    handle.execute("UPDATE gitsync_leases SET owner = NULL WHERE owner IS NOT NULL"))
                            > 0);
        }
        passed.run();
    }

    private void crash(Runnable passed) {
        log.begins("PostgreSQL crashes");
        crashPostgres();
        passed.run();
    }

    /** Kills a process of PostgreSQL, which then restarts as after a power cut. */
    private void crashPostgres() {
        try {
            int pid = jdbi.withHandle(handle -> handle.createQuery(
                            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' LIMIT 1")
                    .mapTo(Integer.class)
                    .one());
            new ProcessBuilder("kill", "-QUIT", Integer.toString(pid)).start().waitFor();
        } catch (JdbiException e) {
            LOG.debug("PostgreSQL is away", e);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Replica start(int number) throws Exception {
        String database = "jdbc:postgresql://127.0.0.1:" + proxies.get(number).port()
                + "/postgres?user=postgres&sslmode=disable&gssEncMode=disable";
        Path data = folder.resolve("replica-" + number + "-" + System.nanoTime());
        return Replica.start(data, database, SETTINGS);
    }

    /** Makes every replica write the stack traces of its threads into its log. */
    void dumpThreads() throws Exception {
        for (int i = 0; i < REPLICAS; i++) {
            replicas.get(i).signal("QUIT");
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < REPLICAS; i++) {
            if (replicas.get(i) != null) {
                replicas.get(i).kill();
            }
        }
        for (CommitProxy proxy : proxies) {
            proxy.close();
        }
    }
}
