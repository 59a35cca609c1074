package dev.gitsync.servlet.campaign;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.ServletContainer;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A wiki with one space that is served over HTTP and mirrored to a remote. Its process can be killed and started again. */
final class CampaignWiki implements AutoCloseable {
    static final String USER = "writer";
    static final String PASSWORD = "secret";
    static final Space SPACE = new Space(new SpaceId("handbook"), "", "Handbook");
    private static final MirrorId MIRROR = new MirrorId("handbook");

    private final InMemoryPageStore pages = new InMemoryPageStore();
    private final InMemorySpaceDirectory spaces = InMemorySpaceDirectory.of(SPACE);
    private final MirrorStateStore states = new InMemoryMirrorStateStore();
    private final ServletContainer container = ServletContainer.chosen();
    private final CurrentServlet servlet = new CurrentServlet();
    private final Path root;
    private final int port;
    private volatile Remote remote = new Remote(new RemoteUrl("http://127.0.0.1:1/none.git"), Map.of());
    private volatile Lifetime life;
    private volatile GitSync sync;

    /**
     * Where the wiki is mirrored to.
     *
     * @param secrets the variables of its credentials
     */
    record Remote(RemoteUrl url, Map<String, String> secrets) {}

    /** Starts a wiki whose repository is below {@code root}. */
    CampaignWiki(Path root) {
        this.root = root;
        life = new Lifetime(new FileRepositoryStore(root));
        sync = build(life);
        port = container.start("/", "/git/*", servlet);
        servlet.become(sync);
    }

    private GitSync build(Lifetime lifetime) {
        Remote to = remote;
        return GitSync.builder()
                .spaces(spaces)
                .pages(lifetime.mortal(PageStore.class, pages))
                .repositories(lifetime.git())
                .mirrors(new OneMirror())
                .mirrorStates(lifetime.mortal(MirrorStateStore.class, states))
                .mirrorSecrets(new EnvironmentMirrorSecrets(to.secrets()))
                .settings(GitSyncSettings.builder()
                        .commitWindow(Duration.ZERO)
                        .mirror(mirror -> mirror.allowedAddresses("127.0.0.0/8"))
                        .build())
                .build();
    }

    /** Mirrors to this remote from the next start on. */
    void mirrorTo(Remote to) {
        remote = to;
        restart();
    }

    /** Runs the mirror once. */
    MirrorReport run() {
        return sync.mirrors().run(MIRROR);
    }

    /** The life of the current process. */
    Lifetime life() {
        return life;
    }

    /** Starts a new process on the same stores, when no thread is in the old one any more. */
    void restart() {
        servlet.replace(() -> {
            sync.close();
            life = new Lifetime(new FileRepositoryStore(root));
            sync = build(life);
            return sync;
        });
    }

    GitSync sync() {
        return sync;
    }

    /** The wiki's own door to its pages, which no kill of gitsync closes. */
    InMemoryPageStore pages() {
        return pages;
    }

    /** The folder with the repository. */
    Path root() {
        return root;
    }

    int port() {
        return port;
    }

    String url() {
        return url(port);
    }

    /** The URL of the space at a port that leads here. */
    static String url(int port) {
        return "http://127.0.0.1:" + port + "/git/handbook.git";
    }

    @Override
    public void close() {
        container.stop();
        sync.close();
    }

    private final class OneMirror implements MirrorDirectory {
        @Override
        public Optional<Mirror> find(MirrorId id) {
            return all().stream().filter(mirror -> mirror.id().equals(id)).findFirst();
        }

        @Override
        public List<Mirror> all() {
            return List.of(new Mirror(
                    MIRROR,
                    SPACE.id(),
                    remote.url(),
                    Mirror.Options.defaults().credentials("env:REMOTE").pollInterval(Duration.ofDays(1))));
        }
    }

    /** Passes requests on to the servlet of the current process. */
    private static final class CurrentServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient ReadWriteLock requests = new ReentrantReadWriteLock();
        private transient Optional<HttpServlet> current = Optional.empty();

        void become(GitSync sync) {
            replace(() -> sync);
        }

        void replace(Supplier<GitSync> next) {
            requests.writeLock().lock();
            try {
                HttpServlet servlet = GitSyncServlet.builder()
                        .gitSync(next.get())
                        .authenticator(new BasicAuthenticator(CampaignWiki::signIn))
                        .access((user, space) -> Access.WRITE)
                        .build();
                servlet.init(getServletConfig());
                current.ifPresent(HttpServlet::destroy);
                current = Optional.of(servlet);
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            } finally {
                requests.writeLock().unlock();
            }
        }

        @Override
        public void init(ServletConfig config) throws ServletException {
            super.init(config);
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
            requests.readLock().lock();
            try {
                current.orElseThrow().service(request, response);
            } finally {
                requests.readLock().unlock();
            }
        }
    }

    private static Optional<WikiUser> signIn(String name, String password) {
        return name.equals(USER) && password.equals(PASSWORD)
                ? Optional.of(new WikiUser(name, new Person(name, name + "@example.org")))
                : Optional.empty();
    }
}
