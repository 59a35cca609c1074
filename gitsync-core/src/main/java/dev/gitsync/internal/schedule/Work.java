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
 * What the scheduler does.
 *
 * @param spaces asked once a poll for all spaces that take part
 * @param cycle brings one space up to date, waits for nobody, and costs little when there is nothing to do
 * @param marks asked once a poll: for each space a version token that stays the same as long as a cycle has nothing to do, or
 *     nothing where that is unknown
 */
public record Work(
        SpaceDirectory spaces, Function<SpaceId, SyncReport> cycle, Function<List<Space>, Map<SpaceId, String>> marks) {
    /** Every poll looks at every space. */
    public Work(SpaceDirectory spaces, Function<SpaceId, SyncReport> cycle) {
        this(spaces, cycle, all -> Map.of());
    }

    /** The version tokens of wiki and repositories together. */
    public static Map<SpaceId, String> marks(PageStore pages, RepositoryStore repositories, List<Space> spaces) {
        Optional<Map<SpaceId, String>> ofPages = pages.versionTokens(spaces);
        Optional<Map<SpaceId, String>> ofRefs =
                ofPages.isEmpty() ? Optional.empty() : repositories.versionTokens(spaces);
        Map<SpaceId, String> both = new HashMap<>();
        if (ofPages.isPresent() && ofRefs.isPresent()) {
            ofPages.get().forEach((space, mark) -> {
                String refs = ofRefs.get().get(space);
                if (refs != null) {
                    both.put(space, mark + " " + refs);
                }
            });
        }
        return both;
    }
}
