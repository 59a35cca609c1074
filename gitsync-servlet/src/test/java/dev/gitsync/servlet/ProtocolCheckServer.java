package dev.gitsync.servlet;

import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushPreview;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.BasicCredentials;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.git.AuthorizedRequest;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * The servlet with its limits and its sign-in over a folder of plain repositories, so that test suites that others have
 * written for git servers can be run against it. There is no wiki and no rule about refs: what a repository's own
 * configuration allows is allowed.
 *
 * <p>From the environment: {@code PEER_ROOT}, the folder with {@code <name>.git} in it; {@code PEER_PORT} on the loopback
 * address, or any free one; {@code PEER_PREFIX}, the path in front of the name, {@code /git} without it. Users are {@code
 * user@host}, who may do everything, and {@code forbidden-user@host}, who is told 403; the password is {@code pass@host}.
 */
public final class ProtocolCheckServer implements AutoCloseable {
    private static final String USER = "user@host";
    private static final String FORBIDDEN = "forbidden-user@host";
    private static final String PASSWORD = "pass@host";

    private final ServletContainer container = ServletContainer.chosen();
    private final int port;

    private ProtocolCheckServer(Path root, int wantedPort, String prefix) {
        GitSyncServlet servlet = GitSyncServlet.builder()
                .spaces(new PlainRepositories(root))
                .authenticator(new BasicAuthenticator(ProtocolCheckServer::signIn))
                .access((user, space) -> mayBePushedTo(root, space) ? Access.MAINTAIN : Access.READ)
                .build();
        port = container.start(wantedPort, "/", prefix + "/*", new Forbidding(servlet));
    }

    static ProtocolCheckServer start(Path root, int port, String prefix) {
        return new ProtocolCheckServer(root, port, prefix);
    }

    int port() {
        return port;
    }

    private static Optional<WikiUser> signIn(String name, String password) {
        boolean isKnown = name.equals(USER) || name.equals(FORBIDDEN);
        return isKnown && password.equals(PASSWORD)
                ? Optional.of(new WikiUser(name, new Person(name, name)))
                : Optional.empty();
    }

    /** What git http-backend asks before a push: {@code http.receivepack}. */
    private static boolean mayBePushedTo(Path root, Space space) {
        try (Repository repository = new PlainRepositories(root).open(space)) {
            return repository.getConfig().getBoolean("http", "receivepack", true);
        }
    }

    /** Serves until the process is killed. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Path root = Path.of(Objects.requireNonNull(environment.get("PEER_ROOT"), "PEER_ROOT"));
        int port = Integer.parseInt(environment.getOrDefault("PEER_PORT", "0"));
        ProtocolCheckServer server = start(root, port, environment.getOrDefault("PEER_PREFIX", "/git"));
        System.out.println("listening on http://127.0.0.1:" + server.port());
        Thread.currentThread().join();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Tells one user 403 everywhere, which the servlet itself does not do, since a space that is not for you is a 404. */
    private static final class Forbidding extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient GitSyncServlet servlet;

        Forbidding(GitSyncServlet servlet) {
            this.servlet = servlet;
        }

        @Override
        public void init(ServletConfig config) throws ServletException {
            super.init(config);
            servlet.init(config);
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            boolean isForbidden = BasicCredentials.of(request)
                    .filter(credentials -> credentials.userName().equals(FORBIDDEN))
                    .filter(credentials -> credentials.password().equals(PASSWORD))
                    .isPresent();
            if (isForbidden) {
                ErrorResponse.setCommonHeaders(response);
                ErrorResponse.PUSH_FORBIDDEN.send(response);
            } else {
                servlet.service((ServletRequest) request, response);
            }
        }
    }

    private record PlainRepositories(Path root) implements SpaceGateway {
        @Override
        public Optional<Space> space(SpaceId id) {
            return Files.isDirectory(folder(id)) ? Optional.of(new Space(id, "", id.value())) : Optional.empty();
        }

        @Override
        public SyncReport catchUp(Space space) {
            return new SyncReport.UpToDate(space.id(), null);
        }

        @Override
        public Repository open(Space space) {
            try {
                return new FileRepositoryBuilder()
                        .setGitDir(folder(space.id()).toFile())
                        .setMustExist(true)
                        .setBare()
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp) {
            return new UploadPack(repository);
        }

        @Override
        public PushPreview preview(Space space) {
            return (bytes, from, length) -> false;
        }

        @Override
        public ReceivePack receivePack(AuthorizedRequest authorized, Repository repository) {
            ReceivePack receive = new ReceivePack(repository);
            receive.setAllowPushOptions(repository.getConfig().getBoolean("receive", "advertisePushOptions", false));
            return receive;
        }

        private Path folder(SpaceId id) {
            return root.resolve(id + ".git");
        }
    }
}
