package dev.gitsync.internal.work;

import dev.gitsync.internal.work.BudgetSpentException.Limit;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What one cycle may still do (law 13): a number of units, a deadline on a monotonic clock, and a {@link Keepalive} that notices when
 * the client is gone. One unit is about as much as looking at one file or reading one small object, tens of microseconds.
 *
 * <p>Loops whose length an outsider decides call {@link #spend} once per round. That is cheap: a subtraction, and a look at the
 * clock after every {@value #LOOK_EVERY} units. For one thread at a time, except {@link #cancel}.
 */
public final class WorkBudget {
    private static final long LOOK_EVERY = 64;

    private final long units;
    private final Duration time;
    private final LongSupplier nanoTime;
    private final Keepalive keepalive;
    private final PlanMemory memory;
    private final long start;
    private long nextPulse;
    private long left;
    private long held;
    private long heldForFiles;
    private long nextLook;
    private String activity = "working";
    private volatile boolean isCancelled;

    private WorkBudget(Limits limits, LongSupplier nanoTime, Keepalive keepalive) {
        this.units = limits.units();
        this.time = limits.time();
        this.memory = limits.memory();
        this.nanoTime = nanoTime;
        this.keepalive = keepalive;
        this.start = nanoTime.getAsLong();
        this.nextPulse = Keepalive.INTERVAL.toNanos();
        this.left = units;
        this.nextLook = left - LOOK_EVERY;
    }

    /** Returns a budget that is never spent, unless it is cancelled. */
    public static WorkBudget unlimited() {
        Limits limits = new Limits(Long.MAX_VALUE, Duration.ofDays(10_000), PlanMemory.unlimited());
        return new WorkBudget(limits, System::nanoTime, Keepalive.none());
    }

    /**
     * What a budget ends at.
     *
     * @param units how many units may be spent
     * @param time how long the work may take
     * @param memory what texts are held in
     */
    public record Limits(long units, Duration time, PlanMemory memory) {}

    /**
     * Returns a budget whose time begins now.
     *
     * @param nanoTime a monotonic clock, such as {@code System::nanoTime}
     * @param keepalive is told now and then that the work goes on
     */
    public static WorkBudget of(Limits limits, LongSupplier nanoTime, Keepalive keepalive) {
        return new WorkBudget(limits, nanoTime, keepalive);
    }

    /** Says what is done from now on, as a phrase such as {@code comparing 20,000 changed files}. */
    public void doing(String phrase) {
        activity = phrase;
        check();
    }

    /** Says what is done from now on and to how many; {@code doing("comparing", 20_000, "changed files")}. */
    public void doing(String verb, long count, String noun) {
        doing(String.format(Locale.ROOT, "%s %,d %s", verb, count, noun));
    }

    /**
     * Spends one unit.
     *
     * @throws BudgetSpentException when the budget is spent
     */
    public void spend() {
        spend(1);
    }

    /**
     * Spends units; looks at the clock now and then.
     *
     * @throws BudgetSpentException when the budget is spent
     */
    public void spend(long count) {
        left -= count;
        if (left <= nextLook || left < 0 || isCancelled) {
            check();
        }
    }

    /** Counts units that were spent by work which stops at a good place of its own; see {@link #isSpent}. Never throws. */
    public void charge(long count) {
        left -= count;
    }

    /**
     * Looks at the clock and at the client.
     *
     * @throws BudgetSpentException when the budget is spent
     */
    public void check() {
        nextLook = left - LOOK_EVERY;
        if (isCancelled) {
            throw new BudgetSpentException(Limit.CANCELLED, activity, "", null);
        }
        if (left < 0) {
            throw new BudgetSpentException(Limit.WORK, activity, String.format(Locale.ROOT, "%,d steps", units), null);
        }
        long elapsed = nanoTime.getAsLong() - start;
        if (elapsed > time.toNanos()) {
            throw new BudgetSpentException(Limit.TIME, activity, shown(time), null);
        }
        if (elapsed >= nextPulse) {
            nextPulse = elapsed + Keepalive.INTERVAL.toNanos();
            if (!keepalive.report(activity, Duration.ofNanos(elapsed))) {
                isCancelled = true;
                throw new BudgetSpentException(Limit.CANCELLED, activity, "", null);
            }
        }
    }

    /**
     * Looks whether anyone still waits for the answer, however new the work is. Called before work begins and before it can't be taken
     * back: a client that has given up may have asked for the same elsewhere.
     *
     * @throws BudgetSpentException when no one waits
     */
    public void requireClient() {
        if (!keepalive.isConnected()) {
            isCancelled = true;
        }
        check();
    }

    /** Whether the budget is spent, for work that can stop at a good place instead of anywhere. Never throws. */
    public boolean isSpent() {
        return isCancelled || left < 0 || nanoTime.getAsLong() - start > time.toNanos();
    }

    /**
     * Makes sure that so many bytes of text can be held at all, before any of them is read.
     *
     * @throws BudgetSpentException when they can't
     */
    public void requireRoom(long bytes) {
        if (bytes > memory.most()) {
            throw new BudgetSpentException(Limit.MEMORY, activity, shown(memory.most()), null);
        }
    }

    /**
     * Counts text that is held until {@link #releaseTexts}.
     *
     * @throws BudgetSpentException when there is no memory for it
     */
    public void hold(long bytes) {
        requireRoom(held + bytes);
        if (!memory.tryHold(bytes)) {
            throw new BudgetSpentException(Limit.MEMORY_IN_USE, activity, shown(memory.most()), null);
        }
        held += bytes;
    }

    /**
     * Counts what is noted of files, {@link PlanMemory#ofFile} each, until {@link #releaseTexts}.
     *
     * @throws BudgetSpentException when there is no memory for it
     */
    public void holdForFiles(long bytes) {
        requireRoom(heldForFiles + bytes);
        if (!memory.tryHoldForFiles(bytes)) {
            throw new BudgetSpentException(Limit.MEMORY_IN_USE, activity, shown(memory.most()), null);
        }
        heldForFiles += bytes;
    }

    /** Says that nothing is held any more. Call it at the end of the work in any case. */
    public void releaseTexts() {
        memory.release(held, heldForFiles);
        held = 0;
        heldForFiles = 0;
    }

    /** Returns how many units were spent. */
    public long spent() {
        return units - left;
    }

    /** Ends the work at its next look. May be called from any thread. */
    public void cancel() {
        isCancelled = true;
    }

    private static String shown(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes of text", bytes);
    }

    private static String shown(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0
                ? String.format(Locale.ROOT, "%,d seconds", millis / 1000)
                : String.format(Locale.ROOT, "%,d ms", millis);
    }
}
