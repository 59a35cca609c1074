package dev.gitsync.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.ssh.limits.SshLimits;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import dev.gitsync.tests.ssh.ClientKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host keys over restarts, a stop amid a push, and clients that do nothing. */
class ServerLifeTest {
    @TempDir
    private static Path keys;

    private static ClientKey ada;
    private static ClientKey stranger;

    @TempDir
    private Path home;

    @BeforeAll
    static void createKeys() {
        ada = ClientKey.ed25519(keys, "ada");
        stranger = ClientKey.ed25519(keys, "stranger");
    }

    private SshWiki start(java.util.function.UnaryOperator<GitSyncSshServer.Builder> settings) {
        SshWiki wiki = SshWiki.start(home, settings);
        wiki.register("ada", ada);
        wiki.writePage("Home", "Hello\n");
        return wiki;
    }

    @Test
    void keepsItsHostKeysForTheOwnerOnly() throws IOException {
        Path folder = home.resolve("host");
        List<String> first = HostKeys.inFolder(folder).fingerprints();

        assertThat(HostKeys.inFolder(folder).fingerprints()).isEqualTo(first).hasSize(2);
        for (String name : List.of("ssh_host_ed25519_key", "ssh_host_ecdsa_key")) {
            Path file = folder.resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String shown = ClientKey.run(home, List.of("ssh-keygen", "-l", "-f", file.toString()))
                    .stdout();
            assertThat(first).anyMatch(shown::contains);
        }
        List<String> texts = List.of(Files.readString(folder.resolve("ssh_host_ed25519_key")));
        assertThat(HostKeys.ofTexts(texts).fingerprints()).containsExactly(first.get(0));
    }

    @Test
    void refusesHostKeysThatOthersMayRead() throws IOException {
        Path folder = home.resolve("host");
        HostKeys.inFolder(folder);
        Files.setPosixFilePermissions(
                folder.resolve("ssh_host_ecdsa_key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HostKeys.inFolder(folder))
                .withMessageContaining("chmod 600");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HostKeys.ofTexts(List.of("no key")))
                .withMessageContaining("no private key in OpenSSH's form");
    }

    @Test
    void endsAPushBeforeItStops() throws Exception {
        try (SshWiki wiki = start(builder -> builder)) {
            GitClient git = wiki.clone(home, ada);
            git.commit("Guide.md", "How to\n");
            CountDownLatch stopping = new CountDownLatch(1);
            Thread stop = new Thread(() -> {
                stopping.countDown();
                try {
                    wiki.stop();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            wiki.whenPlanned(() -> {
                stop.start();
                awaitRefused(wiki.port(), stopping);
            });

            Outcome push = git.run("push", "origin", "HEAD:main");

            assertThat(push.exitCode()).as(push.stderr()).isZero();
            stop.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(stop.isAlive()).isFalse();
            wiki.assertVerified();
        }
    }

    /** The push ends within what the client sends first, and far beyond it. */
    @ParameterizedTest
    @ValueSource(ints = {100_000, 8 << 20})
    void tellsThatAPushIsTooLarge(int bytes) throws IOException {
        ServerLimits limits =
                ServerLimits.builder().maxPushRequestBytes(1 << 16).build();
        try (SshWiki wiki = start(builder -> builder.serverLimits(limits))) {
            GitClient git = wiki.clone(home, ada);
            byte[] noise = new byte[bytes];
            new Random(1).nextBytes(noise);
            git.commit("big.bin", Base64.getEncoder().encodeToString(noise));

            Outcome push = git.run("push", "origin", "HEAD:main");

            assertThat(push.exitCode()).isNotZero();
            assertThat(push.stderr()).contains("The request exceeds a size limit of this server.");
        }
    }

    private static void awaitRefused(int port, CountDownLatch stopping) {
        await().until(() -> stopping.getCount() == 0 && !accepts(port));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void servesAClientBesideFiftyThatDoNothing() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (SshWiki wiki = start(builder -> builder.serverLimits(
                ServerLimits.builder().maxFetches(1).maxPushes(1).build()))) {
            List<Process> idle = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), wiki.port()));
            }
            for (int i = 0; i < 5; i++) {
                idle.add(hanging(wiki, i % 2 == 0 ? "git-upload-pack docs" : "git-receive-pack docs"));
            }
            GitClient git = wiki.clone(home, ada);
            git.commit("Guide.md", "How to\n");

            Outcome push = git.run("push", "-q", "origin", "HEAD:main");

            assertThat(push.exitCode()).as(push.stderr()).isZero();
            idle.forEach(process -> {
                assertThat(process.isAlive()).isTrue();
                process.destroy();
            });
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** A client that reads the refs of the server and then sends nothing. */
    private static Process hanging(SshWiki wiki, String command) throws IOException {
        List<String> line = ada.ssh("-p", Integer.toString(wiki.port()), "git@127.0.0.1", command);
        Process process = new ProcessBuilder(line).start();
        assertThat(process.getInputStream().read()).isPositive();
        return process;
    }

    @Test
    void closesConnectionsAboveTheLimit() throws IOException {
        SshLimits limits = SshLimits.builder().maxConnectionsPerAddress(2).build();
        try (SshWiki wiki = start(builder -> builder.limits(limits))) {
            try (Socket first = connect(wiki);
                    Socket second = connect(wiki);
                    Socket third = connect(wiki)) {
                assertThat(third.getInputStream().read()).isNegative();
                assertThat(first.getInputStream().read()).isEqualTo('S');
                assertThat(second.getInputStream().read()).isEqualTo('S');
            }
            await().untilAsserted(
                            () -> assertThat(ada.run(wiki.port()).stderr()).contains("Hello ada"));
        }
    }

    private static Socket connect(SshWiki wiki) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wiki.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void closesConnectionsThatDoNotSignInOrDoNothing() throws IOException {
        SshLimits limits = SshLimits.builder()
                .maxSignInTime(Duration.ofMillis(300))
                .maxIdleTime(Duration.ofMillis(600))
                .build();
        try (SshWiki wiki = start(builder -> builder.limits(limits));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), wiki.port())) {
            silent.setSoTimeout(20_000);
            assertThat(silent.getInputStream().readAllBytes()).isNotEmpty();
            Process idle = hanging(wiki, "git-upload-pack docs");
            await().until(() -> !idle.isAlive());
        }
    }

    @Test
    void blocksAKeyThatIsRefusedTooOften() throws IOException {
        ServerLimits limits = ServerLimits.builder().maxFailedSignIns(2).build();
        try (SshWiki wiki = start(builder -> builder.serverLimits(limits))) {
            for (int i = 1; i <= 2; i++) {
                int failures = i;
                assertThat(stranger.run(wiki.port()).stderr()).contains("Permission denied");
                await().until(() -> wiki.audit().stream()
                                .filter(AuditEvent.SignInFailed.class::isInstance)
                                .count()
                        == failures);
            }
            wiki.register("reader", stranger);

            assertThat(stranger.run(wiki.port()).stderr()).contains("Permission denied");
            assertThat(wiki.audit()).hasAtLeastOneElementOfType(AuditEvent.SignInBlocked.class);
            assertThat(ada.run(wiki.port()).stderr()).as("another key").contains("Hello ada");
        }
    }
}
