package dev.gitsync;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.inspect.SpaceView;
import dev.gitsync.internal.mirror.MainMoveListener;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.cycle.MirrorService;
import dev.gitsync.internal.mirror.maintenance.AbandonedRepositories;
import dev.gitsync.internal.mirror.maintenance.MaintainedRepositories;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.schedule.AutoSync;
import dev.gitsync.internal.schedule.Housekeeping;
import dev.gitsync.internal.schedule.SchedulerTasks;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.PathLookup;
import dev.gitsync.internal.state.RepositoryView;
import dev.gitsync.internal.transport.Transport;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.PushPreview;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.SpacePaths;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Keeps the spaces of a wiki and their git repositories in sync. Holds no state beyond the parts it was built from. Safe for
 * use by several threads.
 *
 * <p>Every fetch and push brings its space up to date by itself. To sync spaces without waiting for a fetch, call {@link
 * #start()} once, {@link #pageChanged} after each edit, and {@link #close()} at the end. While it plans a large push, and after
 * writes, this class may use daemon threads for part of the work; they end with that work.
 *
 * <p>More than 300 lines: one short method, with its javadoc, for each operation that an embedder can call.
 */
public final class GitSync implements AutoCloseable {
    private final EngineParts parts;
    private final SpaceEngine engine;
    private final Transport transport;
    private final AutoSync autoSync;
    private final Housekeeping housekeeping;
    private final MirrorService mirrors;

    GitSync(EngineParts parts, PageLinks links, RemoteConnector remotes) {
        this.parts = parts.listener(new MainMoveListener(parts.listener(), this::mainMoved));
        this.engine = new SpaceEngine(this.parts, id -> pageChanged(id));
        this.mirrors = new MirrorService(this.parts, engine, remotes);
        this.transport = new Transport(engine, this.parts, links);
        this.autoSync = new AutoSync(
                new SchedulerTasks(
                        parts.spaces(),
                        engine::poll,
                        spaces -> SchedulerTasks.versionTokens(parts.store(), parts.repositories(), spaces)),
                parts.settings().schedule());
        this.housekeeping = new Housekeeping(
                new Housekeeping.Tasks(
                        new MaintainedRepositories(
                                parts.spaces(), parts.mirrors().directory()),
                        parts.repositories(),
                        new AbandonedRepositories(this.parts),
                        parts.steps()),
                parts.settings().schedule());
    }

    private void mainMoved(SpaceId id) {
        mirrors.mainMoved(id);
    }

    /** Returns a builder without parts, for a new service. */
    public static GitSyncBuilder builder() {
        return new GitSyncBuilder();
    }

    /**
     * Starts to sync all enabled spaces on daemon threads, as configured in {@link
     * dev.gitsync.settings.GitSyncSettings#schedule()}: all spaces immediately and at every poll, and a single space
     * after {@link #pageChanged}, delayed by the debounce time. Also maintains repositories that need it. The failure
     * of a space is logged and retried with a growing back-off; the other spaces continue. Does nothing if it was
     * called before or if the master switch is off.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public void start() {
        if (parts.settings().enabled()) {
            autoSync.start();
            housekeeping.start();
            mirrors.start();
        }
    }

    /**
     * Notifies gitsync that an edit of a page of this space was committed in the wiki. Many calls in a short time lead to one
     * cycle; a call during a cycle of the space leads to one more cycle. The next poll makes up for a lost call. Cheap; never
     * waits for work and never throws. Does nothing before {@link #start()}, after {@link #close()}, or if git sync is not
     * enabled for the space.
     */
    public void pageChanged(SpaceId id) {
        autoSync.pageChanged(id);
    }

    /**
     * Stops the work that {@link #start()} began. No new cycle begins; running cycles have {@link
     * dev.gitsync.settings.Schedule#closeWait()} to end before they are interrupted. No thread of this object is left then,
     * unless a part ignores the interrupt; that is logged. Compaction that runs after a write may be stopped as well, even if
     * {@link #start()} was never called. All methods except {@link #start()} remain usable. Does nothing on a second call.
     */
    @Override
    public void close() {
        autoSync.close();
        mirrors.close();
        housekeeping.close();
        parts.background().close();
    }

    /** Returns the operations on the mirrors of all spaces. */
    public Mirrors mirrors() {
        return mirrors;
    }

    /** Returns the objects and locks of Git LFS, or empty if the wiki has no {@linkplain dev.gitsync.store.PageStore#attachments attachments}. */
    public Optional<LargeFiles> largeFiles() {
        return parts.store()
                .attachments()
                .map(store -> new LargeFiles(
                        store, parts.locks(), parts.settings().push().maxLfsObjectBytes()));
    }

    /** Returns the settings that this object was built with. */
    public GitSyncSettings settings() {
        return parts.settings();
    }

    /**
     * Returns the space, or empty if git sync is not enabled for it.
     *
     * @throws StoreException when the wiki can't be reached
     */
    public Optional<Space> space(SpaceId id) {
        return parts.spaces().find(id);
    }

    /**
     * Returns all spaces for which git sync is enabled, ordered by id.
     *
     * @throws StoreException when the wiki can't be reached
     */
    public List<Space> spaces() {
        return parts.spaces().enabled();
    }

    /**
     * Runs one complete cycle, after which {@code main} has the changes of the wiki. Does not wait for the lease; if another
     * thread or process works on the space, the report says so. Never throws.
     */
    public SyncReport runOnce(SpaceId id) {
        return engine.runOnce(id);
    }

    /**
     * Ensures that {@code main} has every edit that the wiki had committed before the call. If nothing is new, this
     * costs one query and takes no lease. Otherwise it waits for the lease up to {@link
     * dev.gitsync.settings.CycleLimits#lockWait()} while another thread of this process holds it. If another process
     * holds it, which may be dead, this continues without the lease after 0.5 seconds and relies on compare-and-set. It
     * continues immediately if it had to do so for the same space within the last 3 seconds, or if the lease storage
     * did not answer within the last 3 seconds. Threads that call this at the same time share the work. Never throws.
     */
    public SyncReport catchUp(SpaceId id) {
        return engine.catchUp(id);
    }

    /**
     * Does the same as {@link #catchUp(SpaceId)} for a space that {@link #space} has just returned, without looking it up
     * again. Never throws.
     */
    public SyncReport catchUp(Space space) {
        return engine.catchUp(space);
    }

    /**
     * Does the same as {@link #catchUp(SpaceId)}, but does not wait: if another thread or process works on the space, the
     * report says so, and {@code main} may lack the newest edits. Use it for results that may be slightly outdated, such as the
     * path of a page that was saved just now. Never throws.
     */
    public SyncReport tryCatchUp(SpaceId id) {
        return engine.poll(id);
    }

    /**
     * Opens the bare repository of a space; the caller closes it. Use it to read, and for the services below. Don't move refs
     * through it: the engine moves {@code main} together with refs of its own. It merges commits that appear on {@code main}
     * without a push into the wiki, and attributes them to no pusher.
     *
     * @throws StoreException when the storage can't be reached
     */
    public Repository open(Space space) {
        return transport.open(space, parts.repositories());
    }

    /**
     * Returns a service for fetch and clone that reads the refs and advertises only {@code main}. Call {@link #catchUp} first;
     * {@link #advertise} avoids reading the refs again.
     */
    public UploadPack uploadPack(Repository repository) {
        return transport.uploadPack(repository);
    }

    /**
     * Returns an advertisement of {@code main} as {@link #catchUp} has just found it, so that the refs are not read again for
     * the same request. It accepts no push: a push must read the refs itself, so {@link #receivePack} does not use it.
     *
     * @param repository the repository of the space, from {@link #open}
     * @param caughtUp what {@link #catchUp} returned for the space, for this request; if it does not contain the commit of
     *     {@code main}, the refs are read
     */
    public RefAdvertisement advertise(Repository repository, SyncReport caughtUp) {
        return transport.advertise(repository, caughtUp);
    }

    /**
     * Returns a service for push. Under the default {@link
     * dev.gitsync.settings.GitSyncSettings.Acceptance#TRANSACTIONAL}, an accepted push is committed in the wiki before
     * the client gets the answer. A refused push has changed nothing, unless its reason is {@link
     * PushResult.Reason#PARTLY_WRITTEN}. After {@link PushResult.Reason#UNAVAILABLE}, it may have been accepted.
     */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher) {
        return receivePack(space, repository, pusher, () -> true);
    }

    /**
     * Returns a service for push that asks {@code permission} whether the pusher may still push, right before the push
     * changes anything. A push may take minutes to arrive, and in that time, a permission or an access token can be
     * revoked.
     *
     * @param permission whether the push may still be accepted, at this moment; runs under the lease of the space, so it must
     *     be fast. If it returns false, the push is refused with {@link PushResult.Reason#NO_PERMISSION}. If it throws an
     *     exception, the push is refused, and the pusher does not see its text
     */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher, BooleanSupplier permission) {
        return transport.receivePack(space, repository, pusher, permission);
    }

    /**
     * Returns a preview that inspects a push while it arrives, for adapters that buffer a push until it is complete. The caller
     * closes it.
     */
    public PushPreview preview(Space space) {
        return transport.preview(space, parts.repositories());
    }

    /**
     * Processes a push whose objects are already in the repository. Never throws.
     *
     * @param repository the repository of the space, from {@link #open}; the objects must have been inserted through it,
     *     because a store may not show them to other readers yet
     */
    public PushResult ingestPush(Space space, Repository repository, Pusher pusher, PushAttempt.Proposal proposal) {
        return engine.ingest(new PushRequest(space, RepositoryView.behind(repository), pusher, proposal, () -> true));
    }

    /**
     * Runs a cycle, then verifies that {@code main} is the rendering of the wiki's pages. Reads every page and every file name
     * of the space. Never throws.
     */
    public VerifyReport verify(SpaceId id) {
        return engine.verify(id);
    }

    /**
     * Rebuilds the index of a space if wiki, {@code main} and index don't agree, and corrects {@code main} where it differs
     * from the wiki. Removes nothing from the history and changes nothing in the wiki. The cost grows with the size of the
     * space. Never throws.
     */
    public RepairReport repair(SpaceId id) {
        return engine.repair(id);
    }

    /**
     * Maintains the repository of a space now, whether or not it needs maintenance; see {@link RepositoryStore#maintain}.
     * Returns whether the maintenance was done; false if git sync is not enabled for the space.
     *
     * @throws StoreException when the wiki or the storage can't be reached
     * @throws InterruptedException when the thread is interrupted; the repository remains intact
     */
    public boolean maintain(SpaceId id) throws InterruptedException {
        Optional<Space> space = parts.spaces().find(id);
        return space.isPresent() && housekeeping.maintainNow(space.get());
    }

    /** Returns what {@link #runOnce} would do now. Takes no lease, changes nothing, and never throws. */
    public PlanReport plan(SpaceId id) {
        return engine.plan(id);
    }

    /**
     * Returns the status of the space, or empty if git sync is not enabled for it. Takes no lease.
     *
     * @throws StoreException when the wiki or the storage can't be read
     */
    public Optional<SpaceStatus> status(SpaceId id) {
        try {
            return engine.status(id);
        } catch (IOException e) {
            throw new StoreException("The status of space " + id + " can't be read", e);
        }
    }

    /**
     * Passes to {@code use} a lookup from the id of a page or an attachment to the path of its file, as of the last cycle. For a
     * page without a file, the path is that of its folder, with a slash at the end. The lookup is invalid after the call.
     *
     * @throws StoreException when the storage can't be read
     */
    public <T> T withPaths(Space space, Function<Function<PageId, Optional<String>>, T> use) {
        try (SpaceRepository repository = parts.repositories().open(space);
                PathLookup paths = new PathLookup(repository, parts.files())) {
            return use.apply(paths::path);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(space, e);
        }
    }

    /**
     * Passes the paths of a space to {@code use}, as of the last cycle: for many look-ups, and to see what an edit would move. They are
     * invalid after the call.
     *
     * @throws StoreException when the storage can't be read
     */
    public <T> T withSpacePaths(Space space, Function<SpacePaths, T> use) {
        try (SpaceRepository repository = parts.repositories().open(space);
                SpaceView view = new SpaceView(repository, parts.files())) {
            return use.apply(view);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(space, e);
        }
    }

    /**
     * Returns the page whose file has this path, as of the last cycle. For a path that ends with a slash, returns the page
     * without a file that has this folder.
     *
     * @throws StoreException when the storage can't be read
     */
    public Optional<PageId> pageAt(Space space, String path) {
        try (SpaceRepository repository = parts.repositories().open(space);
                PathLookup paths = new PathLookup(repository, parts.files())) {
            return paths.page(path);
        } catch (IOException e) {
            throw unreadable(space, e);
        }
    }

    /**
     * Returns the attachment whose file has this path, as of the last cycle.
     *
     * @throws StoreException when the storage can't be read
     */
    public Optional<PageId> attachmentAt(Space space, String path) {
        try (SpaceRepository repository = parts.repositories().open(space);
                PathLookup paths = new PathLookup(repository, parts.files())) {
            return paths.attachment(path);
        } catch (IOException e) {
            throw unreadable(space, e);
        }
    }

    private static StoreException unreadable(Space space, Exception cause) {
        return new StoreException("The index of space " + space.id() + " can't be read", cause);
    }
}
