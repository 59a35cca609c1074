package dev.gitsync.internal.lfs;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the objects of Git LFS that pointers of a push name and that the space does not have. */
public final class MissingObjects {
    /** The number of files that the refusal names. */
    private static final int SHOWN = 10;

    /** The number of objects that one query looks up. */
    private static final int BATCH = 1_000;

    /** The last line of the refusal of a push with such pointers, which is for a person with a clone. */
    public static final String ADVICE =
            "Nothing was changed. Upload the objects from a clone that has them, with 'git lfs push --all origin', and push again.";

    private MissingObjects() {}

    /**
     * Checks that the space has each object in the size that its pointer states.
     *
     * @param pointers the pointers by the paths of their files
     * @throws ProposalException if an object is missing; it names up to 10 files and the command that uploads objects
     */
    public static void check(AttachmentStore store, Space space, SortedMap<String, LfsPointer> pointers)
            throws ProposalException {
        List<String> problems = new ArrayList<>();
        Map<String, LfsPointer> batch = new TreeMap<>();
        for (Map.Entry<String, LfsPointer> pointer : pointers.entrySet()) {
            batch.put(pointer.getKey(), pointer.getValue());
            if (batch.size() == BATCH) {
                find(store, space, batch, problems);
                batch.clear();
            }
        }
        find(store, space, batch, problems);
        if (!problems.isEmpty()) {
            throw new ProposalException(ProposalException.shown(problems, SHOWN, ""), ADVICE);
        }
    }

    private static void find(
            AttachmentStore store, Space space, Map<String, LfsPointer> pointers, List<String> problems) {
        Set<ContentHash> hashes = new HashSet<>();
        pointers.values().forEach(pointer -> hashes.add(pointer.hash()));
        Map<ContentHash, Long> sizes = hashes.isEmpty() ? Map.of() : store.sizes(space, hashes);
        pointers.forEach((path, pointer) -> {
            Long size = sizes.get(pointer.hash());
            if (size == null) {
                problems.add(Paths.shown(path) + " is a pointer of Git LFS to an object that this space does not have ("
                        + pointer.hash() + ")");
            } else if (size != pointer.size()) {
                problems.add(Paths.shown(path) + " is a pointer of Git LFS that states a size of " + pointer.size()
                        + " bytes; the object has " + size);
            }
        });
    }
}
