package dev.gitsync.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.ssh.ClientKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses to users who have signed in, and with which sentence. */
class RefusedRequestsTest {
    private static final String ONLY_GIT = "This server offers only git over SSH: git clone, fetch, pull and push.";

    @TempDir
    private static Path keys;

    private static ClientKey ada;
    private static SshWiki wiki;

    @BeforeAll
    static void start() {
        ada = ClientKey.ed25519(keys, "ada");
        wiki = SshWiki.start(keys);
        wiki.register("ada", ada);
        wiki.writePage("Home", "Hello\n");
        // Later connections know the host, and print nothing about it.
        assertThat(ada.run(wiki.port()).stderr()).contains("Hello ada");
    }

    @AfterAll
    static void stop() throws IOException {
        wiki.close();
    }

    @Test
    void greetsAUserWithoutACommand() {
        ClientKey.Output greeting = ada.run(wiki.port());

        assertThat(greeting.exitCode()).isEqualTo(1);
        assertThat(greeting.stdout()).isEmpty();
        assertThat(greeting.stderr())
                .contains(
                        "Hello ada, you have signed in with the key laptop.",
                        "git clone ssh://git@127.0.0.1:" + wiki.port() + "/git/<space>.git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "git-upload-pack-x docs", "sh -c id", "scp -t /", "git", "GIT-UPLOAD-PACK docs"})
    void refusesOtherCommands(String command) {
        assertRefused(ada.run(wiki.port(), command), ONLY_GIT);
    }

    @ParameterizedTest
    @CsvSource({
        "git-upload-archive 'docs.git',does not offer git archive over SSH",
        "git-lfs-authenticate docs.git upload,offers Git LFS over HTTP only"
    })
    void refusesOtherServicesOfGit(String command, String message) {
        assertRefused(ada.run(wiki.port(), command), message);
    }

    @Test
    void refusesSubsystems() {
        assertRefused(ada.run(wiki.port(), List.of("-s"), "sftp"), ONLY_GIT);
    }

    @Test
    void greetsAUserInATerminal() {
        assertThat(ada.run(wiki.port(), List.of("-tt", "-A", "-X")).stderr())
                .contains("Hello ada", "no shell.\r\nClone");
    }

    @Test
    void forwardsNoConnections() {
        String target = "127.0.0.1:" + wiki.port();

        assertThat(ada.run(wiki.port(), List.of("-W", target)).exitCode()).isEqualTo(255);
        assertThat(ada.run(wiki.port(), List.of("-o", "ExitOnForwardFailure=yes", "-N", "-R", "0:" + target))
                        .stderr())
                .contains("remote port forwarding failed");
    }

    @Test
    void acceptsNoPassword() {
        ClientKey.Output refused = ClientKey.run(
                keys,
                ada.ssh(
                        "-o",
                        "PubkeyAuthentication=no",
                        "-o",
                        "PreferredAuthentications=password,keyboard-interactive",
                        "-p",
                        Integer.toString(wiki.port()),
                        "git@127.0.0.1"));

        assertThat(refused.exitCode()).isEqualTo(255);
        assertThat(refused.stderr()).contains("Permission denied (publickey)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KexAlgorithms=diffie-hellman-group14-sha256",
                "Ciphers=aes128-cbc",
                "MACs=hmac-sha1",
                "HostKeyAlgorithms=ssh-rsa"
            })
    void refusesWeakAlgorithms(String option) {
        String cipher = option.startsWith("MACs") ? "Ciphers=aes128-ctr" : "Compression=no";

        ClientKey.Output refused = ada.run(wiki.port(), List.of("-o", option, "-o", cipher), "ls");

        assertThat(refused.exitCode()).isEqualTo(255);
        assertThat(refused.stderr()).contains("no matching");
    }

    @ParameterizedTest
    @CsvSource({"ecdsa,256", "ecdsa,521", "rsa,2048"})
    void acceptsOtherKindsOfKeys(String type, String bits) {
        ClientKey key = ClientKey.create(keys, "key-" + type + bits, "-t", type, "-b", bits);
        wiki.register("reader", key);

        assertThat(key.git(keys).ok("ls-remote", wiki.url())).contains("refs/heads/main");
    }

    private static void assertRefused(ClientKey.Output output, String message) {
        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.stdout()).isEmpty();
        assertThat(output.stderr()).contains(message).hasLineCount(1);
    }
}
