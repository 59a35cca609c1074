package dev.gitsync.engine.mirror.folder;

import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.remotes.ObjectCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** A bare repository as the remote of a mirror, without a network between. */
final class BareRemote implements RemoteRepository {
    private final Supplier<Repository> repository;
    private int fetches;
    private Set<ObjectId> lastHave = Set.of();
    private Runnable beforePush = () -> {};

    BareRemote(Supplier<Repository> repository) {
        this.repository = repository;
    }

    int fetches() {
        return fetches;
    }

    /** The commits that need not be sent, according to the last fetch. */
    Set<ObjectId> lastHave() {
        return lastHave;
    }

    void beforePush(Runnable action) {
        beforePush = action;
    }

    @Override
    public Heads heads() {
        try (Repository git = repository.get()) {
            Map<String, ObjectId> branches = new HashMap<>();
            for (Ref ref : git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                branches.put(ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId());
            }
            return new Heads(branches, Optional.of("main"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) {
        fetches++;
        lastHave = have;
        try (Repository git = repository.get()) {
            ObjectCopy.copy(git, want, into.git(), into.newInserter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the branch {@code main} with its history. */
    void writeTo(FileRepository other) throws IOException {
        ObjectId main = heads().at("main");
        try (Repository git = repository.get()) {
            ObjectCopy.copy(git, main, other, other.getObjectDatabase().newPackInserter());
        }
        new Commits(() -> open(other)).set(Constants.R_HEADS + "main", main);
    }

    private static Repository open(Repository repository) {
        repository.incrementOpen();
        return repository;
    }

    @Override
    public boolean push(SpaceRepository from, Move move) {
        beforePush.run();
        try (Repository git = repository.get()) {
            String name = Constants.R_HEADS + move.branch();
            Ref ref = git.exactRef(name);
            ObjectId now = ref == null ? ObjectId.zeroId() : ref.getObjectId();
            if (!now.equals(move.expected())) {
                return false;
            }
            ObjectCopy.copy(from.git(), move.to(), git, git.newObjectInserter());
            Commits commits = new Commits(repository);
            if (!now.equals(ObjectId.zeroId()) && !commits.contains(move.to(), now)) {
                throw new AssertionError("Not a fast-forward");
            }
            commits.set(name, move.to());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
