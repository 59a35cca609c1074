package dev.gitsync.mirror;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists the mirrors of all spaces. {@link TemplateMirrorDirectory} gives every space one. A mirror works only while git sync is
 * enabled for its space. Safe for use by several threads. Both methods throw {@link dev.gitsync.error.StoreException} when the storage can't be reached.
 */
public interface MirrorDirectory {
    /** Returns the mirror, or empty if there is none with this id. */
    Optional<Mirror> find(MirrorId id);

    /** Returns all mirrors, ordered by id. Called at every poll, so it must cost one query at most. */
    List<Mirror> all();

    /**
     * Returns a directory with the mirrors of all {@code directories}. If two have a mirror with the same id, that of the first
     * is used. {@link #all()} costs what the directories cost together.
     */
    static MirrorDirectory composite(List<MirrorDirectory> directories) {
        List<MirrorDirectory> parts = List.copyOf(directories);
        return new MirrorDirectory() {
            @Override
            public Optional<Mirror> find(MirrorId id) {
                return parts.stream()
                        .map(part -> part.find(id))
                        .flatMap(Optional::stream)
                        .findFirst();
            }

            @Override
            public List<Mirror> all() {
                TreeMap<MirrorId, Mirror> all = new TreeMap<>(Comparator.comparing(MirrorId::value));
                parts.forEach(part -> part.all().forEach(mirror -> all.putIfAbsent(mirror.id(), mirror)));
                return List.copyOf(all.values());
            }
        };
    }

    /** Returns a directory without mirrors. All of these are equal. */
    static MirrorDirectory none() {
        return new MirrorDirectory() {
            @Override
            public Optional<Mirror> find(MirrorId id) {
                return Optional.empty();
            }

            @Override
            public List<Mirror> all() {
                return List.of();
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other != null && other.getClass() == getClass();
            }

            @Override
            public int hashCode() {
                return 0;
            }
        };
    }
}
