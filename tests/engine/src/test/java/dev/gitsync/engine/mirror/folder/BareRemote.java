package dev.gitsync.engine.mirror.folder;

import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;

/** A bare repository as the remote of a mirror, without a network between. */
final class BareRemote implements RemoteRepository {
    private final Supplier<Repository> repository;
    private int fetches;
    private Runnable beforePush = () -> {};

    BareRemote(Supplier<Repository> repository) {
        this.repository = repository;
    }

    int fetches() {
        return fetches;
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
        try (Repository git = repository.get();
                ObjectInserter inserter = into.git().newObjectInserter()) {
            transfer(git, inserter, want, List.copyOf(have));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the branch {@code main} with its history. */
    void writeTo(FileRepository other) throws IOException {
        ObjectId main = heads().at("main");
        try (Repository git = repository.get();
                ObjectInserter inserter = other.getObjectDatabase().newPackInserter()) {
            transfer(git, inserter, main, List.of());
        }
        new Commits(() -> open(other)).set(Constants.R_HEADS + "main", main);
    }

    private static Repository open(Repository repository) {
        repository.incrementOpen();
        return repository;
    }

    private static void transfer(Repository from, ObjectInserter inserter, ObjectId want, List<ObjectId> known)
            throws IOException {
        try (ObjectWalk walk = new ObjectWalk(from)) {
            walk.markStart(walk.parseCommit(want));
            for (ObjectId id : known) {
                walk.markUninteresting(walk.parseCommit(id));
            }
            for (RevObject next = walk.next(); next != null; next = walk.next()) {
                insert(from, inserter, next);
            }
            for (RevObject next = walk.nextObject(); next != null; next = walk.nextObject()) {
                insert(from, inserter, next);
            }
            inserter.flush();
        }
    }

    private static void insert(Repository from, ObjectInserter inserter, ObjectId id) throws IOException {
        ObjectLoader object = from.open(id);
        inserter.insert(object.getType(), object.getBytes());
    }

    @Override
    public boolean push(SpaceRepository from, Move move) {
        beforePush.run();
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter()) {
            String name = Constants.R_HEADS + move.branch();
            Ref ref = git.exactRef(name);
            ObjectId now = ref == null ? ObjectId.zeroId() : ref.getObjectId();
            if (!now.equals(move.expected())) {
                return false;
            }
            List<ObjectId> known = now.equals(ObjectId.zeroId()) ? List.of() : List.of(now);
            transfer(from.git(), inserter, move.to(), known);
            Commits commits = new Commits(repository);
            if (!known.isEmpty() && !commits.contains(move.to(), now)) {
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
