package dev.gitsync.demo.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uses the wiki in one way, round after round. Tries one replica after the other, as behind a load balancer, until a
 * request succeeds. Fails if that takes longer than {@link #PATIENCE}, and reports the last answer.
 */
final class CampaignActor implements Callable<Void> {
    /** Longer than any single failure lasts. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int REMEMBERED = 8;
    private static final long PAUSE_MILLIS = 100;

    private final Who who;
    private final Round round;
    private final CampaignLog log;
    private final CountDownLatch end;
    private final Deque<String> answers = new ArrayDeque<>();
    private int begun;
    private int ended;

    CampaignActor(Who who, Round round, CampaignLog log, CountDownLatch end) {
        this.who = who;
        this.round = round;
        this.log = log;
        this.end = end;
    }

    /**
     * Who acts.
     *
     * @param role what it does
     * @param home the replica that it asks first
     * @param thought how long it rests between two rounds
     */
    record Who(String role, int home, Duration thought) {}

    /** A task of an actor, started again in each round. */
    @FunctionalInterface
    interface Round {
        Attempt begin() throws Exception;
    }

    /** One attempt at one replica. Returns the reason of a failure, or an empty string. */
    @FunctionalInterface
    interface Attempt {
        Optional<String> at(int replica) throws Exception;
    }

    @Override
    public Void call() throws Exception {
        do {
            runOnce();
        } while (!end.await(who.thought().toMillis(), TimeUnit.MILLISECONDS));
        return null;
    }

    private void runOnce() throws Exception {
        CampaignLog.Since since = log.now();
        count(1, 0);
        Attempt attempt = round.begin();
        AtomicInteger tries = new AtomicInteger();
        await(this + " gets through")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(PAUSE_MILLIS))
                .until(() -> {
                    Optional<String> failure = attempt.at(who.home() + tries.getAndIncrement());
                    failure.ifPresent(this::refused);
                    return failure.isEmpty();
                });
        log.done(who.role(), since, tries.get());
        count(0, 1);
    }

    private synchronized void refused(String answer) {
        log.refused(who.role(), answer);
        answers.addLast(answer);
        if (answers.size() > REMEMBERED) {
            answers.removeFirst();
        }
    }

    private synchronized void count(int more, int done) {
        begun += more;
        ended += done;
    }

    /** Returns the number of rounds that have started. */
    synchronized int begun() {
        return begun;
    }

    /** Returns the number of rounds that have finished. */
    synchronized int ended() {
        return ended;
    }

    @Override
    public synchronized String toString() {
        return who.role() + " " + who.home() + " in round " + begun + ", told at last: " + answers;
    }
}
