package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.listing.ChunkedBytes;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.store.listing.ListingMemory.StoredListing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * A memory in the space's own git repository, at {@value #REF}. Processes that share the repositories share the memory, without
 * further storage. Clients that fetch don't see it. The bytes are split into blobs at content-defined boundaries, so that a
 * small change to a large memory adds a few small objects.
 *
 * <p>Every change of a listing leaves unreachable objects behind, which git's own garbage collection removes.
 */
public final class RepositoryListingMemory implements ListingMemory {
    /** The ref that points to the memory, a commit without history. */
    public static final String REF = "refs/gitsync/listing";

    private final RepositoryStore repositories;

    /** Creates a memory that stores the listing of each space in the repository that {@code repositories} opens for it. */
    public RepositoryListingMemory(RepositoryStore repositories) {
        this.repositories = repositories;
    }

    @Override
    public String version(Space space) {
        return in(space, repository -> tip(repository.git()).map(ObjectId::name).orElse(NOTHING));
    }

    @Override
    public Optional<StoredListing> load(Space space) {
        return in(space, repository -> {
            Optional<ObjectId> tip = tip(repository.git());
            return tip.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StoredListing(tip.get().name(), ChunkedBytes.read(repository.git(), tip.get())));
        });
    }

    @Override
    public Optional<String> store(Space space, String expected, byte[] bytes) {
        return in(space, repository -> {
            ObjectId before = expected.equals(NOTHING) ? ObjectId.zeroId() : ObjectId.fromString(expected);
            if (!before.equals(tip(repository.git()).orElse(ObjectId.zeroId()))) {
                return Optional.empty();
            }
            ObjectId after = ChunkedBytes.write(repository.git(), before, bytes);
            return move(repository, before, after) ? Optional.of(after.name()) : Optional.empty();
        });
    }

    /** Moves the ref from {@code before} to {@code after}. Returns whether it moved. */
    private static boolean move(SpaceRepository repository, ObjectId before, ObjectId after) throws IOException {
        return before.equals(after) || repository.move(List.of(new RefMove(REF, before, after)));
    }

    private static Optional<ObjectId> tip(Repository repository) throws IOException {
        Ref ref = repository.exactRef(REF);
        return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
    }

    private <T> T in(Space space, Work<T> work) {
        try (SpaceRepository repository = repositories.open(space)) {
            return work.on(repository);
        } catch (IOException e) {
            throw new StoreException(
                    "The memory of the listing of space " + space.id() + " can't be read or written in its repository",
                    e);
        }
    }

    /** Work on a repository that may meet an error of the git storage. */
    private interface Work<T> {
        T on(SpaceRepository repository) throws IOException;
    }
}
