package dev.gitsync.internal.lfs;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.FoundObjects;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the objects of Git LFS that pointers of a push name and that the space does not have, or has in another size. One query looks up
 * {@value #BATCH} objects, and the pointers of a finished batch are forgotten. The grace time of the objects begins anew, so that they
 * are there at the end of the push. An object that one search has found is not looked up by a later search for the same push.
 */
public final class MissingObjects implements PointerCheck {
    /** The number of objects that one query looks up. */
    static final int BATCH = 1_000;

    /** The number of files that the refusal names. */
    private static final int SHOWN = 10;

    /** The number of missing objects after which the search ends. */
    private static final int MOST = 10_000;

    private final AttachmentStore store;
    private final Space space;
    private final FoundObjects found;
    private final List<Named> batch = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private MissingObjects(AttachmentStore store, Space space, FoundObjects found) {
        this.store = store;
        this.space = space;
        this.found = found;
    }

    /**
     * Returns a search for the objects that a space lacks; one that finds none if the wiki has no attachments, and so no Git LFS.
     *
     * @param found the objects that earlier searches for the same push have found; those that this search finds are added
     */
    public static PointerCheck of(PageStore wiki, Space space, FoundObjects found) {
        return wiki.attachments()
                .<PointerCheck>map(store -> new MissingObjects(store, space, found))
                .orElse(PointerCheck.none());
    }

    private record Named(String path, LfsPointer pointer, String where) {}

    @Override
    public void add(String path, LfsPointer pointer, String where) throws ProposalException {
        if (found.contains(pointer.hash(), pointer.size())) {
            return;
        }
        batch.add(new Named(path, pointer, where));
        if (batch.size() == BATCH) {
            find();
            if (problems.size() >= MOST) {
                throwIfAny();
            }
        }
    }

    /**
     * Checks that the space has the object of each pointer.
     *
     * @throws ProposalException if one is missing; it names up to 10 files and the command that uploads objects
     */
    @Override
    public void throwIfAny() throws ProposalException {
        find();
        if (!problems.isEmpty()) {
            Collections.sort(problems); // they begin with paths
            throw ProposalException.missingObjects(ProposalException.shown(problems, SHOWN, ""));
        }
    }

    private void find() {
        if (batch.isEmpty()) {
            return;
        }
        Set<ContentHash> hashes =
                batch.stream().map(named -> named.pointer().hash()).collect(Collectors.toSet());
        store.renew(space, hashes); // first, because an object may be deleted until then
        Map<ContentHash, Long> sizes = store.sizes(space, hashes);
        for (Named named : batch) {
            Long size = sizes.get(named.pointer().hash());
            if (size == null) {
                problems.add(Paths.shown(named.path())
                        + " is a pointer of Git LFS to an object that this space does not have ("
                        + named.pointer().hash() + ")" + named.where());
            } else if (size != named.pointer().size()) {
                problems.add(Paths.shown(named.path()) + " is a pointer of Git LFS that states a size of "
                        + named.pointer().size() + " bytes; the object has " + size + named.where());
            } else {
                found.add(named.pointer().hash(), size);
            }
        }
        batch.clear();
    }
}
