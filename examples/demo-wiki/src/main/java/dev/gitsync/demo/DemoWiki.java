package dev.gitsync.demo;

import dev.gitsync.GitSync;
import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.imports.FolderImport;
import dev.gitsync.demo.labels.LabelFill;
import dev.gitsync.demo.labels.PageLabelTexts;
import dev.gitsync.demo.links.SpaceLinks;
import dev.gitsync.demo.mirror.WikiMirrors;
import dev.gitsync.demo.server.SiteAddress;
import dev.gitsync.demo.server.WebServer;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.ssh.SshAddress;
import dev.gitsync.demo.ssh.SshService;
import dev.gitsync.demo.start.StartException;
import dev.gitsync.demo.storage.DataDirectory;
import dev.gitsync.demo.storage.WikiDatabase;
import dev.gitsync.demo.sync.CommitLines;
import dev.gitsync.demo.sync.EventRecorder;
import dev.gitsync.demo.sync.Operations;
import dev.gitsync.demo.sync.ProgressBoard;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.sync.SyncEvents;
import dev.gitsync.demo.web.Links;
import dev.gitsync.demo.wiki.PageTitles;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiNotifications;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.lfs.JdbiLfsLockStore;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.markdown.MarkdownLinkReader;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.Pusher;
import dev.gitsync.redis.RedisLeases;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** A running wiki. Its data survive {@link #close} in the data directory. */
public final class DemoWiki implements AutoCloseable {
    private final Resources resources;
    private final SiteAddress site;
    private final int port;

    private DemoWiki(Resources resources, SiteAddress site, int port) {
        this.resources = resources;
        this.site = site;
        this.port = port;
    }

    /**
     * Starts a wiki.
     *
     * <ol>
     *   <li>Lock the data directory and bind the port, so that conflicts show before anything else starts.
     *   <li>Open the database, migrate its tables, and create the first accounts and pages.
     *   <li>Build gitsync from its stores, lock and settings; import a folder if requested.
     *   <li>Start gitsync, which commits every edit, and serve requests.
     * </ol>
     *
     * @throws StartException if it can't start; then nothing keeps running
     */
    public static DemoWiki start(DemoOptions options) {
        Resources resources = new Resources();
        try {
            return start(options, resources);
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private static DemoWiki start(DemoOptions options, Resources resources) {
        DataDirectory data = resources.add(DataDirectory.open(options.data()));
        WebServer server = resources.add(WebServer.bind(options.host(), options.port()));
        GitSyncSettings settings = read(options, GitSyncSettings::fromEnvironment);
        LinkRules rules = WikiOptions.links(options);
        LeaseSettings leases = read(options, LeaseSettings::fromEnvironment);
        WikiDatabase database = resources.add(WikiDatabase.open(data, options.postgres(), leases.ttl()));
        SiteAddress site = SiteAddress.of(options.host(), server.port());
        boolean isShared = options.postgres() != null;
        JdbiAttachments.Settings files = JdbiAttachments.Settings.of(settings.attachments());
        RepositoryStore repositories;
        if (isShared) {
            JdbiRepositoryStore stored = new JdbiRepositoryStore(database.jdbi());
            repositories = stored;
            files = files.withRepositories(stored);
        } else {
            repositories = new FileRepositoryStore(data.repositories());
        }
        Parts parts = Parts.of(database.jdbi(), new JdbiAttachments(database.jdbi(), files), rules);
        PageTitles titles = WikiOptions.titles(options, database.jdbi());
        database.runExclusively(() -> {
            firstStart(parts, options);
            LabelFill labels = new LabelFill(
                    database.jdbi(), new PageLabelTexts(settings.pages().labelKeys()));
            parts.spaces().all().forEach(stored -> labels.fill(stored.space()));
        });
        requireOwnPasswordsBeyondLoopback(options.host(), parts.accounts());
        SyncEvents events = new SyncEvents(database.jdbi(), parts.clock());
        ProgressBoard progress = new ProgressBoard(database.jdbi(), parts.clock());
        WikiMirrors mirrors = WikiMirrors.of(
                new WikiMirrors.Source(database.jdbi(), options.environment(), data.mirrorKey(), isShared),
                parts.spaces(),
                settings.mirror());
        GitSync gitSync = resources.add(mirrors.addTo(GitSync.builder())
                .spaces(parts.spaces())
                .pages(parts.store())
                .format(titles.format())
                .linkReader(new MarkdownLinkReader(rules))
                .repositories(repositories)
                .lock(isShared ? lock(options, leases, database.jdbi(), resources) : new InProcessSpaceLock())
                .lockedFiles(new JdbiLfsLockStore(database.jdbi()))
                .settings(settings)
                .listener(new EventRecorder(events, progress, new CommitLines(repositories), settings.serviceUser()))
                .links((space, page) -> Optional.of(site.root() + Links.page(page)))
                .build());
        DemoOptions.Import importing = options.importing();
        if (importing != null) {
            Account admin = parts.accounts().find(FirstStart.ADMIN).orElseThrow();
            new FolderImport(parts.spaces(), repositories, gitSync, parts.clock())
                    .run(importing.folder(), importing.into(), new Pusher(admin.name(), admin.person()));
        }
        if (!isShared) {
            resources.add(ContentCleaner.start(parts.attachments(), parts.spaces(), repositories));
        } else {
            // Edits of other wikis on this database.
            resources.add(JdbiNotifications.listen(database.jdbi(), gitSync::pageChanged));
        }
        gitSync.start();
        Operations operations = resources.add(new Operations(gitSync, events));
        SpaceLinks links = new SpaceLinks(gitSync, parts.links(), rules);
        SignInLimiter limiter = new SignInLimiter(ServerLimits.defaults());
        SshAddress ssh = SshAddress.NONE;
        if (SshService.isWanted(options.environment())) {
            SshService.Bind bind = new SshService.Bind(options.host(), options.environment(), data.sshHostKeys());
            ssh = resources
                    .add(SshService.start(gitSync, parts.sshPeople(limiter), bind))
                    .address();
        }
        Wiki.Git git = new Wiki.Git(gitSync, new SpaceSync(gitSync), links, operations, events, progress, mirrors, ssh);
        server.serve(parts.servlets(git, titles, limiter));
        return new DemoWiki(resources, site, server.port());
    }

    private static void firstStart(Parts parts, DemoOptions options) {
        DemoOptions.Import importing = options.importing();
        new FirstStart(parts).run(importing == null ? null : importing.into());
        parts.spaces().all().forEach(stored -> parts.links().fill(stored.space(), parts.store()));
    }

    /**
     * Changes the password of an account without starting the wiki.
     *
     * @throws StartException if there is no such account, or the wiki is running
     */
    public static void setPassword(DemoOptions options, String account, String password) {
        try (DataDirectory data = DataDirectory.open(options.data());
                WikiDatabase database = WikiDatabase.open(
                        data,
                        options.postgres(),
                        read(options, LeaseSettings::fromEnvironment).ttl())) {
            Parts parts = Parts.of(database.jdbi(), new JdbiAttachments(database.jdbi()), WikiOptions.links(options));
            database.runExclusively(() -> firstStart(parts, options));
            if (!parts.accounts().setPassword(account, password)) {
                throw new StartException(StartException.Problem.BAD_OPTION, "There is no account " + account + ".");
            }
        }
    }

    /** Reads settings from the environment. */
    private static <T> T read(DemoOptions options, Function<Map<String, String>, T> settings) {
        try {
            return settings.apply(WikiOptions.environment(options));
        } catch (InvalidInputException e) {
            throw new StartException(StartException.Problem.BAD_OPTION, e.getMessage() + ".", e);
        }
    }

    /** A lock that all wikis on the database share. */
    private static SpaceLock lock(DemoOptions options, LeaseSettings settings, Jdbi jdbi, Resources resources) {
        String redis = options.redis();
        if (redis == null) {
            // Leases of a session end with it, so the others need not wait for those of a killed wiki to expire.
            JdbiLeases leases = resources.add(JdbiLeases.ofSession(jdbi));
            return resources.add(new LeasedSpaceLock(leases, settings.ttl()));
        }
        try {
            RedisLeases.Builder leases = RedisLeases.builder(redis).keyPrefix(settings.keyPrefix());
            return resources.add(new LeasedSpaceLock(resources.add(leases.build()), settings.ttl()));
        } catch (InvalidInputException e) {
            throw new StartException(StartException.Problem.BAD_OPTION, e.getMessage() + ".", e);
        }
    }

    private static void requireOwnPasswordsBeyondLoopback(String host, Accounts accounts) {
        if (WebServer.isLoopback(host)) {
            return;
        }
        List<String> names =
                accounts.withDefaultPassword().stream().map(Account::name).toList();
        if (!names.isEmpty()) {
            String commands = "--set-password " + String.join(", --set-password ", names);
            throw new StartException(
                    StartException.Problem.BAD_OPTION,
                    "The wiki does not listen on " + host + " while " + String.join(", ", names)
                            + " have the default password. Change it with " + commands
                            + ", or in the browser while the wiki listens on localhost.");
        }
    }

    /** The address: scheme, host and port without a trailing slash. */
    public String url() {
        return site.root();
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** The clone URL of a space. */
    public String cloneUrl(SpaceId space) {
        return site.cloneUrl(space);
    }

    /** Stops the server, gitsync and the database. Idempotent. */
    @Override
    public void close() {
        resources.close();
    }
}
