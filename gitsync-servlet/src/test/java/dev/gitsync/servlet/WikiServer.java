package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import dev.gitsync.tests.store.InMemoryTokenStore;
import dev.gitsync.token.AccessTokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A real container with a complete gitsync: a wiki in memory with the space {@code docs}, its repositories, and the
 * servlet at {@code /git}. Users as in {@link TestServer}, and {@code operator}, who has no access to spaces.
 */
final class WikiServer implements AutoCloseable {
    static final String PASSWORD = "secret";
    private static final Map<String, Access> RIGHTS =
            Map.of("writer", Access.WRITE, "reader", Access.READ, "stranger", Access.NONE, "operator", Access.NONE);

    private final InMemorySpaceDirectory directory = new InMemorySpaceDirectory();
    private final InMemoryPageStore pages;
    private final FaultyPageStore faulty;
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final AccessTokens tokens = new AccessTokens(new InMemoryTokenStore(), Clock.systemUTC());
    private final Space docs = new Space(new SpaceId("docs"), "", "Docs");
    private final GitSync gitSync;
    private final ServletContainer container = ServletContainer.chosen();
    private final URI root;
    private final BeforePush beforePush;

    private WikiServer(
            boolean operations, UnaryOperator<GitSyncBuilder> engine, UnaryOperator<GitSyncServlet.Builder> settings) {
        this(new InMemoryPageStore(), operations, engine, settings);
    }

    private WikiServer(
            InMemoryPageStore pages,
            boolean operations,
            UnaryOperator<GitSyncBuilder> engine,
            UnaryOperator<GitSyncServlet.Builder> settings) {
        this.pages = pages;
        this.faulty = new FaultyPageStore(pages);
        directory.add(docs);
        gitSync = engine.apply(GitSync.builder().spaces(directory).pages(faulty).repositories(repositories))
                .build();
        Authenticator authenticator =
                new TokenAuthenticator(tokens, WikiServer::user).or(new BasicAuthenticator(WikiServer::signIn));
        beforePush = new BeforePush(settings.apply(GitSyncServlet.builder()
                        .gitSync(gitSync)
                        .authenticator(authenticator)
                        .access((user, space) -> RIGHTS.getOrDefault(user.id(), Access.NONE)))
                .build());
        int port = operations
                ? container.start(
                        "/",
                        "/gitsync/*",
                        GitSyncOperationsServlet.builder()
                                .gitSync(gitSync)
                                .authenticator(authenticator)
                                .operators(user -> user.id().equals("operator"))
                                .build())
                : container.start("/", "/git/*", beforePush);
        root = URI.create("http://127.0.0.1:" + port);
    }

    static WikiServer start() {
        return startWith(builder -> builder);
    }

    static WikiServer startWith(UnaryOperator<GitSyncServlet.Builder> settings) {
        return new WikiServer(false, builder -> builder, settings);
    }

    /** Starts a server whose wiki has attachments. */
    static WikiServer startWithAttachments() {
        return startWithAttachments(builder -> builder);
    }

    /** Starts a server whose wiki has attachments, with another engine. */
    static WikiServer startWithAttachments(UnaryOperator<GitSyncBuilder> engine) {
        return new WikiServer(InMemoryPageStore.withAttachments(), false, engine, builder -> builder);
    }

    /** Starts a server with another engine. */
    static WikiServer startOver(UnaryOperator<GitSyncBuilder> engine) {
        return startOver(engine, builder -> builder);
    }

    /** Starts a server with another engine and other settings. */
    static WikiServer startOver(UnaryOperator<GitSyncBuilder> engine, UnaryOperator<GitSyncServlet.Builder> settings) {
        return new WikiServer(false, engine, settings);
    }

    /** Starts a server with the servlet for operators at {@code /gitsync} instead. */
    static WikiServer startOperations() {
        return startOperations(builder -> builder);
    }

    /** Starts a server with the servlet for operators at {@code /gitsync} instead, and another engine. */
    static WikiServer startOperations(UnaryOperator<GitSyncBuilder> engine) {
        return new WikiServer(true, engine, builder -> builder);
    }

    private static Optional<WikiUser> user(String name) {
        return RIGHTS.containsKey(name)
                ? Optional.of(new WikiUser(name, new Person(name, name + "@example.org")))
                : Optional.empty();
    }

    private static Optional<WikiUser> signIn(String name, String password) {
        return password.equals(PASSWORD) ? user(name) : Optional.empty();
    }

    AccessTokens tokens() {
        return tokens;
    }

    GitSync gitSync() {
        return gitSync;
    }

    InMemorySpaceDirectory directory() {
        return directory;
    }

    InMemoryPageStore pages() {
        return pages;
    }

    /** Returns the wiki as the engine sees it; a test can make its calls fail. */
    FaultyPageStore faulty() {
        return faulty;
    }

    /** Runs {@code action} once, after the next push has read {@code main} and before it sends its commits. */
    void beforeNextPush(Runnable action) {
        beforePush.set(action);
    }

    Space docs() {
        return docs;
    }

    WikiEditor editor() {
        return new WikiEditor(pages, docs);
    }

    /** Writes a root page that is called Home, and pulls it into {@code main}. */
    PageId writeHome() {
        PageId home = editor().create(
                        null,
                        "Home",
                        "Hello\n",
                        Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
        gitSync.runOnce(docs.id());
        return home;
    }

    /** Returns a clone of the user {@code writer} in a new folder below {@code home}. */
    GitClient clone(Path home, String name) {
        return GitClient.at(home).clone(url("writer", PASSWORD), name);
    }

    /** Checks that wiki, main and index agree. */
    void assertVerified() {
        assertThat(gitSync.verify(docs.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
    }

    String url(String user, String password) {
        return "http://" + user + ":" + password + "@" + root.getAuthority() + "/git/docs.git";
    }

    int port() {
        return root.getPort();
    }

    RawHttp request(String method, String target) {
        return RawHttp.to(root, method, target);
    }

    @Override
    public void close() {
        container.stop();
        gitSync.close();
    }
}
