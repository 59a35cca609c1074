package dev.gitsync.internal.mirror.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.ApacheGit;
import dev.gitsync.tests.TlsCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Remotes with TLS. */
@EnabledIf("dev.gitsync.tests.ApacheGit#isAvailable")
class SecureRemoteTest {
    private static final Optional<RemoteCredentials> USER =
            Optional.of(new UserPassword(ApacheGit.USER, ApacheGit.PASSWORD));

    private static ApacheGit apache;

    private final GitSyncSettings settings = RemoteFixture.settings(it -> {});
    private final JGitConnector connector = RemoteFixture.connector(settings, USER);

    @BeforeAll
    static void start() {
        apache = ApacheGit.start();
    }

    @AfterAll
    static void stop() {
        apache.close();
    }

    @Test
    void usesTlsWithACertificateThatIsTrusted() throws Exception {
        apache.create("secure");
        SpaceRepository wiki = new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "DOCS", "Docs"));
        ObjectId first = RemoteFixture.commit(wiki, ObjectId.zeroId(), "Home.md", "home".getBytes(UTF_8));
        try (RemoteRepository remote = RemoteFixture.connector(settings, USER, apache.trusting())
                .connect(RemoteFixture.mirror(apache.tlsUrl("localhost", "secure")))) {
            assertThat(RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first))
                    .isTrue();
            assertThat(remote.heads().at("main")).isEqualTo(first);
        }
    }

    @Test
    void refusesACertificateThatIsNotTrusted() {
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        connector, RemoteFixture.mirror(apache.tlsUrl("localhost", "any")), RemoteRepository::heads),
                Outcome.UNTRUSTED,
                "The certificate of the remote at localhost is not trusted. Add its certificate authority to the trust"
                        + " store of this JVM (javax.net.ssl.trustStore).");
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        RemoteFixture.connector(settings, USER, apache.trusting()),
                        RemoteFixture.mirror(apache.tlsUrl("127.0.0.1", "any")),
                        RemoteRepository::heads),
                Outcome.UNTRUSTED,
                "The certificate of the remote at 127.0.0.1 is for another host. Use the name in the certificate in the"
                        + " URL of the mirror.");
    }

    @Test
    void saysThatThePortDoesNotSpeakTls() {
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        connector,
                        RemoteFixture.mirror(apache.url("any").replace("http:", "https:")),
                        RemoteRepository::heads),
                Outcome.UNTRUSTED,
                "The remote at 127.0.0.1 does not accept TLS as this server offers it. Check the port in the URL of the"
                        + " mirror, and which versions of TLS the remote accepts.");
    }

    @Test
    void refusesACertificateThatHasExpired(@TempDir Path folder) throws Exception {
        String curve = "ec_paramgen_curve:prime256v1";
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt " + curve + " -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca");
        openssl(
                folder,
                "req -newkey ec -pkeyopt " + curve + " -nodes -keyout key.pem -out request.pem -subj /CN=localhost"
                        + " -addext subjectAltName=DNS:localhost");
        openssl(
                folder,
                "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days -1 -copy_extensions copy"
                        + " -out certificate.pem");
        openssl(folder, "pkcs12 -export -in certificate.pem -inkey key.pem -passout pass:changeit -out server.p12");
        KeyStore server = KeyStore.getInstance("PKCS12");
        char[] password = "changeit".toCharArray();
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            server.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> handshake(socket));
            thread.start();
            RemoteFixture.assertSays(
                    RemoteFixture.failure(
                            RemoteFixture.connector(settings, USER, TlsCertificate.trusting(folder.resolve("ca.pem"))),
                            RemoteFixture.mirror("https://localhost:" + socket.getLocalPort() + "/wiki.git"),
                            RemoteRepository::heads),
                    Outcome.UNTRUSTED,
                    "The certificate of the remote at localhost has expired. Renew it there.");
            thread.join();
        }
    }

    private static void handshake(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            connection.getInputStream().read();
        } catch (IOException e) {
            // The client does not like the certificate.
        }
    }

    private static void openssl(Path folder, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
    }
}
