package dev.gitsync.store;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;

/**
 * Lists the spaces for which git sync is enabled. Strict opt-in: a space is listed only if its own setting enables git
 * sync and it is not deleted. Safe for use by several threads. gitsync calls {@link #find} for every request and {@link
 * #enabled} for every poll, so that a changed setting takes effect immediately.
 *
 * <p>Ids that begin with {@code mirror--} are reserved for the leases and repositories of mirrors: a space with such an id
 * does not take part.
 */
public interface SpaceDirectory {
    /** Returns the space, or empty if git sync is not enabled for it. */
    Optional<Space> find(SpaceId id);

    /** Returns all enabled spaces, ordered by id. */
    List<Space> enabled();

    /** Returns a directory without spaces. */
    static SpaceDirectory none() {
        return new SpaceDirectory() {
            @Override
            public Optional<Space> find(SpaceId id) {
                return Optional.empty();
            }

            @Override
            public List<Space> enabled() {
                return List.of();
            }
        };
    }
}
