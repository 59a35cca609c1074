package dev.gitsync.examples.jspwiki;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.SpaceDirectory;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.content.PageRenamer;
import org.apache.wiki.event.WikiEventListener;
import org.apache.wiki.event.WikiEventManager;
import org.apache.wiki.event.WikiPageRenameEvent;

/** Serves the pages of a JSPWiki as a git repository, from the process of its engine. */
public final class JspWikiWithGit implements AutoCloseable {
    private static final Duration POLL = Duration.ofMinutes(1);
    private static final Space SPACE = new Space(new SpaceId("wiki"), "", "JSPWiki");

    private final WikiEngine engine;
    private final GitSync gitSync;
    private final GitPort port;

    private JspWikiWithGit(WikiEngine engine, GitSync gitSync, GitPort port) {
        this.engine = engine;
        this.gitSync = gitSync;
        this.port = port;
    }

    /** Starts: {@code FOLDER PORT USER:PASSWORD}. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 3 || !arguments[2].contains(":")) {
            System.err.println("Usage: FOLDER PORT USER:PASSWORD");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        String[] account = arguments[2].split(":", 2);
        WikiEngine engine = JspWiki.start(folder);
        JspWiki.account(engine, account[0], account[1]);
        JspWikiWithGit running = open(engine, folder.resolve("git"), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        System.out.println("git clone http://" + account[0] + "@127.0.0.1:" + running.port() + "/git/wiki.git");
        running.port.join();
    }

    /** Serves git on {@code port}, or on any free one for 0, and keeps repositories and records in {@code folder}. */
    static JspWikiWithGit open(WikiEngine engine, Path folder, int port) {
        WikiUsers users = new WikiUsers(engine);
        WikiPages pages = pages(engine, folder, users);
        FileRepositoryStore repositories = new FileRepositoryStore(folder.resolve("repositories"));
        GitSync gitSync = GitSync.builder()
                .spaces(new OneSpace())
                .pages(ListingPageStore.builder(pages, new RepositoryListingMemory(repositories))
                        .contents(new RepositoryListingContents(repositories))
                        .settings(ListingSettings.builder()
                                .unknownAuthor(new Person("JSPWiki", ""))
                                .build())
                        .build())
                .repositories(repositories)
                .format(new TextFileFormat())
                .validator(new PushRules(pages))
                .settings(GitSyncSettings.builder()
                        .commitWindow(POLL)
                        .schedule(times -> times.pollInterval(POLL))
                        .build())
                .build();
        GitSyncServlet servlet = GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator(users))
                .access(users::access)
                .realm("JSPWiki")
                .build();
        gitSync.start();
        return new JspWikiWithGit(engine, gitSync, GitPort.open("127.0.0.1", port, servlet));
    }

    /** The pages of an engine. They follow the pages that JSPWiki renames. */
    static WikiPages pages(WikiEngine engine, Path folder, WikiUsers users) {
        PageIds ids = new PageIds(folder.resolve("ids"));
        WikiPages pages = new WikiPages(
                new EnginePages(engine),
                new WikiPages.Records(ids, new Spellings(folder.resolve("spellings"))),
                new WikiFiles(engine, ids, users),
                users);
        WikiEventListener listener = event -> {
            if (event instanceof WikiPageRenameEvent renamed) {
                pages.renamed(renamed.getOldPageName(), renamed.getNewPageName());
            }
        };
        WikiEventManager.addWikiEventListener(engine.getManager(PageRenamer.class), listener);
        pages.keep(listener); // JSPWiki itself keeps it only weakly
        return pages;
    }

    int port() {
        return port.number();
    }

    @Override
    public void close() {
        port.close();
        gitSync.close();
        engine.shutdown();
    }

    /** One wiki is one repository. */
    private static final class OneSpace implements SpaceDirectory {
        @Override
        public Optional<Space> find(SpaceId id) {
            return Optional.of(SPACE).filter(space -> space.id().equals(id));
        }

        @Override
        public List<Space> enabled() {
            return List.of(SPACE);
        }
    }
}
