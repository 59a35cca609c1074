package dev.gitsync.examples.war;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.JdbiTokenStore;
import dev.gitsync.jdbi.PackCache;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.jdbi.lfs.JdbiLfsLockStore;
import dev.gitsync.jdbi.mirror.EncryptionKeys;
import dev.gitsync.jdbi.mirror.JdbiMirrors;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.TemplateMirrorDirectory;
import dev.gitsync.model.Person;
import dev.gitsync.servlet.GitSyncOperationsServlet;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.MirrorHookServlet;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.token.AccessTokens;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops gitsync with the web application. The database must contain the tables of {@code gitsync-jdbi}.
 *
 * <p>Settings come from the environment or from system properties of the same names: {@code WIKI_JDBC_URL}; {@code WIKI_USER} and
 * {@code WIKI_PASSWORD}, the only account of this example; {@code WIKI_TRUSTED_PROXIES}, separated by commas; and everything that
 * {@link GitSyncSettings#fromEnvironment} and {@link LeaseSettings#fromEnvironment} read. With {@code GIT_SYNC_REMOTE_TEMPLATE}, every
 * space has a mirror whose credentials {@link EnvironmentMirrorSecrets} reads.
 */
@WebListener
public final class WikiListener implements ServletContextListener {
    private @Nullable PostgresPool pool;
    private @Nullable JdbiLeases leases;
    private @Nullable LeasedSpaceLock lock;
    private @Nullable GitSync gitSync;

    /** For the container. */
    public WikiListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(System.getenv());
        PackCache.resizeToHeap();
        pool = PostgresPool.builder(required("WIKI_JDBC_URL"))
                .name("gitsync-war")
                .build();
        Jdbi jdbi = pool.jdbi();
        leases = JdbiLeases.ofSession(jdbi);
        lock = new LeasedSpaceLock(
                leases, LeaseSettings.fromEnvironment(System.getenv()).ttl());
        JdbiSpaces spaces = new JdbiSpaces(jdbi);
        JdbiRepositoryStore repositories = new JdbiRepositoryStore(jdbi);
        JdbiAttachments attachments = new JdbiAttachments(
                jdbi, JdbiAttachments.Settings.of(settings.attachments()).withRepositories(repositories));
        GitSyncBuilder builder = GitSync.builder()
                .spaces(spaces)
                .pages(new JdbiPageStore(jdbi, attachments))
                .repositories(repositories)
                .lock(lock)
                .lockedFiles(new JdbiLfsLockStore(jdbi))
                .settings(settings);
        settings.mirror()
                .template()
                .ifPresent(template -> mirror(
                        builder,
                        new TemplateMirrorDirectory(template, settings.mirror().templateOptions(), spaces),
                        jdbi));
        gitSync = builder.build();
        mount(event.getServletContext(), gitSync, jdbi);
        gitSync.start();
    }

    /** Gives the spaces their remotes, with credentials from the environment. */
    private static void mirror(GitSyncBuilder builder, MirrorDirectory remotes, Jdbi jdbi) {
        MirrorSecrets secrets = new EnvironmentMirrorSecrets(System.getenv());
        builder.mirrors(remotes)
                .mirrorStates(new JdbiMirrors(jdbi, EncryptionKeys.none(), secrets))
                .mirrorSecrets(secrets);
    }

    private static void mount(ServletContext context, GitSync gitSync, Jdbi jdbi) {
        WikiUser onlyUser = new WikiUser(required("WIKI_USER"), new Person(required("WIKI_USER"), ""));
        byte[] password = required("WIKI_PASSWORD").getBytes(StandardCharsets.UTF_8);
        Authenticator passwords = new BasicAuthenticator((name, given) -> Optional.of(onlyUser)
                .filter(user -> user.id().equals(name))
                .filter(user -> MessageDigest.isEqual(password, given.getBytes(StandardCharsets.UTF_8))));
        AccessTokens tokens = new AccessTokens(new JdbiTokenStore(jdbi), Clock.systemUTC());
        Authenticator authenticator = new TokenAuthenticator(
                        tokens,
                        id -> Optional.of(onlyUser).filter(user -> user.id().equals(id)))
                .or(passwords);
        TrustedProxies proxies = setting("WIKI_TRUSTED_PROXIES")
                .map(list -> TrustedProxies.at(list.split(",", -1)))
                .orElse(TrustedProxies.none());
        context.addServlet(
                        "git",
                        GitSyncServlet.builder()
                                .gitSync(gitSync)
                                .authenticator(authenticator)
                                .access((user, space) -> Access.MAINTAIN)
                                .trustedProxies(proxies)
                                .build())
                .addMapping("/git/*");
        context.addServlet(
                        "gitsync",
                        GitSyncOperationsServlet.builder()
                                .gitSync(gitSync)
                                .authenticator(authenticator)
                                .operators(user -> true)
                                .trustedProxies(proxies)
                                .build())
                .addMapping("/gitsync/*");
        context.addServlet(
                        "hooks",
                        MirrorHookServlet.builder()
                                .gitSync(gitSync)
                                .trustedProxies(proxies)
                                .build())
                .addMapping("/gitsync/hooks/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (gitSync != null) {
            gitSync.close();
        }
        if (lock != null) {
            lock.close();
        }
        if (leases != null) {
            leases.close();
        }
        if (pool != null) {
            pool.close();
        }
    }

    private static String required(String name) {
        return setting(name)
                .orElseThrow(() -> new IllegalStateException(name + " is missing; see the javadoc of WikiListener"));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getenv(name)).or(() -> Optional.ofNullable(System.getProperty(name)));
    }
}
