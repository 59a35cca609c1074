package dev.gitsync.mirror;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The mirrors of several directories, the first of which wins. */
final class CompositeMirrorDirectory implements MirrorDirectory {
    private final List<MirrorDirectory> directories;

    CompositeMirrorDirectory(List<MirrorDirectory> directories) {
        this.directories = List.copyOf(directories);
    }

    @Override
    public Optional<Mirror> find(MirrorId id) {
        return directories.stream()
                .map(directory -> directory.find(id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public List<Mirror> all() {
        TreeMap<MirrorId, Mirror> all = new TreeMap<>(Comparator.comparing(MirrorId::value));
        directories.forEach(directory -> directory.all().forEach(mirror -> all.putIfAbsent(mirror.id(), mirror)));
        return List.copyOf(all.values());
    }
}
