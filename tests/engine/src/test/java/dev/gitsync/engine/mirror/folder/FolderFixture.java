package dev.gitsync.engine.mirror.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.MirrorHistory;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.RemoteRepository.Heads;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A space, and the folder {@code docs} of a remote that it is mapped to; the test plays the engine. */
final class FolderFixture {
    static final String MAIN = "refs/heads/main";
    private static final String FETCHED = "refs/gitsync/fetched";
    private static final Space SPACE = new Space(new SpaceId("handbook"), "", "Handbook");
    private static final Space REMOTE = new Space(new SpaceId("code"), "", "Code");

    final RepositoryStore stores;
    final BareRemote bare;
    /** Commits at the remote. */
    final Commits there;
    /** Commits of the wiki. */
    final Commits here;

    private String folder = "docs";
    private BooleanSupplier isLate = () -> false;

    FolderFixture() {
        this(new CompactingStore());
    }

    FolderFixture(RepositoryStore stores) {
        this(stores, inMemory(new CompactingStore()));
    }

    FolderFixture(RepositoryStore stores, RepositoryStore remotes) {
        this(stores, inMemory(remotes));
    }

    private FolderFixture(RepositoryStore stores, Supplier<Repository> remote) {
        this.stores = stores;
        this.bare = new BareRemote(remote);
        this.there = new Commits(remote);
        this.here = new Commits(() -> stores.open(SPACE).git());
    }

    private static Supplier<Repository> inMemory(RepositoryStore remotes) {
        return () -> remotes.open(REMOTE).git();
    }

    /** Writes the remote to disk, for git to read. */
    void writeTo(Path directory) throws IOException {
        try (FileRepository repository = new FileRepository(directory.toFile())) {
            repository.create(true);
            bare.writeTo(repository);
        }
    }

    FolderFixture folder(String path) {
        folder = path;
        return this;
    }

    /** Ends each run when this is true. */
    void late(BooleanSupplier when) {
        isLate = when;
    }

    static SortedMap<String, String> files(String... pathsAndContents) {
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return files;
    }

    /** Commits these files at the remote, on top of its branch, and moves the branch. */
    ObjectId commitThere(String message, String... pathsAndContents) {
        SortedMap<String, String> files = there.files(there.ref(MAIN));
        files.putAll(files(pathsAndContents));
        return moveThere(
                there.ref(MAIN).equals(ObjectId.zeroId())
                        ? there.commit(files, message)
                        : there.commit(files, message, there.ref(MAIN)));
    }

    ObjectId moveThere(ObjectId commit) {
        there.set(MAIN, commit);
        return commit;
    }

    /** Commits these files in the wiki, on top of its main, and moves it. */
    ObjectId commitHere(String message, String... pathsAndContents) {
        SortedMap<String, String> files = here.files(here.ref(MAIN));
        files.putAll(files(pathsAndContents));
        return moveHere(
                here.ref(MAIN).equals(ObjectId.zeroId())
                        ? here.commit(files, message)
                        : here.commit(files, message, here.ref(MAIN)));
    }

    ObjectId moveHere(ObjectId commit) {
        here.set(MAIN, commit);
        return commit;
    }

    Mirror mirror() {
        return new Mirror(
                new MirrorId("docs"),
                SPACE.id(),
                new RemoteUrl("https://git.example.org/code.git"),
                Mirror.Options.defaults().folder(folder));
    }

    /** What a run does while it is connected. */
    @FunctionalInterface
    interface Run<T> {
        T with(RemoteRepository remote, SpaceRepository space) throws RemoteException;
    }

    <T> T connected(Run<T> run) throws RemoteException {
        return connected(stores, run);
    }

    /** Does so with another store for the mirror's own repository. */
    <T> T connected(RepositoryStore own, Run<T> run) throws RemoteException {
        FolderHistory history =
                new FolderHistory(own, GitSyncSettings.defaults().push());
        try (SpaceRepository space = stores.open(SPACE);
                RemoteRepository remote = history.of(new MirrorHistory.Run(mirror(), space, isLate), bare)) {
            return run.with(remote, space);
        }
    }

    /** The remote's branches as the wiki sees them. */
    Map<String, ObjectId> heads() throws RemoteException {
        return connected((remote, space) -> remote.heads().branches());
    }

    /** The remote's branch as the wiki sees it; the zero id if there is none. */
    ObjectId head() throws RemoteException {
        return connected((remote, space) -> remote.heads().at("main"));
    }

    /** The remote's branch, translated by a mirror that remembers nothing. */
    ObjectId headAfresh() throws RemoteException {
        ObjectId head = connected(
                new CompactingStore(), (remote, space) -> remote.heads().at("main"));
        return head;
    }

    /** Takes the remote's branch in, as a fast-forward of main. */
    ObjectId takeIn() throws RemoteException {
        return moveHere(fetch());
    }

    /** Fetches the remote's branch. */
    ObjectId fetch() throws RemoteException {
        return connected((remote, space) -> {
            ObjectId head = remote.heads().at("main");
            remote.fetch(space, head, Set.of());
            keep(space, head);
            return head;
        });
    }

    /** Moves a ref to a commit, so that its objects are kept. */
    static void keep(SpaceRepository space, ObjectId commit) {
        try {
            ObjectId before = space.refs(FETCHED).getOrDefault(FETCHED, ObjectId.zeroId());
            assertThat(space.move(List.of(new RefMove(FETCHED, before, commit))))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pushes the wiki's main, and checks what no push may change. */
    ObjectId push() throws RemoteException {
        ObjectId before = there.ref(MAIN);
        ObjectId main = here.ref(MAIN);
        boolean isPushed = connected((remote, space) -> {
            Heads heads = remote.heads();
            return remote.push(space, new Move("main", heads.at("main"), main));
        });
        assertThat(isPushed).isTrue();
        ObjectId after = there.ref(MAIN);
        assertThat(inside(after)).isEqualTo(here.files(main));
        assertThat(outside(after)).isEqualTo(outside(before));
        assertThat(head()).isEqualTo(main);
        return after;
    }

    /** The files in the folder of a commit of the remote. */
    SortedMap<String, String> inside(ObjectId remote) {
        SortedMap<String, String> files = new TreeMap<>();
        there.files(remote).forEach((path, content) -> {
            if (path.startsWith(folder + "/")) {
                files.put(path.substring(folder.length() + 1), content);
            }
        });
        return files;
    }

    /** The files outside the folder of a commit of the remote. */
    SortedMap<String, String> outside(ObjectId remote) {
        SortedMap<String, String> files = there.files(remote);
        files.keySet().removeIf(path -> path.startsWith(folder + "/"));
        return files;
    }
}
