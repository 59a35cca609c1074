package dev.gitsync.benchmarks.side;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.PackCache;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Person;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A wiki's server with nothing in it but gitsync. Arguments: the JDBC URL, and a folder for repositories, or nothing to keep
 * them in the database; settings are in its environment. Prints its port, and ends when its standard input does.
 */
public final class ServerMain {
    /** More than any benchmark sends. */
    private static final long MOST_BYTES = 16L << 30;

    private ServerMain() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        PackCache.resizeToHeap();
        try (PostgresPool pool = BenchDatabase.pool(args[0]);
                LeasedSpaceLock leases = new LeasedSpaceLock(new JdbiLeases(pool.jdbi()))) {
            Path folder = args.length > 1 ? Path.of(args[1]) : null;
            Stores stores = Stores.of(pool.jdbi(), folder, JdbiRepositoryStore.DEFAULT_GRACE);
            try (GitSync gitSync = stores.engine(folder == null ? leases : new InProcessSpaceLock())
                    .settings(GitSyncSettings.fromEnvironment(System.getenv()))
                    .build()) {
                serve(gitSync);
            }
        }
    }

    private static void serve(GitSync gitSync) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(servlet(gitSync)), "/git/*");
        server.setHandler(context);
        server.start();
        System.out.println(GitSyncSite.PORT + connector.getLocalPort());
        while (System.in.read() >= 0) {
            // until whoever started this closes its end
        }
        server.stop();
    }

    private static GitSyncServlet servlet(GitSync gitSync) {
        return GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator(ServerMain::signIn))
                .access((user, space) -> Access.WRITE)
                .limits(ServerLimits.builder()
                        .maxPushRequestBytes(MOST_BYTES)
                        .maxSpoolBytes(MOST_BYTES)
                        .build())
                .build();
    }

    private static Optional<WikiUser> signIn(String name, String password) {
        return password.equals(Site.PASSWORD)
                ? Optional.of(new WikiUser(name, new Person("Ada", "ada@example.org")))
                : Optional.empty();
    }
}
