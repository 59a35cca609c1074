package dev.gitsync.jdbi;

import dev.gitsync.model.Space;

/**
 * A space of the wiki, whether it takes part in git sync or not.
 *
 * @param space the space
 * @param gitSyncEnabled whether its own setting switches git sync on
 */
public record StoredSpace(Space space, boolean gitSyncEnabled) {}
