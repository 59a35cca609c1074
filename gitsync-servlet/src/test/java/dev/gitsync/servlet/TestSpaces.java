package dev.gitsync.servlet;

import dev.gitsync.lfs.InMemoryLfsLockStore;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushPreview;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.git.AuthorizedRequest;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** Serves plain bare repositories in a folder, without a wiki, and records the calls that it receives. */
final class TestSpaces implements SpaceGateway {
    /** The maximum size of an object of Git LFS. */
    static final long MAX_OBJECT_BYTES = 8 << 20;

    private final Path folder;
    private final Map<SpaceId, Space> spaces = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Function<SpaceId, SyncReport> catchUp = id -> new SyncReport.UpToDate(id, null);
    private volatile Runnable beforeOpening = () -> {};
    private volatile Pusher lastPusher = new Pusher("unknown", new Person("", ""));

    private final LfsLocks locks = new LfsLocks(new InMemoryLfsLockStore(), Clock.systemUTC());
    private final AttachmentStore objects =
            InMemoryPageStore.withAttachments().attachments().orElseThrow();
    private volatile Optional<LargeFiles> largeFiles = Optional.of(new LargeFiles(objects, locks, MAX_OBJECT_BYTES));

    TestSpaces(Path folder) {
        this.folder = folder;
    }

    /** Makes the wiki report that it has no attachments. */
    void withoutAttachments() {
        largeFiles = Optional.empty();
    }

    /** Stores the objects of Git LFS in {@code store} from now on. */
    void objectsIn(AttachmentStore store) {
        largeFiles = Optional.of(new LargeFiles(store, locks, MAX_OBJECT_BYTES));
    }

    /** Adds an empty space. */
    void add(String id) {
        try (Repository repository = file(new SpaceId(id))) {
            repository.create(true);
            repository.updateRef("HEAD").link("refs/heads/main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spaces.put(new SpaceId(id), new Space(new SpaceId(id), "", id));
    }

    /** Removes all objects of a space, but not the refs to them. */
    void damage(String id) {
        try (Stream<Path> packs = Files.list(folder.resolve(id + ".git/objects/pack"))) {
            for (Path pack : packs.toList()) {
                Files.delete(pack);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes each catch-up return this report from now on. */
    void catchUpEndsAs(Function<SpaceId, SyncReport> report) {
        catchUp = report;
    }

    /** Runs {@code action} before a repository is opened, from now on. */
    void whenOpened(Runnable action) {
        beforeOpening = action;
    }

    /** Returns the calls since the last {@link #forget}, in order. */
    List<String> calls() {
        return calls;
    }

    /** Returns the store of the objects of Git LFS. */
    AttachmentStore objects() {
        return objects;
    }

    Space at(String id) {
        return new Space(new SpaceId(id), "", id);
    }

    void forget() {
        calls.clear();
    }

    Pusher lastPusher() {
        return lastPusher;
    }

    @Override
    public Optional<Space> space(SpaceId id) {
        calls.add("space " + id);
        return Optional.ofNullable(spaces.get(id));
    }

    @Override
    public SyncReport catchUp(Space space) {
        calls.add("catchUp " + space.id());
        return catchUp.apply(space.id());
    }

    @Override
    public Optional<LargeFiles> largeFiles() {
        return largeFiles;
    }

    @Override
    public Repository open(Space space) {
        calls.add("open " + space.id());
        beforeOpening.run();
        return file(space.id());
    }

    @Override
    public UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp) {
        calls.add("uploadPack");
        return new UploadPack(repository);
    }

    @Override
    public PushPreview preview(Space space) {
        return (bytes, from, length) -> false;
    }

    @Override
    public ReceivePack receivePack(AuthorizedRequest authorized, Repository repository) {
        calls.add("receivePack " + authorized.space().id());
        lastPusher = authorized.user().pusher(authorized.access());
        ReceivePack receivePack = new ReceivePack(repository);
        receivePack.setObjectChecker(new ObjectChecker());
        receivePack.setMaxObjectSizeLimit(1 << 20);
        return receivePack;
    }

    private Repository file(SpaceId id) {
        try {
            return new FileRepositoryBuilder()
                    .setGitDir(folder.resolve(id + ".git").toFile())
                    .setBare()
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
