package dev.gitsync.lfs;

import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.model.ContentHash;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds the contents to which a repository has pointers of Git LFS. A store that removes contents must keep these: earlier commits,
 * hidden files and pages may point to contents that no revision of an attachment has, and a checkout needs them.
 */
public final class PointedContents {
    private PointedContents() {}

    /**
     * Returns those of {@code contents} to which any object of {@code repository} is a pointer, in a form that git-lfs or one of its
     * predecessors writes, also with converted line ends. Looks for up to 12 objects for each, and reads none.
     *
     * @param contents the sizes of the contents in bytes
     */
    public static Set<ContentHash> in(SpaceRepository repository, Map<ContentHash, Long> contents) throws IOException {
        Set<ContentHash> pointed = new HashSet<>();
        try (ObjectReader reader = repository.git().newObjectReader()) {
            for (Map.Entry<ContentHash, Long> content : contents.entrySet()) {
                if (hasAny(reader, PointerFiles.usualBlobs(new LfsPointer(content.getKey(), content.getValue())))) {
                    pointed.add(content.getKey());
                }
            }
        }
        return pointed;
    }

    private static boolean hasAny(ObjectReader reader, List<ObjectId> blobs) throws IOException {
        for (ObjectId blob : blobs) {
            if (reader.has(blob)) {
                return true;
            }
        }
        return false;
    }
}
