package dev.gitsync.internal.schedule;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What the scheduler lives on.
 *
 * @param nanoTime nanoseconds that only grow, from any beginning, as {@link System#nanoTime()}
 * @param random numbers in {@code [0, 1)}
 * @param executor runs each job on a thread of its own; the scheduler itself sees to it that there are not too many
 * @param wake makes {@link Scheduler#dispatch()} be called soon, from another thread than the caller's; must not block
 */
record Surroundings(LongSupplier nanoTime, DoubleSupplier random, Executor executor, Runnable wake) {}
