package dev.gitsync.examples.embedding;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.servlet.GitSyncServlet;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The wiki of notes with gitsync in it, served by Jetty on the loopback address. */
public final class NotesServer implements AutoCloseable {
    private static final Map<String, String> PASSWORDS = Map.of("ada", "demo", "bob", "demo");

    private final Notes notes;
    private final GitSync gitSync;
    private final Server server;
    private final ServerConnector connector;

    private NotesServer(Path data, int port) {
        notes = new Notes(data.resolve("notes"));
        gitSync = gitSync(notes, data);
        server = new Server();
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(mounted(gitSync));
        LifeCycle.start(server);
        gitSync.start();
    }

    /** Serves the notebook {@code handbook}, stored in {@code data}, on a port; 0 means any free port. */
    public static NotesServer start(Path data, int port) {
        return new NotesServer(data, port);
    }

    private static GitSync gitSync(Notes notes, Path data) {
        // tag::assemble[]
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(System.getenv());
        FileRepositoryStore repositories =
                new FileRepositoryStore(settings.dataDirectory().orElse(data.resolve("git")));
        GitSync gitSync = GitSync.builder()
                .spaces(new NotebookDirectory(List.of("handbook")))
                .pages(ListingPageStore.builder(new NotesListing(notes), new RepositoryListingMemory(repositories))
                        .build())
                .repositories(repositories)
                .settings(settings)
                .build();
        // end::assemble[]
        return gitSync;
    }

    private static ServletContextHandler mounted(GitSync gitSync) {
        // tag::mount[]
        GitSyncServlet servlet = GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new BasicAuthenticator(NotesServer::signIn))
                .access((user, space) -> user.id().equals("ada") ? Access.MAINTAIN : Access.READ)
                .build();
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(servlet), "/git/*");
        // end::mount[]
        return context;
    }

    // tag::accounts[]
    private static Optional<WikiUser> signIn(String name, String password) {
        byte[] right = PASSWORDS.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(right, password.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(new WikiUser(name, new Person(name, name + "@example.org")))
                : Optional.empty();
    }
    // end::accounts[]

    /** Saves a note, as a form of the wiki would. */
    public void save(Note note) {
        // tag::edit[]
        notes.save("handbook", note, now -> true);
        gitSync.pageChanged(new SpaceId("handbook"));
        // end::edit[]
    }

    /** Returns the wiki. */
    public Notes notes() {
        return notes;
    }

    /** Returns the clone URL. */
    public String cloneUrl() {
        return "http://127.0.0.1:" + connector.getLocalPort() + "/git/handbook.git";
    }

    @Override
    public void close() {
        // tag::close[]
        LifeCycle.stop(server);
        gitSync.close();
        // end::close[]
    }

    /**
     * Starts a server with one note and runs until the process ends.
     *
     * @param arguments the folder for notes and repositories, and the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        NotesServer wiki = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Note welcome = new Note("welcome", null, "Welcome", "Hello\n", "ada", "ada@example.org", Instant.now());
        wiki.notes.save("handbook", welcome, Objects::isNull);
        System.out.println("git clone " + wiki.cloneUrl());
        wiki.server.join();
    }
}
