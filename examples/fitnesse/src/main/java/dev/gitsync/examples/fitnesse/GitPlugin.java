package dev.gitsync.examples.fitnesse;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import fitnesse.ConfigurationParameter;
import fitnesse.components.ComponentFactory;
import fitnesse.wiki.RecentChangesWikiPage;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.WikiPageFactory;
import fitnesse.wiki.fs.FileSystemPageFactory;
import fitnesse.wiki.fs.VersionsController;
import fitnesse.wiki.fs.ZipFileVersionsController;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages of FitNesse as git repositories, on a separate port, while FitNesse runs. To enable it, add to
 * {@code plugins.properties}:
 *
 * <pre>{@code
 * Plugins=dev.gitsync.examples.fitnesse.GitPlugin
 * VersionsController=dev.gitsync.examples.fitnesse.GuardedVersions
 * }</pre>
 */
public final class GitPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(GitPlugin.class);
    private static final Duration POLL = Duration.ofMinutes(1);

    private final ComponentFactory components;

    /** Called by FitNesse, after it has created its other components. */
    public GitPlugin(ComponentFactory components) {
        this.components = components;
        boolean isToServe = setting(ConfigurationParameter.COMMAND).isEmpty()
                && setting(ConfigurationParameter.INSTALL_ONLY)
                        .filter(Boolean::parseBoolean)
                        .isEmpty();
        if (isToServe) {
            serve(GitOptions.of(components::getProperty));
        }
    }

    private void serve(GitOptions options) {
        GuardedVersions versions = versions();
        FitNessePages pages = new FitNessePages(
                versions,
                space -> writer(options, versions, space),
                new FitNesseFiles(versions, space -> files(options, space)));
        GitSync gitSync = gitSync(options, pages);
        versions.onChange(() -> options.spaces().keySet().forEach(space -> gitSync.pageChanged(space.id())));
        Accounts accounts = Accounts.of(components);
        GitSyncServlet servlet = GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator(accounts))
                .access((user, space) -> options.maintainers().contains(user.id()) ? Access.MAINTAIN : Access.WRITE)
                .trustedProxies(TrustedProxies.at(options.proxies().toArray(String[]::new)))
                .realm("FitNesse")
                .build();
        GitPort port = GitPort.open(options.host(), options.port(), servlet);
        gitSync.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            port.close();
            gitSync.close();
        }));
        options.spaces()
                .keySet()
                .forEach(space -> LOG.info(
                        "git clone http://{}:{}/git/{}.git{}",
                        options.host(),
                        port.number(),
                        space.id(),
                        accounts.areOpen() ? "  (any user name, any password)" : ""));
    }

    private static GitSync gitSync(GitOptions options, FitNessePages pages) {
        FileRepositoryStore repositories =
                new FileRepositoryStore(options.folder().resolve("repositories"));
        return GitSync.builder()
                .spaces(new Spaces(options.spaces().keySet()))
                .pages(ListingPageStore.builder(pages, new RepositoryListingMemory(repositories))
                        .contents(new RepositoryListingContents(repositories))
                        .settings(ListingSettings.builder()
                                .unknownAuthor(new Person("FitNesse", ""))
                                .build())
                        .build())
                .repositories(repositories)
                .format(new WikiFileFormat())
                .validator(new PushRules())
                .links((space, page) -> pages.address(space, page).map(options.wikiUrl()::concat))
                .settings(GitSyncSettings.builder()
                        .commitWindow(POLL)
                        .schedule(times -> times.pollInterval(POLL))
                        .build())
                .build();
    }

    private SpaceWriter writer(GitOptions options, GuardedVersions versions, Space space) {
        Path folder = options.folder().resolve("pages").resolve(space.id().value());
        return new SpaceWriter(
                new WikiTree(wiki(), options.spaces().getOrDefault(space, List.of())),
                versions,
                components.createComponent(ConfigurationParameter.RECENT_CHANGES_CLASS, RecentChangesWikiPage.class),
                new PageIds(folder.resolve("ids")),
                new Spellings(folder.resolve("spellings")));
    }

    /** FitNesse has one section of files, below its root page. */
    private Optional<SpaceFiles> files(GitOptions options, Space space) {
        return Optional.ofNullable(options.spaces().get(space))
                .filter(List::isEmpty)
                .map(whole -> new SpaceFiles(root().toPath().resolve("files")));
    }

    private File root() {
        String name = setting(ConfigurationParameter.ROOT_DIRECTORY).orElse("FitNesseRoot");
        return new File(setting(ConfigurationParameter.ROOT_PATH).orElse("."), name);
    }

    /** The root page of the wiki, created for each call. */
    private Supplier<WikiPage> wiki() {
        WikiPageFactory factory =
                components.createComponent(ConfigurationParameter.WIKI_PAGE_FACTORY_CLASS, FileSystemPageFactory.class);
        File folder = root();
        return () -> factory.makePage(
                folder, folder.getName(), null, key -> Optional.ofNullable(components.getProperty(key)));
    }

    private GuardedVersions versions() {
        VersionsController versions = components.createComponent(
                ConfigurationParameter.VERSIONS_CONTROLLER_CLASS, ZipFileVersionsController.class);
        if (versions instanceof GuardedVersions guarded) {
            return guarded;
        }
        throw new IllegalStateException("To serve git, plugins.properties needs the line VersionsController="
                + GuardedVersions.class.getName() + "; " + GuardedVersions.INNER + "="
                + versions.getClass().getName() + " keeps the one that is used now");
    }

    private Optional<String> setting(ConfigurationParameter parameter) {
        return Optional.ofNullable(components.getProperty(parameter.getKey()));
    }
}
