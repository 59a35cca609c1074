package dev.gitsync.lfs;

import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.model.ContentHash;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds the contents to which a repository has pointers of Git LFS. A store that removes contents must keep these: earlier commits,
 * hidden files and pages may point to contents that no revision of an attachment has, and a checkout needs them.
 */
public final class PointedContents {
    private PointedContents() {}

    /**
     * Returns those of {@code contents} to which any object of {@code repository} is a pointer, in the form that git-lfs writes.
     * Looks up one object for each, and reads none.
     *
     * @param contents the sizes of the contents in bytes
     */
    public static Set<ContentHash> in(SpaceRepository repository, Map<ContentHash, Long> contents) throws IOException {
        Set<ContentHash> pointed = new HashSet<>();
        try (ObjectReader reader = repository.git().newObjectReader()) {
            for (Map.Entry<ContentHash, Long> content : contents.entrySet()) {
                if (reader.has(PointerFiles.blob(new LfsPointer(content.getKey(), content.getValue())))) {
                    pointed.add(content.getKey());
                }
            }
        }
        return pointed;
    }
}
