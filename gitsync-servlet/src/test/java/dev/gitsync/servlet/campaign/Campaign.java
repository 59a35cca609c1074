package dev.gitsync.servlet.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.servlet.campaign.CuttingProxy.Cut;
import dev.gitsync.servlet.campaign.CuttingProxy.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs mirrors whose processes are killed and whose connections are cut, while people change pages at all sides. In the end, it lets
 * the mirrors run undisturbed until both sides agree.
 */
final class Campaign {
    private static final Logger LOG = LoggerFactory.getLogger(Campaign.class);
    private static final int FEWEST_CYCLES = 6;
    private static final int CYCLES_PER_LINE = 50;
    private static final int MOST_ROUNDS = 60;
    private static final int MOST_GIT_CALLS = 1_000;
    private static final int MOST_CALLS = 20;
    private static final int MOST_BYTES = 20_000;
    private static final int MOST_CONNECTIONS = 6;

    private final long seconds;
    private final Random seeds;
    private final Changes changes;
    private final List<Side> sides = new ArrayList<>();
    private final List<Participant> people = new ArrayList<>();
    /** Conflicts are solved now and then while people make no others. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private final List<Semaphore> turns = new ArrayList<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final long start = System.nanoTime();
    private volatile boolean isOver;

    Campaign(long seconds, long seed, Changes changes) {
        this.seconds = seconds;
        this.seeds = new Random(seed);
        this.changes = changes;
    }

    /**
     * A mirror.
     *
     * @param proxy what is between the wiki and its remote
     * @param solver merges both sides of a conflict
     * @param killer kills the remote, unless that is another side
     */
    record Side(CampaignWiki wiki, CuttingProxy proxy, Participant solver, Optional<RemoteKiller> killer) {}

    Campaign side(Side side) {
        sides.add(side);
        return this;
    }

    Campaign people(Participant more) {
        people.add(more);
        turns.add(new Semaphore(1));
        return this;
    }

    /** Runs everything, and returns when both sides agree. */
    void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(sides.size() + people.size());
        List<Future<?>> all = new ArrayList<>();
        try {
            for (Side side : sides) {
                all.add(threads.submit(runner(side, new Random(seeds.nextLong()))));
            }
            for (int i = 0; i < people.size(); i++) {
                all.add(threads.submit(actor(people.get(i), turns.get(i))));
            }
            for (Future<?> one : all) {
                await(one);
            }
        } finally {
            isOver = true;
            threads.shutdownNow();
        }
        settle();
        LOG.info("{} acknowledged changes: {}", changes.count(), changes.figures());
        assertThat(unexpected).as("unexpected outcomes").isEmpty();
    }

    private static void await(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a part of the campaign failed", e.getCause());
        }
    }

    private Callable<Void> actor(Participant who, Semaphore turn) {
        return () -> {
            while (true) {
                turn.acquire();
                if (isOver) {
                    return null;
                }
                change(who, changing.readLock());
            }
        };
    }

    private void change(Participant who, Lock lock) {
        lock.lock();
        try {
            who.change();
        } catch (IOException e) {
            changes.count("could not fetch");
        } finally {
            lock.unlock();
        }
    }

    private Callable<Void> runner(Side side, Random random) {
        return () -> {
            try {
                for (int cycle = 0; !isEnough(); cycle++) {
                    turns.forEach(turn -> turn.release(random.nextInt(2)));
                    disturb(side, random, cycle);
                    cycle(side, random);
                }
            } finally {
                isOver = true;
                turns.forEach(turn -> turn.release(1));
            }
            return null;
        };
    }

    private boolean isEnough() {
        return isOver
                || (changes.figure("cycles") >= FEWEST_CYCLES
                        && System.nanoTime() - start
                                > Duration.ofSeconds(seconds).toNanos()
                        && Stream.of("kills", "cuts", Outcome.CONFLICT.name(), "solver push DONE")
                                .allMatch(event -> changes.figure(event) > 0)
                        && (changes.figure("remote kills") > 0
                                || sides.stream().allMatch(side -> side.killer().isEmpty())));
    }

    /** Lets the next run meet a kill or a cut, or in some cases nothing. */
    private static void disturb(Side side, Random random, int cycle) {
        switch (cycle % 6) {
            case 0 -> side.wiki().life().endAtGitCall(fewMostly(random, MOST_GIT_CALLS), random.nextBoolean());
            case 1, 4 -> {
                Place place = Place.values()[random.nextInt(Place.values().length)];
                Cut cut = new Cut(place, fewMostly(random, MOST_BYTES));
                side.proxy().arm(1 + random.nextInt(MOST_CONNECTIONS), cut);
            }
            case 2 -> side.killer().ifPresent(killer -> killer.arm(random));
            case 3 -> side.wiki().life().endAtCall(fewMostly(random, MOST_CALLS), random.nextBoolean());
            default -> {} // undisturbed
        }
    }

    private void cycle(Side side, Random random) {
        int cuts = side.proxy().cuts();
        MirrorReport report = side.wiki().run();
        changes.count("cycles");
        if (changes.figure("cycles") % CYCLES_PER_LINE == 0) {
            LOG.info("{} acknowledged changes so far: {}", changes.count(), changes.figures());
        }
        if (side.proxy().cuts() > cuts) {
            changes.count("cuts");
        }
        boolean isRemoteKilled = side.killer().filter(RemoteKiller::calm).isPresent();
        side.killer().filter(killer -> isRemoteKilled).ifPresent(this::tidy);
        if (side.wiki().life().isOver()) {
            changes.count("kills");
            side.wiki().restart();
        } else {
            note(report, isRemoteKilled);
            if (report.outcome() == Outcome.CONFLICT && random.nextBoolean()) {
                change(side.solver(), random.nextBoolean() ? changing.writeLock() : changing.readLock());
            }
        }
    }

    private void tidy(RemoteKiller killer) {
        changes.count("remote kills");
        changing.writeLock().lock();
        try {
            killer.tidy();
        } finally {
            changing.writeLock().unlock();
        }
    }

    private static int fewMostly(Random random, int most) {
        return (int) Math.round(Math.pow(most, random.nextDouble()));
    }

    private void note(MirrorReport report, boolean isRemoteKilled) {
        changes.count(report.outcome().name());
        if (isRemoteKilled && report.outcome() == Outcome.REFUSED_BY_REMOTE) {
            return; // A killed process of the remote had left a lock.
        }
        switch (report.outcome()) {
            case UP_TO_DATE, PUSHED, TAKEN_IN, BOTH_WAYS, BUSY, UNREACHABLE, REMOTE_FAILED, CONFLICT, IN_PROGRESS -> {}
            default -> unexpected.add(report.toString());
        }
    }

    private void settle() throws IOException {
        long from = System.nanoTime();
        sides.forEach(side -> {
            side.proxy().calm();
            side.wiki().restart();
        });
        boolean isSettled = false;
        for (int round = 0; round < MOST_ROUNDS && !isSettled; round++) {
            isSettled = true;
            for (Side side : sides) {
                MirrorReport report = side.wiki().run();
                note(report, false);
                assertThat(report.outcome().next()).as("%s", report).isNotEqualTo(Next.RETRY);
                if (report.outcome() == Outcome.CONFLICT) {
                    side.solver().change();
                }
                isSettled &= report.outcome() == Outcome.UP_TO_DATE;
            }
        }
        LOG.info(
                "Settled {} after {} ms",
                isSettled,
                Duration.ofNanos(System.nanoTime() - from).toMillis());
        assertThat(isSettled).as("both sides agree").isTrue();
    }
}
