package dev.gitsync.spring;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The spaces that the property {@code gitsync.spaces} lists. The name of a space is its id. */
final class ListedSpaces implements SpaceDirectory {
    private final List<Space> spaces;

    ListedSpaces(List<String> ids) {
        spaces = ids.stream()
                .distinct()
                .map(id -> new Space(new SpaceId(id), "", id))
                .sorted(Comparator.comparing(space -> space.id().value()))
                .toList();
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return spaces.stream().filter(space -> space.id().equals(id)).findFirst();
    }

    @Override
    public List<Space> enabled() {
        return spaces;
    }
}
