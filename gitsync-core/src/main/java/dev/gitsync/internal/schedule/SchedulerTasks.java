package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operations that the scheduler runs.
 *
 * @param spaces lists the enabled spaces, once a poll
 * @param cycle syncs one space without waiting for a lease; cheap when nothing has changed
 * @param versionTokens returns, once a poll, a token for each space that changes whenever a cycle may have work to do; a space whose token is
 *     unknown is left out
 */
public record SchedulerTasks(
        SpaceDirectory spaces,
        Function<SpaceId, SyncReport> cycle,
        Function<List<Space>, Map<SpaceId, String>> versionTokens) {
    /** Creates tasks without version tokens, so that every poll runs a cycle of every space. */
    public SchedulerTasks(SpaceDirectory spaces, Function<SpaceId, SyncReport> cycle) {
        this(spaces, cycle, all -> Map.of());
    }

    /** Combines the version tokens of wiki and repository of each space; a space for which either is unknown is left out. */
    public static Map<SpaceId, String> versionTokens(
            PageStore pages, RepositoryStore repositories, List<Space> spaces) {
        Optional<Map<SpaceId, String>> ofPages = pages.versionTokens(spaces);
        Optional<Map<SpaceId, String>> ofRefs =
                ofPages.isEmpty() ? Optional.empty() : repositories.versionTokens(spaces);
        Map<SpaceId, String> both = new HashMap<>();
        if (ofPages.isPresent() && ofRefs.isPresent()) {
            ofPages.get().forEach((space, token) -> {
                String refs = ofRefs.get().get(space);
                if (refs != null) {
                    both.put(space, token + " " + refs);
                }
            });
        }
        return both;
    }
}
