package dev.gitsync.internal.mirror.remote;

import static dev.gitsync.internal.mirror.remote.FakeRemote.ok;
import static dev.gitsync.internal.mirror.remote.FakeRemote.packet;
import static dev.gitsync.internal.mirror.remote.FakeRemote.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.settings.MirrorSettings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers mirrors connect to, and what these are told. */
class RemoteAddressesTest {
    private static final String UPLOAD = "application/x-git-upload-pack-advertisement";
    private static final Optional<RemoteCredentials> USER = Optional.of(new UserPassword("mirror", "s3cret"));

    private static RemoteException heads(FakeRemote remote) {
        return heads(remote.url());
    }

    private static RemoteException heads(String url) {
        return heads(url, it -> {});
    }

    private static RemoteException heads(String url, Consumer<MirrorSettings.Builder> settings) {
        return RemoteFixture.failure(
                RemoteFixture.connector(RemoteFixture.settings(settings), USER),
                RemoteFixture.mirror(url),
                RemoteRepository::heads);
    }

    @Test
    void followsNoMoreThanThreeRedirects() {
        FakeRemote.Script around = (head, in, out) -> out.write(("HTTP/1.1 302 Found\r\nLocation: "
                        + head.split(" ")[1].replace("/info", "/x/info") + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        try (FakeRemote remote = new FakeRemote(around)) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.NOT_FOUND,
                    "The remote at 127.0.0.1 redirects more than 3 times. Change the mirror to the URL at the end.");
            assertThat(remote.requests()).hasSize(4);
        }
    }

    @Test
    void sendsNoCredentialsToAnotherServer() throws Exception {
        try (FakeRemote other = FakeRemote.answering(status(401, ""));
                FakeRemote remote =
                        FakeRemote.answering("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:"
                                + other.port() + "/wiki.git/info/refs?service=git-upload-pack\r\n\r\n")) {
            assertThat(heads(remote).outcome()).isEqualTo(Outcome.UNAUTHORIZED);
            assertThat(remote.requests())
                    .singleElement()
                    .asString()
                    .contains("Authorization: Basic bWlycm9yOnMzY3JldA==");
            assertThat(other.requests()).singleElement().asString().doesNotContain("Authorization");
        }
    }

    @Test
    void followsNoRedirectToAnAddressThatIsNotAllowed() {
        try (FakeRemote remote = FakeRemote.answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation:"
                + " https://169.254.169.254/wiki.git/info/refs?service=git-upload-pack\r\n\r\n")) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.ADDRESS_REFUSED,
                    "The remote's host 169.254.169.254 has the address 169.254.169.254, which is not public, so gitsync"
                            + " does not connect to it. If the remote is in your network, add the address to"
                            + " GIT_SYNC_MIRROR_ALLOWED_ADDRESSES.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "ftp://127.0.0.1/wiki.git/info/refs?service=git-upload-pack",
                "http://u:p@127.0.0.1/wiki.git/info/refs?service=git-upload-pack",
                "http://[/info/refs?service=git-upload-pack",
                "file:///etc/passwd"
            })
    void followsNoRedirectToSomethingElse(String location) {
        try (FakeRemote remote =
                FakeRemote.answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n")) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.NOT_FOUND,
                    "The remote at 127.0.0.1 redirects to something that is not a git repository over http or https."
                            + " Check the URL of the mirror, and whether its credentials may read the repository.");
        }
    }

    @Test
    void followsNoRedirectOfLaterRequests() {
        FakeRemote.Script script = (head, in, out) -> out.write((head.startsWith("GET")
                        ? ok(UPLOAD, packet("version 2\n") + packet("ls-refs\n") + "0000")
                        : "HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\nLocation: http://127.0.0.1/\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        try (FakeRemote remote = new FakeRemote(script)) {
            RemoteFixture.assertSays(
                    heads(remote),
                    Outcome.REMOTE_FAILED,
                    "The remote at 127.0.0.1 answered with status 307, so it is overloaded or broken. gitsync tries"
                            + " again; if that goes on, see its log.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2/w.git",
                "http://localhost/w.git",
                "http://10.1.2.3/w.git",
                "http://[::1]/w.git",
                "http://[::ffff:127.0.0.1]/w.git",
                "http://[64:ff9b::7f00:1]/w.git",
                "http://[2002:a00:1::]/w.git",
                "http://2130706433/w.git",
                "https://0.0.0.0/w.git"
            })
    void refusesAddressesThatAreNotPublic(String url) {
        JGitConnector strict = RemoteFixture.connector(
                RemoteFixture.settings(it -> it.allowedAddresses("127.0.0.9")), Optional.empty());
        RemoteException failure = RemoteFixture.failure(strict, RemoteFixture.open(url), RemoteRepository::heads);
        assertThat(failure.outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    @Test
    void sendsCredentialsWithoutTlsToAllowedAddressesOnly() {
        RemoteFixture.assertSays(
                heads("http://9.9.9.9/w.git"),
                Outcome.ADDRESS_REFUSED,
                "The remote at 9.9.9.9 is used without TLS, so gitsync does not send the credentials."
                        + " Use https:// in the URL of the mirror.");
    }

    @Test
    void reportsCredentialsThatDoNotExist() {
        JGitConnector without = RemoteFixture.connector(RemoteFixture.settings(it -> {}), Optional.empty());
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        without, RemoteFixture.mirror("https://git.example.org/w.git"), RemoteRepository::heads),
                Outcome.UNAUTHORIZED,
                "The mirror's credentials env:REMOTE were not found. Set them, or change the reference in the mirror.");
    }
}
