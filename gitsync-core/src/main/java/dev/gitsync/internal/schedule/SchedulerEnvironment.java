package dev.gitsync.internal.schedule;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The clock, random source and executor of the scheduler, replaceable in tests.
 *
 * @param nanoTime a monotonic clock in nanoseconds with an arbitrary origin, as {@link System#nanoTime()}
 * @param random numbers in {@code [0, 1)}
 * @param executor runs each job on a thread of its own; the scheduler limits how many run at once
 * @param wake causes a prompt call of {@link Scheduler#dispatch()} on another thread than the caller's; must not block
 */
record SchedulerEnvironment(LongSupplier nanoTime, DoubleSupplier random, Executor executor, Runnable wake) {}
