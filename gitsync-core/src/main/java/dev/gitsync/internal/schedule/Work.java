package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.store.SpaceDirectory;
import java.util.function.Function;

/**
 * What the scheduler does.
 *
 * @param spaces asked once a poll for all spaces that take part
 * @param cycle brings one space up to date, waits for nobody, and costs little when there is nothing to do
 */
public record Work(SpaceDirectory spaces, Function<SpaceId, SyncReport> cycle) {}
