package dev.gitsync.servlet;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.internal.credentials.BasicCredentials;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/**
 * Serves a folder of plain repositories with the servlet, its limits and its sign-in, so that test suites written for git servers run against
 * it without an adapter. There is no wiki and there are no rules about refs: the configuration and the hooks of each repository decide, see
 * {@link PlainRepositories} and {@link ReceiveHooks}. A repository has two URLs, with {@code .git} and without.
 *
 * <p>Environment variables: {@code PEER_ROOT} is the folder of the repositories; {@code PEER_PORT} is the port on the loopback address, by
 * default any free one; {@code PEER_PREFIX} is the path before the name, by default {@code /git}. The user {@code user@host} may do
 * everything, and the server answers 403 to {@code forbidden-user@host}; the password of both is {@code pass@host}.
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
        port = container.start(wantedPort, "/", prefix + "/*", new PeerServlet(servlet, prefix));
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

    /** Returns {@code http.receivepack}, which git http-backend reads before a push. */
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

    /**
     * Does what suites for git servers expect and {@link GitSyncServlet} does not: answers 403 to one user, where the servlet answers 404 for
     * a space that the user may not read, and serves a repository also without {@code .git}.
     */
    private static final class PeerServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient GitSyncServlet servlet;
        private final Pattern withoutSuffix;

        PeerServlet(GitSyncServlet servlet, String prefix) {
            this.servlet = servlet;
            withoutSuffix = Pattern.compile("(" + Pattern.quote(prefix) + "/[^/]+)(?<!\\.git)(/.*)");
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
                servlet.service((ServletRequest) withSuffix(request), response);
            }
        }

        private HttpServletRequest withSuffix(HttpServletRequest request) {
            Matcher uri = withoutSuffix.matcher(request.getRequestURI());
            if (!uri.matches()) {
                return request;
            }
            String renamed = uri.group(1) + ".git" + uri.group(2);
            return new HttpServletRequestWrapper(request) {
                @Override
                public String getRequestURI() {
                    return renamed;
                }
            };
        }
    }
}
