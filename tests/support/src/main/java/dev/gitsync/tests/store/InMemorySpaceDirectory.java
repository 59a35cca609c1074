package dev.gitsync.tests.store;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A directory of spaces that a test fills. Safe for use by several threads. */
public final class InMemorySpaceDirectory implements SpaceDirectory {
    private final ConcurrentSkipListMap<String, Entry> entries = new ConcurrentSkipListMap<>();

    private record Entry(Space space, boolean enabled) {}

    /** Returns a directory of these spaces, all with git sync enabled. */
    public static InMemorySpaceDirectory of(Space... spaces) {
        var directory = new InMemorySpaceDirectory();
        for (Space space : spaces) {
            directory.add(space);
        }
        return directory;
    }

    /** Adds a space with git sync enabled, or replaces the space with that id. */
    public void add(Space space) {
        entries.put(space.id().value(), new Entry(space, true));
    }

    /** Removes the space, as if it were deleted. */
    public void remove(SpaceId id) {
        entries.remove(id.value());
    }

    /** Enables or disables git sync for a space of this directory. */
    public void enable(SpaceId id, boolean enabled) {
        entries.computeIfPresent(id.value(), (key, entry) -> new Entry(entry.space(), enabled));
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return Optional.ofNullable(entries.get(id.value()))
                .filter(Entry::enabled)
                .map(Entry::space);
    }

    @Override
    public List<Space> enabled() {
        return entries.values().stream()
                .filter(Entry::enabled)
                .map(Entry::space)
                .toList();
    }
}
