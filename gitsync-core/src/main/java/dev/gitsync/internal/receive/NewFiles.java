package dev.gitsync.internal.receive;

import dev.gitsync.internal.jgit.Gitmodules;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.EntryNames;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.tree.StreamedBlobs;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Checks the files that a push adds: each must exist, be a blob, and not exceed the size limit, in every commit. The objects of pointers
 * of Git LFS must be there, whatever the attributes say: those of another commit may make an LFS file of the same pointer.
 */
final class NewFiles {
    private static final String SUBMODULE = "160000";
    private static final int MOST_GITMODULES_BYTES = 1 << 20;

    private final ObjectReader reader;
    private final ReceivedBlobs received;
    private final PointerCheck objects;
    private final PushProblems problems;
    private final long most;
    private final Set<ObjectId> good = new HashSet<>();
    private final Set<ObjectId> goodGitmodules = new HashSet<>();
    /** Sorted and not hashed: a pusher can choose ids of objects that do not exist so that all have the same hash. */
    private final Map<ObjectId, String> unknown = new TreeMap<>();

    private final Map<ObjectId, String> gitmodules = new TreeMap<>();

    NewFiles(PushedObjects.Input input, ProposalLimits limits, PushProblems problems) {
        this.reader = input.reader();
        this.received = input.received();
        this.objects = input.objects();
        this.problems = problems;
        this.most = Math.max(limits.maxPageBytes(), limits.maxFileBytes());
    }

    /** Adds a file to check, unless it is known. */
    void add(RawTree entry, String path) {
        if (entry.mode().equals(SUBMODULE)) {
            return;
        }
        ObjectId id = entry.id();
        if (EntryNames.isGitmodules(entry.name()) && !goodGitmodules.contains(id)) {
            gitmodules.putIfAbsent(id, path);
        }
        if (!good.contains(id)) {
            unknown.putIfAbsent(id, path);
        }
    }

    /** Records a file that existed before the push. */
    void known(RawTree entry) {
        if (!entry.mode().equals(SUBMODULE)) {
            good.add(entry.id());
        }
    }

    private boolean isWaiting() {
        unknown.keySet().removeAll(good);
        return !unknown.isEmpty() || !gitmodules.isEmpty();
    }

    /** Checks all files added since the last call. */
    void check(ObjectId commit) throws IOException, ProposalException {
        if (isWaiting()) {
            for (Map.Entry<ObjectId, String> file : unknown.entrySet()) {
                check(file.getKey(), file.getValue(), commit);
            }
            for (Map.Entry<ObjectId, String> file : gitmodules.entrySet()) {
                checkGitmodules(file.getKey(), file.getValue(), commit);
            }
        }
        unknown.clear();
        gitmodules.clear();
    }

    private void check(ObjectId id, String path, ObjectId commit) throws IOException, ProposalException {
        try {
            // Only opening an object returns its type; reading its size does not.
            Optional<ReceivedBlobs.Blob> known = received.find(id).filter(blob -> !blob.hasOid());
            long size = known.isPresent() ? known.get().size() : open(id, path, commit);
            if (size <= most) {
                good.add(id);
            } else {
                problems.at(path, commit, "has " + size + " bytes; this server accepts up to " + most);
            }
        } catch (MissingObjectException e) {
            problems.at(path, commit, "is missing from the push");
        } catch (IncorrectObjectTypeException e) {
            problems.at(path, commit, "is not a file, although its mode says so");
        }
    }

    private long open(ObjectId id, String path, ObjectId commit) throws IOException, ProposalException {
        ObjectLoader file = StreamedBlobs.open(reader, id);
        Optional<LfsPointer> pointer = LfsPointer.of(file);
        if (pointer.isPresent()) {
            objects.add(path, pointer.get(), problems.where(commit));
        } else if (LfsPointer.isTooLong(file)) {
            problems.at(
                    path, commit, "begins like a pointer of Git LFS, but is longer than one; git-lfs would mistake it");
        }
        return file.getSize();
    }

    private void checkGitmodules(ObjectId id, String path, ObjectId commit) throws IOException, ProposalException {
        if (good.contains(id)) {
            ObjectLoader file = StreamedBlobs.open(reader, id);
            if (file.getSize() <= MOST_GITMODULES_BYTES && Gitmodules.isSafe(file.getBytes(MOST_GITMODULES_BYTES))) {
                goodGitmodules.add(id);
            } else {
                problems.at(path, commit, "names a submodule in a way that git does not allow");
            }
        }
    }
}
