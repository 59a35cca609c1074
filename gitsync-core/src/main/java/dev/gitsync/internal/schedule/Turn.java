package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;

/**
 * When one space is to be synced next, and why. Times are nanoseconds on the scheduler's own time. {@link SpaceQueue} takes
 * care that nobody else looks while a turn changes.
 */
final class Turn {
    static final long NEVER = Long.MAX_VALUE;

    final SpaceId space;
    /** The place in the line among turns that are ready at the same time. */
    long number;

    private long pollDue = NEVER;
    private long eventDue = NEVER;
    private long firstEvent = NEVER;
    private long notBefore;
    private int failures;
    private boolean running;
    private boolean answersEvent;

    Turn(SpaceId space) {
        this.space = space;
    }

    /** From when on the space may be taken, or {@link #NEVER}. */
    long readyAt() {
        long due = Math.min(pollDue, eventDue);
        return running || due == NEVER ? NEVER : Math.max(due, notBefore);
    }

    /** Whether there is nothing to remember about the space. */
    boolean isBlank() {
        return !running && failures == 0 && pollDue == NEVER && eventDue == NEVER;
    }

    /** Whether nothing but the poll asks for the space. */
    boolean isPollOnly() {
        return !running && eventDue == NEVER;
    }

    /** The poll asks for the space. An event that waits for quiet is left to do so, and a cycle that runs is enough. */
    void poll(long now) {
        if (!running && eventDue == NEVER && pollDue == NEVER) {
            pollDue = now;
        }
    }

    /** Something changed in the space: wait until it has been quiet for {@code debounce}, but not longer than {@code longest}. */
    void event(long now, long debounce, long longest) {
        firstEvent = Math.min(firstEvent, now);
        eventDue = Math.min(now + debounce, firstEvent + longest);
    }

    /** The cycle begins, and sees everything that was asked for until now. */
    void begin() {
        running = true;
        answersEvent = eventDue != NEVER;
        pollDue = NEVER;
        eventDue = NEVER;
        firstEvent = NEVER;
    }

    /** The cycle ended well. A further one goes to the back of the line. */
    void settle(long now) {
        running = false;
        failures = 0;
        notBefore = now;
    }

    /** The cycle met somebody else: an event is tried again after {@code pause}, a poll has its next tick. */
    void busy(long now, long pause) {
        running = false;
        notBefore = now + pause;
        if (answersEvent) {
            repeatEvent(now);
        }
    }

    /** The cycle failed: whatever asked for it asks again after a pause. */
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
