package dev.gitsync.testkit;

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

    /** A directory with these spaces in it, all of them switched on. */
    public static InMemorySpaceDirectory of(Space... spaces) {
        var directory = new InMemorySpaceDirectory();
        for (Space space : spaces) {
            directory.add(space);
        }
        return directory;
    }

    /** Adds a space that takes part, or replaces the one of that id. */
    public void add(Space space) {
        entries.put(space.id().value(), new Entry(space, true));
    }

    /** Takes the space out, as when it is deleted. */
    public void remove(SpaceId id) {
        entries.remove(id.value());
    }

    /** Switches git sync on or off for a space of this directory. */
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
