package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The spaces of the settings, which are fixed while FitNesse runs. */
final class Spaces implements SpaceDirectory {
    private final List<Space> all;

    Spaces(Collection<Space> spaces) {
        all = spaces.stream()
                .sorted(Comparator.comparing(space -> space.id().value()))
                .toList();
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return all.stream().filter(space -> space.id().equals(id)).findFirst();
    }

    @Override
    public List<Space> enabled() {
        return all;
    }
}
