package dev.gitsync.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.audit.AuditEvent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.ssh.identity.StoredKeyAuthenticator;
import dev.gitsync.sshkey.InMemorySshKeyStore;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.ssh.ClientKey;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A wiki in memory behind a server for SSH, with two spaces: {@code docs}, which users may use, and {@code secret}, which they may not. */
final class SshWiki implements AutoCloseable {
    private static final Map<String, Access> RIGHTS = Map.of("ada", Access.WRITE, "reader", Access.READ);
    private static final Space DOCS = new Space(new SpaceId("docs"), "", "Docs");
    private static final Space SECRET = new Space(new SpaceId("secret"), "", "Secret");

    private final InMemoryPageStore pages = new InMemoryPageStore();
    private final SshKeys keys = new SshKeys(new InMemorySshKeyStore(), Clock.systemUTC());
    private final AtomicReference<Runnable> whenPlanned = new AtomicReference<>(() -> {});
    private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
    private final GitSync gitSync;
    private final GitSyncSshServer server;

    private SshWiki(Path folder, UnaryOperator<GitSyncSshServer.Builder> settings) {
        InMemorySpaceDirectory directory = new InMemorySpaceDirectory();
        directory.add(DOCS);
        directory.add(SECRET);
        gitSync = GitSync.builder()
                .spaces(directory)
                .pages(pages)
                .repositories(new InMemoryRepositoryStore())
                .validator((space, pusher, plan) -> {
                    whenPlanned.getAndSet(() -> {}).run();
                    return Optional.empty();
                })
                .build();
        server = settings.apply(GitSyncSshServer.builder()
                        .gitSync(gitSync)
                        .authenticator(new StoredKeyAuthenticator(keys, SshWiki::user))
                        .access((user, space) -> space.id().equals(DOCS.id())
                                ? RIGHTS.getOrDefault(user.id(), Access.NONE)
                                : Access.NONE)
                        .auditListener(audit::add)
                        .hostKeys(HostKeys.inFolder(folder.resolve("host-keys")))
                        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SshWiki start(Path folder) {
        return start(folder, builder -> builder);
    }

    static SshWiki start(Path folder, UnaryOperator<GitSyncSshServer.Builder> settings) {
        return new SshWiki(folder, settings);
    }

    private static Optional<WikiUser> user(String id) {
        return RIGHTS.containsKey(id)
                ? Optional.of(new WikiUser(id, new Person(id, id + "@example.org")))
                : Optional.empty();
    }

    /** Lets a user sign in with the public part of a key. */
    SshKey register(String user, ClientKey key) {
        return keys.add(user, "laptop", key.publicLine());
    }

    SshKeys keys() {
        return keys;
    }

    GitSync gitSync() {
        return gitSync;
    }

    List<AuditEvent> audit() {
        return audit;
    }

    /** Runs {@code action} once, when the next push is planned and not committed. */
    void whenPlanned(Runnable action) {
        whenPlanned.set(action);
    }

    void writePage(String title, String text) {
        new WikiEditor(pages, DOCS)
                .create(null, title, text, Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
    }

    int port() {
        return server.port();
    }

    String url() {
        return url("git/docs.git");
    }

    String url(String path) {
        return "ssh://git@127.0.0.1:" + port() + "/" + path;
    }

    GitClient clone(Path home, ClientKey key) {
        return clone(home, key, "docs");
    }

    GitClient clone(Path home, ClientKey key, String name) {
        key.git(home).ok("clone", "-q", url(), name);
        return key.git(home).in(name);
    }

    Optional<String> main() {
        return Optional.ofNullable(gitSync.status(DOCS.id()).orElseThrow().main())
                .map(Object::toString);
    }

    void assertVerified() {
        assertThat(gitSync.verify(DOCS.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
    }

    void stop() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        gitSync.close();
    }
}
