package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;

/**
 * The state of one space in the {@link SpaceQueue}: when it is due next, and whether a poll or an event requested it. Times are
 * nanoseconds on the scheduler's clock. Confined to the queue, which synchronises access.
 */
final class QueueEntry {
    static final long NEVER = Long.MAX_VALUE;

    final SpaceId space;
    /** Orders entries that become ready at the same time. */
    long number;

    private long pollDue = NEVER;
    private long eventDue = NEVER;
    private long firstEvent = NEVER;
    private long notBefore;
    private int failures;
    private boolean running;
    private boolean answersEvent;

    QueueEntry(SpaceId space) {
        this.space = space;
    }

    /** Returns the time from which the space may be taken, or {@link #NEVER}. */
    long readyAt() {
        long due = Math.min(pollDue, eventDue);
        return running || due == NEVER ? NEVER : Math.max(due, notBefore);
    }

    /** Returns whether the entry holds no state and can be removed. */
    boolean isBlank() {
        return !running && failures == 0 && pollDue == NEVER && eventDue == NEVER;
    }

    /** Returns whether at most a poll has requested the space. */
    boolean isPollOnly() {
        return !running && eventDue == NEVER;
    }

    /** Records a request by a poll. Ignored while an event is pending or a cycle runs. */
    void poll(long now) {
        if (!running && eventDue == NEVER && pollDue == NEVER) {
            pollDue = now;
        }
    }

    /** Records a change: the space is due {@code debounce} after the last change, but at most {@code longest} after the first. */
    void event(long now, long debounce, long longest) {
        firstEvent = Math.min(firstEvent, now);
        eventDue = Math.min(now + debounce, firstEvent + longest);
    }

    /** Records that a cycle begins, which serves all requests so far. */
    void begin() {
        running = true;
        answersEvent = eventDue != NEVER;
        pollDue = NEVER;
        eventDue = NEVER;
        firstEvent = NEVER;
    }

    /** Records that the cycle succeeded. The next request goes to the back of the queue. */
    void recordSuccess(long now) {
        running = false;
        failures = 0;
        notBefore = now;
    }

    /** Records that another process or thread held the lease: an event is retried after {@code pause}, a poll at its next interval. */
    void busy(long now, long pause) {
        running = false;
        notBefore = now + pause;
        if (answersEvent) {
            repeatEvent(now);
        }
    }

    /** Records that the cycle failed: its request is repeated after a back-off. */
    void fail(long now, Backoff backoff) {
        running = false;
        failures++;
        notBefore = now + backoff.nanos(failures);
        if (answersEvent) {
            repeatEvent(now);
        } else {
            pollDue = now;
        }
    }

    private void repeatEvent(long now) {
        firstEvent = Math.min(firstEvent, now);
        eventDue = Math.min(eventDue, now);
    }
}
