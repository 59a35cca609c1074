package dev.gitsync;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.schedule.AutoSync;
import dev.gitsync.internal.schedule.Housekeeping;
import dev.gitsync.internal.schedule.SchedulerTasks;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.PathLookup;
import dev.gitsync.internal.state.RepositoryView;
import dev.gitsync.internal.transport.Transport;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.PushPermission;
import dev.gitsync.push.PushPreview;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.RepairReport;
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
import java.util.function.Function;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Keeps the spaces of a wiki and their git repositories one truth. Holds no state of its own beyond the parts that it was
 * built from; safe for use by several threads.
 *
 * <p>Every fetch and push brings its space up to date by itself. Whoever wants that without anyone's fetch calls
 * {@link #start()}, then {@link #pageChanged} after edits, and {@link #close()} at the end. While a large push is planned, and
 * after writes, daemon threads may do a part of the work; they end with it.
 *
 * <p>More than 300 lines: one short method, with its javadoc, for each thing that an embedder can ask for.
 */
public final class GitSync implements AutoCloseable {
    private final EngineParts parts;
    private final SpaceEngine engine;
    private final Transport transport;
    private final AutoSync autoSync;
    private final Housekeeping housekeeping;

    GitSync(EngineParts parts, PageLinks links) {
        this.parts = parts;
        this.engine = new SpaceEngine(parts, id -> pageChanged(id));
        this.transport = new Transport(engine, parts.settings(), links);
        this.autoSync = new AutoSync(
                new SchedulerTasks(
                        parts.spaces(),
                        engine::poll,
                        spaces -> SchedulerTasks.versionTokens(parts.store(), parts.repositories(), spaces)),
                parts.settings().schedule());
        this.housekeeping = new Housekeeping(
                parts.spaces(), parts.repositories(), parts.settings().schedule());
    }

    /** Begins a service. */
    public static GitSyncBuilder builder() {
        return new GitSyncBuilder();
    }

    /**
     * Begins to keep all spaces that take part up to date, on daemon threads of its own and as
     * {@link dev.gitsync.settings.GitSyncSettings#schedule()} says: all of them at once and then at every poll, and each
     * some moments after {@link #pageChanged}. A space that fails is logged, tried again after a pause that grows, and stops
     * no other. Repositories in which much has gathered are tidied up. Does nothing if it was called before, or if the
     * master switch is off.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public void start() {
        if (parts.settings().enabled()) {
            autoSync.start();
            housekeeping.start();
        }
    }

    /**
     * Says that an edit of a page of this space was committed in the wiki. Many calls in a short time are one cycle; a call
     * while a cycle of the space runs leads to one more; a call that gets lost is made up for by the next poll. Cheap, never
     * waits for any work, and never throws. Does nothing before {@link #start()} and after {@link #close()}, or if the
     * space does not take part.
     */
    public void pageChanged(SpaceId id) {
        autoSync.pageChanged(id);
    }

    /**
     * Ends what {@link #start()} began: no cycle begins any more, and those that run get
     * {@link dev.gitsync.settings.Schedule#closeWait()} to end before they are interrupted. No thread of this is left then,
     * unless a part does not answer to the interrupt; that is logged. What is being tidied up after a write may end as well,
     * also if it was never started. All calls but {@link #start()} can still be made. Does nothing the second time.
     */
    @Override
    public void close() {
        autoSync.close();
        housekeeping.close();
        parts.background().close();
    }

    /** What this was built with. */
    public GitSyncSettings settings() {
        return parts.settings();
    }

    /**
     * The space, if it takes part in git sync.
     *
     * @throws StoreException when the wiki can't be reached
     */
    public Optional<Space> space(SpaceId id) {
        return parts.spaces().find(id);
    }

    /**
     * All spaces that take part, by id.
     *
     * @throws StoreException when the wiki can't be reached
     */
    public List<Space> spaces() {
        return parts.spaces().enabled();
    }

    /**
     * One whole cycle: what the wiki changed is on {@code main} afterwards. Waits for nobody; if somebody else works on the
     * space, the report says so. Never throws.
     */
    public SyncReport runOnce(SpaceId id) {
        return engine.runOnce(id);
    }

    /**
     * Makes sure that {@code main} has every edit that the wiki had committed before the call. With nothing new this is one
     * query and takes no lease; otherwise it waits for the lease up to
     * {@link dev.gitsync.settings.CycleLimits#lockWait()} while another thread of this process has it. If another process
     * has it, which may be dead, it goes on without after 0.5 seconds: compare-and-set decides then. It does so at once if that
     * happened within the last 3 seconds, or if leases could not be asked for. Threads that call this at the same time share the
     * work. Never throws.
     */
    public SyncReport catchUp(SpaceId id) {
        return engine.catchUp(id);
    }

    /** The same for a space that {@link #space} has just answered with, without asking for it again. Never throws. */
    public SyncReport catchUp(Space space) {
        return engine.catchUp(space);
    }

    /**
     * The same, but waits for nobody: while somebody else is at work on the space the report says so, and {@code main} may lack
     * the newest edits. For what may be a little late, such as the path of a page that was saved just now. Never throws.
     */
    public SyncReport tryCatchUp(SpaceId id) {
        return engine.poll(id);
    }

    /**
     * Opens the bare repository of a space; the caller closes it. Use it to read, and for the services below. Don't move refs
     * through it: the engine moves {@code main} together with refs of its own, and merges what appears on {@code main} without a push
     * into the wiki, as the work of no pusher.
     *
     * @throws StoreException when the storage can't be reached
     */
    public Repository open(Space space) {
        return transport.open(space, parts.repositories());
    }

    /**
     * Returns a service for fetch and clone that reads the refs and shows {@code main} and nothing else. Call {@link #catchUp} first;
     * {@link #advertise} saves reading them again.
     */
    public UploadPack uploadPack(Repository repository) {
        return transport.uploadPack(repository);
    }

    /**
     * Returns what shows a client {@code main} where {@link #catchUp} has just found it, so that the refs are not read again for the
     * same request. It accepts no push: a push has to read the refs itself, so {@link #receivePack} is without it.
     *
     * @param repository that of the space, from {@link #open}
     * @param caughtUp what {@link #catchUp} returned for the space, for this request; if it does not say where {@code main} is, the
     *     refs are read
     */
    public RefAdvertisement advertise(Repository repository, SyncReport caughtUp) {
        return transport.advertise(repository, caughtUp);
    }

    /**
     * A service for push: what it accepts is committed in the wiki before git is told so, and what it refuses has changed
     * nothing.
     */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher) {
        return receivePack(space, repository, pusher, PushPermission.always());
    }

    /**
     * The same, and {@code permission} is asked right before the push changes anything: without it the push is refused with
     * {@link PushResult.Reason#NO_PERMISSION}.
     */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher, PushPermission permission) {
        return transport.receivePack(space, repository, pusher, permission);
    }

    /** A look at a push that is still coming in, for adapters that keep it until it is whole. The caller closes it. */
    public PushPreview preview(Space space) {
        return transport.preview(space, parts.repositories());
    }

    /**
     * Takes a push whose objects are in the repository already. Never throws.
     *
     * @param repository the space's own, from {@link #open}; the objects were inserted through it, because a store may show
     *     them to nobody else yet
     */
    public PushResult ingestPush(Space space, Repository repository, Pusher pusher, PushAttempt.Proposal proposal) {
        return engine.ingest(
                new PushRequest(space, RepositoryView.behind(repository), pusher, proposal, PushPermission.always()));
    }

    /**
     * Proves that {@code main} is the rendering of the wiki's pages, after a cycle of its own. Reads every page and every
     * file name of the space. Never throws.
     */
    public VerifyReport verify(SpaceId id) {
        return engine.verify(id);
    }

    /**
     * Writes the index of a space anew when wiki, {@code main} and index don't agree, and corrects {@code main} where it is
     * not the wiki. Nothing is taken from the history, and nothing changes in the wiki. Costs as much as the space is
     * large. Never throws.
     */
    public RepairReport repair(SpaceId id) {
        return engine.repair(id);
    }

    /**
     * Tidies up the repository of a space now, whether or not it is worth it; see {@link RepositoryStore#maintain}. Answers
     * whether it was done; not for a space that does not take part.
     *
     * @throws StoreException when the wiki or the storage can't be reached
     * @throws InterruptedException when the thread is interrupted; nothing is lost then
     */
    public boolean maintain(SpaceId id) throws InterruptedException {
        Optional<Space> space = parts.spaces().find(id);
        return space.isPresent() && parts.repositories().maintain(space.get());
    }

    /** What {@link #runOnce} would do now. Takes no lease, changes nothing, never throws. */
    public PlanReport plan(SpaceId id) {
        return engine.plan(id);
    }

    /**
     * Where the space stands, or empty when it does not take part. Takes no lease.
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
     * Hands {@code use} a lookup from page id to the path of the page's file, as of the last cycle; for a page without a
     * file, the path of its folder with a slash behind it. The lookup is of no use after the call.
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
     * The page whose file has this path, or, for a path that ends with a slash, the page without a file whose folder it is;
     * as of the last cycle.
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

    private static StoreException unreadable(Space space, Exception cause) {
        return new StoreException("The index of space " + space.id() + " can't be read", cause);
    }
}
