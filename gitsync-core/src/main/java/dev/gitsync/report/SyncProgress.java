package dev.gitsync.report;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far a long pull is.
 *
 * @param changes how many changes of the feed were brought in so far
 * @param remaining about how many are still to come, if the wiki can say
 * @param reached the time of the newest of them
 */
public record SyncProgress(long changes, OptionalLong remaining, Instant reached) {}
