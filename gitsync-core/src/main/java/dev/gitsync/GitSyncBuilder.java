package dev.gitsync;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.format.label.FrontMatterLabels;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkReader;
import dev.gitsync.internal.labels.LabelledPageStore;
import dev.gitsync.internal.labels.SpaceLabels;
import dev.gitsync.internal.mirror.MirrorParts;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.UnreservedSpaces;
import dev.gitsync.internal.mirror.remote.JGitConnector;
import dev.gitsync.internal.pages.LinkParts;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.BackgroundExecutor;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.lfs.InMemoryLfsLockStore;
import dev.gitsync.lfs.LfsLockStore;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link GitSync} from its parts. Spaces, pages and repositories are required; all other parts have a default. Not
 * safe for use by several threads.
 */
public final class GitSyncBuilder {
    private @Nullable SpaceDirectory spaces;
    private @Nullable PageStore pages;
    private @Nullable RepositoryStore repositories;
    private SpaceLock lock = new InProcessSpaceLock();
    private PageFormat format = new MarkdownFormat();
    private PathNaming naming = new SafePathNaming();
    private LabelFormat labels = new FrontMatterLabels();
    private LinkParts linkParts = LinkParts.none();
    private PushValidator validator = PushValidator.noop();
    private PushInterceptor interceptor = PushInterceptor.none();
    private PageLinks links = PageLinks.none();
    private SyncListener listener = SyncListener.noop();
    private StepObserver observer = StepObserver.noop();
    private MirrorParts mirrors = MirrorParts.none();
    private LfsLockStore lockedFiles = new InMemoryLfsLockStore();
    private @Nullable RemoteConnector remotes;
    private GitSyncSettings settings = GitSyncSettings.defaults();
    private LongSupplier nanoTime = System::nanoTime;

    GitSyncBuilder() {}

    /** Sets the directory of the spaces for which git sync is enabled. Required. */
    public GitSyncBuilder spaces(SpaceDirectory directory) {
        spaces = directory;
        return this;
    }

    /** Sets the store of the wiki's pages. Required. */
    public GitSyncBuilder pages(PageStore store) {
        pages = store;
        return this;
    }

    /** Sets the store of the git repositories. Required. */
    public GitSyncBuilder repositories(RepositoryStore store) {
        repositories = store;
        return this;
    }

    /** Sets the lock that grants leases of spaces. By default, leases are valid within this process only. */
    public GitSyncBuilder lock(SpaceLock spaceLock) {
        lock = spaceLock;
        return this;
    }

    /** Sets the format of page files. The default is {@link MarkdownFormat}. */
    public GitSyncBuilder format(PageFormat pageFormat) {
        format = pageFormat;
        return this;
    }

    /** Sets how file names are derived from titles. The default is {@link SafePathNaming}. */
    public GitSyncBuilder naming(PathNaming pathNaming) {
        naming = pathNaming;
        return this;
    }

    /**
     * Sets how links between pages are found, for a wiki that stores links as written. The receipt of a push then names the links
     * that it breaks. By default the engine does not look at links.
     */
    public GitSyncBuilder linkReader(LinkReader reader) {
        linkParts = linkParts.reader(reader);
        return this;
    }

    /**
     * Sets how links are converted, for a wiki that stores them by the ids of pages. Files then contain paths, and follow pages that
     * move. By default, files contain what the wiki stores. A space that has a repository already gets other files in its next cycle.
     */
    public GitSyncBuilder linkCodec(LinkCodec codec) {
        linkParts = linkParts.codec(codec);
        return this;
    }

    /** Sets how files contain labels, for a wiki {@linkplain PageStore#labels with labels}. The default is {@link FrontMatterLabels}. */
    public GitSyncBuilder labelFormat(LabelFormat format) {
        labels = format;
        return this;
    }

    /** Sets the wiki's own rules for a push. By default there are none. */
    public GitSyncBuilder validator(PushValidator pushValidator) {
        validator = pushValidator;
        return this;
    }

