package dev.gitsync.servlet;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.tests.http.RawHttp;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A real container with the servlet, on the loopback address and its own port. Users: {@code writer}, {@code reader}
 * and {@code stranger}, each with {@link #PASSWORD}. Spaces: {@code docs}, and those that a test adds.
 */
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "pässwörd: 7";

    private final TestSpaces spaces;
    private final Map<String, Access> rights =
            new ConcurrentHashMap<>(Map.of("writer", Access.WRITE, "reader", Access.READ, "stranger", Access.NONE));
    private final ServletContainer container = ServletContainer.chosen();
    private final URI mount;

    private TestServer(Path folder, String context, String mapping, UnaryOperator<GitSyncServlet.Builder> settings) {
        spaces = new TestSpaces(folder);
        spaces.add("docs");
        int port = container.start(context, mapping, settings.apply(servlet()).build());
        String path = (context.equals("/") ? "" : context) + mapping.substring(0, mapping.length() - 2);
        mount = URI.create("http://127.0.0.1:" + port + path.replace(" ", "%20"));
    }

    /** Starts a server at {@code /git}, with its repositories in {@code folder}. */
    static TestServer start(Path folder) {
        return startAt(folder, "/", "/git/*");
    }

    /** Starts a server with another context and another mapping. */
    static TestServer startAt(Path folder, String context, String mapping) {
        return new TestServer(folder, context, mapping, builder -> builder);
    }

    /** Starts a server at {@code /git}, with other settings. */
    static TestServer startWith(Path folder, UnaryOperator<GitSyncServlet.Builder> settings) {
        return new TestServer(folder, "/", "/git/*", settings);
    }

    private GitSyncServlet.Builder servlet() {
        return GitSyncServlet.builder()
                .spaces(spaces)
                .authenticator(new BasicAuthenticator(this::signIn))
                .access(this::access)
                .realm("Test wiki");
    }

    private Optional<WikiUser> signIn(String name, String password) {
        return rights.containsKey(name) && password.equals(PASSWORD)
                ? Optional.of(new WikiUser("id-of-" + name, new Person(name, name + "@example.org")))
                : Optional.empty();
    }

    private Access access(WikiUser user, Space space) {
        return rights.getOrDefault(user.person().name(), Access.NONE);
    }

    TestSpaces spaces() {
        return spaces;
    }

    /** Gives {@code user} another access right on every space. */
    void allow(String user, Access access) {
        rights.put(user, access);
    }

    /** Returns the URL of a space for git, with credentials. */
    String url(String user, String space) {
        String password = "p%C3%A4ssw%C3%B6rd%3A%207";
        return "http://" + user + ":" + password + "@" + mount.getAuthority() + mount.getRawPath() + "/" + space
                + ".git";
    }

    /** Returns a request to a path below the mount. */
    RawHttp request(String method, String below) {
        return RawHttp.to(mount, method, mount.getRawPath() + below);
    }

    /** Returns a request to any target. */
    RawHttp requestTo(String method, String target) {
        return RawHttp.to(mount, method, target);
    }

    @Override
    public void close() {
        container.stop();
    }
}
