package dev.gitsync.store;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;

/**
 * Which spaces take part. Strict opt-in: a space is named here only if its own setting switches git sync on and it is
 * not deleted. Safe for use by several threads; asked on every request, so that a switch takes effect at once.
 */
public interface SpaceDirectory {
    /** The space, if it takes part. */
    Optional<Space> find(SpaceId id);

    /** All spaces that take part, by id. */
    List<Space> enabled();

    /** A directory in which no space takes part. */
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