    /**
     * Sets the interceptor around the work done with the wiki on behalf of a user, for a security context or a transaction. By
     * default there is none.
     */
    public GitSyncBuilder interceptor(PushInterceptor pushInterceptor) {
        interceptor = pushInterceptor;
        return this;
    }

    /** Sets the links to pages. By default pages have no links. */
    public GitSyncBuilder links(PageLinks pageLinks) {
        links = pageLinks;
        return this;
    }

    /** Sets the listener for events. By default there is none. */
    public GitSyncBuilder listener(SyncListener syncListener) {
        listener = syncListener;
        return this;
    }

    /** Sets the observer of the engine's steps, for traces and timers. By default there is none. */
    public GitSyncBuilder observer(StepObserver stepObserver) {
        observer = stepObserver;
        return this;
    }

    /** Sets the directory of mirrors. By default there are none. */
    public GitSyncBuilder mirrors(MirrorDirectory directory) {
        mirrors = mirrors.directory(directory);
        return this;
    }

    /** Sets the store of the states of mirrors. The default is an {@link dev.gitsync.mirror.InMemoryMirrorStateStore}. */
    public GitSyncBuilder mirrorStates(MirrorStateStore store) {
        mirrors = mirrors.states(store);
        return this;
    }

    /** Sets where mirrors find their secrets. By default there are none. */
    public GitSyncBuilder mirrorSecrets(MirrorSecrets secrets) {
        mirrors = mirrors.secrets(secrets);
        return this;
    }

    /**
     * Sets the store of the locks of Git LFS. The default is an {@link InMemoryLfsLockStore}; processes that serve the same spaces
     * need a shared one.
     */
    public GitSyncBuilder lockedFiles(LfsLockStore store) {
        lockedFiles = store;
        return this;
    }

    /** Sets the operator's settings. The default is {@link GitSyncSettings#defaults()}. */
    public GitSyncBuilder settings(GitSyncSettings gitSyncSettings) {
        settings = gitSyncSettings;
        return this;
    }

    /** Sets how mirrors reach their remotes, for tests. The default is JGit. */
    GitSyncBuilder remotes(RemoteConnector connector) {
        remotes = connector;
        return this;
    }

    /** Sets the clock that measures the duration of a cycle, for tests. The default is {@link System#nanoTime}. */
    GitSyncBuilder nanoTime(LongSupplier monotonicClock) {
        nanoTime = monotonicClock;
        return this;
    }

    /**
     * Returns the service.
     *
     * @throws InvalidInputException when a required part is missing; the message names it
     */
    public GitSync build() {
        PageStore store = required(pages, "pages");
        SpaceLabels spaceLabels = SpaceLabels.of(labels, settings.pages().labelKeys(), store);
        EngineParts parts = new EngineParts(
                settings.enabled() ? new UnreservedSpaces(required(spaces, "spaces")) : SpaceDirectory.none(),
                LabelledPageStore.over(store, spaceLabels),
                required(repositories, "repositories"),
                lock,
                new PageFiles(format, naming)
                        .withLinks(linkParts)
                        .withFolderPages(settings.pages().folderPages())
                        .withOrderFiles(settings.pages().orderFiles())
                        .withAttachments(store.attachments().isPresent())
                        .withLfsAbove(settings.attachments().lfsThreshold().orElse(Long.MAX_VALUE)),
                spaceLabels.apart(validator),
                spaceLabels,
                interceptor,
                listener,
                StepRecorder.of(observer),
                mirrors,
                new LfsLocks(lockedFiles, Clock.systemUTC()),
                settings,
                new BackgroundExecutor(),
                nanoTime);
        RemoteConnector connector = remotes == null ? new JGitConnector(mirrors.secrets(), settings) : remotes;
        return new GitSync(parts, links, connector);
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new InvalidInputException("GitSync needs '" + name + "': call ." + name + "(…) before build()");
        }
        return part;
    }
}
