package dev.gitsync.internal.work;

import dev.gitsync.internal.work.BudgetSpentException.Limit;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Limits the work of one cycle (law 13): a number of units, a deadline on a monotonic clock, and a {@link Keepalive} that detects when
 * the client has disconnected. One unit is about the cost of checking one file or reading one small object, tens of microseconds.
 *
 * <p>Loops whose length a client decides call {@link #spend} once per round. That is cheap: a subtraction, and a check of the
 * clock after every {@value #LOOK_EVERY} units. For one thread at a time, except {@link #cancel}.
 */
public final class WorkBudget {
    /** The number of bytes whose reading costs about one unit. */
    public static final int BYTES_PER_UNIT = 64 << 10;

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
     * The limits of a budget.
     *
     * @param units the maximum number of units
     * @param time the maximum duration of the work
     * @param memory the memory that holds texts
     */
    public record Limits(long units, Duration time, PlanMemory memory) {}

    /**
     * Returns a budget whose time begins now.
     *
     * @param nanoTime a monotonic clock, such as {@code System::nanoTime}
     * @param keepalive receives a progress report from time to time
     */
    public static WorkBudget of(Limits limits, LongSupplier nanoTime, Keepalive keepalive) {
        return new WorkBudget(limits, nanoTime, keepalive);
    }

    /** Sets the current activity, as a phrase such as {@code comparing 20,000 changed files}. */
    public void doing(String phrase) {
        activity = phrase;
        check();
    }

    /** Sets the current activity and its number of items, as in {@code doing("comparing", 20_000, "changed files")}. */
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
     * Spends units; checks the clock from time to time.
     *
     * @throws BudgetSpentException when the budget is spent
     */
    public void spend(long count) {
        left -= count;
        if (left <= nextLook || left < 0 || isCancelled) {
            check();
        }
    }

    /** Counts units spent by work that stops at a suitable point of its own; see {@link #isSpent}. Never throws. */
    public void charge(long count) {
        left -= count;
    }

    /** Counts the units that reading this many bytes costs, like {@link #charge}. Never throws. */
    public void chargeBytes(long bytes) {
        charge(bytes / BYTES_PER_UNIT);
    }

    /** Returns how many bytes can be read with the units that are left; negative if the budget is spent. */
    public long leftBytes() {
        return left > Long.MAX_VALUE / BYTES_PER_UNIT ? Long.MAX_VALUE : left * BYTES_PER_UNIT;
    }

    /**
     * Checks the clock and the client.
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
     * Checks whether the client still waits for the response, however new the work is. Called before work begins and before it can't be
     * undone: a client that has given up may have sent the same request elsewhere.
     *
     * @throws BudgetSpentException when the client has disconnected
     */
    public void requireClient() {
        if (!keepalive.isConnected()) {
            isCancelled = true;
        }
        check();
    }

    /** Returns whether the budget is spent, for work that can stop at a suitable point. Never throws. */
    public boolean isSpent() {
        return isCancelled || left < 0 || nanoTime.getAsLong() - start > time.toNanos();
    }

    /** Returns whether half of the budget is spent, for work that must leave enough for the rest. Never throws. */
    public boolean isHalfSpent() {
        return isSpent() || left < units / 2 || nanoTime.getAsLong() - start > time.toNanos() / 2;
    }

    /**
     * Checks that {@code bytes} of text can be held at all, before any text is read.
     *
     * @throws BudgetSpentException when they can't
     */
    public void requireRoom(long bytes) {
        if (bytes > memory.most()) {
            throw new BudgetSpentException(Limit.MEMORY, activity, shown(memory.most()), null);
        }
    }

    /**
     * Counts text that is held until {@link #releaseAll}.
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
     * Counts what is noted of files, {@link PlanMemory#ofFile} each, until {@link #releaseAll}.
     *
     * @throws BudgetSpentException when there is no memory for it
     */
    public void chargeFiles(long bytes) {
        requireRoom(heldForFiles + bytes);
        if (!memory.tryHoldForFiles(bytes)) {
            throw new BudgetSpentException(Limit.MEMORY_IN_USE, activity, shown(memory.most()), null);
        }
        heldForFiles += bytes;
    }

    /** Releases all memory that is held. Must be called at the end of the work in any case. */
    public void releaseAll() {
        memory.release(held, heldForFiles);
        held = 0;
        heldForFiles = 0;
    }

    /** Returns how many units were spent. */
    public long spent() {
        return units - left;
    }

    /** Cancels the work at its next check. May be called from any thread. */
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
