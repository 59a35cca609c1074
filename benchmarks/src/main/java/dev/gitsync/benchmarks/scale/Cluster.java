package dev.gitsync.benchmarks.scale;

import dev.gitsync.benchmarks.side.BenchDatabase;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Replicas over one database. */
final class Cluster implements AutoCloseable {
    static final String HEADER = """
            | spaces | replicas | connections | first round: time | statements per space and replica | server CPU | replica CPU \
            | a poll: statements | server CPU | replica CPU | an edit: statements | server CPU | in git after |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|""";

    private static final long PAUSE_MILLIS = 20;
    private static final int POLLS = 3;

    private final Site site;
    private final List<Replica> replicas = new ArrayList<>();

    /**
     * The database of a cluster.
     *
     * @param files the folder with its data
     */
    record Site(BenchDatabase database, Path files) {}

    Cluster(Site site, int count, Duration pollInterval) {
        this.site = site;
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica(site.database().jdbcUrl(), pollInterval));
        }
    }

    /** Creates spaces without pages. */
    static void createSpaces(BenchDatabase database, int count) {
        database.pool()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO gitsync_spaces (id, tenant_id, name, settings)
                        SELECT 'space-' || i, '', 'Space', '{"gitSync": {"enabled": true}}' FROM generate_series(1, :n) AS i""").bind("n", count).execute());
        database.execute("VACUUM ANALYZE");
    }

    /** Returns a row of the table. */
    String measure(int spaces, int edits) throws InterruptedException {
        Usage begin = usage();
        long started = System.nanoTime();
        replicas.forEach(Replica::start);
        awaitPolls(2);
        awaitSilence();
        long startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        Usage first = usage().since(begin);
        Usage poll = perPoll();
        long[] latencies = new long[edits];
        Usage beforeEdits = usage();
        for (int i = 0; i < edits; i++) {
            latencies[i] = edit("space-" + (1 + (long) i * spaces / edits));
        }
        awaitSilence();
        Usage edited = usage().since(beforeEdits);
        Arrays.sort(latencies);
        long connections = site.database()
                .count("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + Replica.NAME + "'");
        double rounds = (double) spaces * replicas.size();
        return String.format(
                Locale.ROOT,
                "| %,d | %d | %d | %.1f s | %.2f | %.1f s | %.1f s | %d | %,d ms | %,d ms | %.1f | %.1f ms | %.1f s |",
                spaces,
                replicas.size(),
                connections,
                startMillis / 1e3,
                first.statements() / rounds,
                first.server() / 1e3,
                first.replicas() / 1e3,
                poll.statements(),
                poll.server(),
                poll.replicas(),
                (double) (edited.statements() - edited.polls() * poll.statements()) / edits,
                (double) (edited.server() - edited.polls() * poll.server()) / edits,
                latencies[edits / 2] / 1e3);
    }

    /** Returns the cost of one poll of one replica while nothing happens. */
    private Usage perPoll() throws InterruptedException {
        Usage begin = usage();
        awaitPolls(POLLS);
        Usage all = usage().since(begin);
        return new Usage(
                Math.round((double) all.statements() / all.polls()),
                1,
                all.server() / all.polls(),
                all.replicas() / all.polls());
    }

    /** Edits a page of a space, and returns the milliseconds until git has the edit. */
    private long edit(String id) throws InterruptedException {
        var jdbi = site.database().pool().jdbi();
        JdbiPageStore store = new JdbiPageStore(jdbi);
        Space space = new JdbiSpaces(jdbi).find(new SpaceId(id)).orElseThrow();
        long before = refs(id);
        Provenance ada = Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.now(), "edit");
        String title = "Page " + System.nanoTime();
        store.apply(
                space,
                List.of(new PageChange.Create(store.newPageId(space), new PageContent(null, title, "text"), ada)),
                ApplyContext.edit("ada"));
        long begin = System.nanoTime();
        await(() -> refs(id) != before);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private long refs(String id) {
        return site.database()
                .count("SELECT count(*) + coalesce(max(hashtext(target)), 0) FROM gitsync_refs"
                        + " WHERE name = 'refs/heads/main' AND space_id = '" + id + "'");
    }

    /** Waits until each replica has polled so many more times. */
    private void awaitPolls(int count) throws InterruptedException {
        long[] end =
                replicas.stream().mapToLong(replica -> replica.polls() + count).toArray();
        await(() -> {
            for (int i = 0; i < end.length; i++) {
                if (replicas.get(i).polls() < end[i]) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Waits until the replicas have made no statements but those of polls from one poll of each to the next but one. */
    private void awaitSilence() throws InterruptedException {
        Usage part;
        do {
            Usage begin = usage();
            awaitPolls(2);
            part = usage().since(begin);
        } while (part.statements() > 3 * (part.polls() + replicas.size()));
    }

    private Usage usage() {
        return Usage.now(site.files(), replicas);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}
