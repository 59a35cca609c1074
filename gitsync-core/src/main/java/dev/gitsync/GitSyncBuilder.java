package dev.gitsync;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.BackgroundExecutor;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.SpaceDirectory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link GitSync}. The wiki's own three are needed; all others have a default. Not safe for use by
 * several threads.
 */
public final class GitSyncBuilder {
    private @Nullable SpaceDirectory spaces;
    private @Nullable PageStore pages;
    private @Nullable RepositoryStore repositories;
    private SpaceLock lock = new InProcessSpaceLock();
    private PageFormat format = new MarkdownFormat();
    private PathNaming naming = new SafePathNaming();
    private PushValidator validator = PushValidator.noop();
    private PushInterceptor interceptor = PushInterceptor.none();
    private PageLinks links = PageLinks.none();
    private SyncListener listener = SyncListener.noop();
    private GitSyncSettings settings = GitSyncSettings.defaults();
    private LongSupplier nanoTime = System::nanoTime;

    GitSyncBuilder() {}

    /** Which spaces take part. Needed. */
    public GitSyncBuilder spaces(SpaceDirectory directory) {
        spaces = directory;
        return this;
    }

    /** The wiki. Needed. */
    public GitSyncBuilder pages(PageStore store) {
        pages = store;
        return this;
    }

    /** Where the repositories live. Needed. */
    public GitSyncBuilder repositories(RepositoryStore store) {
        repositories = store;
        return this;
    }

    /** Who may work on a space; by default leases within this process. */
    public GitSyncBuilder lock(SpaceLock spaceLock) {
        lock = spaceLock;
        return this;
    }

    /** How a page is a file; by default {@link MarkdownFormat}. */
    public GitSyncBuilder format(PageFormat pageFormat) {
        format = pageFormat;
        return this;
    }

    /** How a title becomes a name; by default {@link SafePathNaming}. */
    public GitSyncBuilder naming(PathNaming pathNaming) {
        naming = pathNaming;
        return this;
    }

    /** The wiki's own rules for a push; by default none. */
    public GitSyncBuilder validator(PushValidator pushValidator) {
        validator = pushValidator;
        return this;
    }

    /** Surrounds what is done with the wiki on behalf of a user, for a security context or a transaction; by default nothing. */
    public GitSyncBuilder interceptor(PushInterceptor pushInterceptor) {
        interceptor = pushInterceptor;
        return this;
    }

    /** Where pages are to be seen; by default nowhere. */
    public GitSyncBuilder links(PageLinks pageLinks) {
        links = pageLinks;
        return this;
    }

    /** Who is told what happened; by default nobody. */
    public GitSyncBuilder listener(SyncListener syncListener) {
        listener = syncListener;
        return this;
    }

    /** The operator's settings; by default {@link GitSyncSettings#defaults()}. */
    public GitSyncBuilder settings(GitSyncSettings gitSyncSettings) {
        settings = gitSyncSettings;
        return this;
    }

    /** Measures how long a cycle works, for tests; by default {@link System#nanoTime}. */
    GitSyncBuilder nanoTime(LongSupplier monotonicClock) {
        nanoTime = monotonicClock;
        return this;
    }

    /** @throws InvalidInputException when a part is missing; the message names it */
    public GitSync build() {
        EngineParts parts = new EngineParts(
                settings.enabled() ? required(spaces, "spaces") : SpaceDirectory.none(),
                required(pages, "pages"),
                required(repositories, "repositories"),
                lock,
                new PageFiles(format, naming),
                validator,
                interceptor,
                listener,
                settings,
                new BackgroundExecutor(),
                nanoTime);
        return new GitSync(parts, links);
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new InvalidInputException("GitSync needs '" + name + "': call ." + name + "(…) before build()");
        }
        return part;
    }
}
