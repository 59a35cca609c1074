package dev.gitsync.internal.mirror.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.SshGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Remotes behind OpenSSH's sshd, and what the operator reads of them. */
@EnabledIf("dev.gitsync.tests.SshGit#isAvailable")
class SshRemoteTest {
    private static SshGit sshd;

    private final GitSyncSettings settings = RemoteFixture.settings(it -> {});
    private final SpaceRepository wiki = repository();

    @BeforeAll
    static void start() {
        sshd = SshGit.start();
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    private static SpaceRepository repository() {
        return new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "DOCS", "Docs"));
    }

    private JGitConnector connector(String key, String hostKeys) {
        return RemoteFixture.connector(settings, Optional.of(new SshKey(key, hostKeys)));
    }

    private JGitConnector connector() {
        return connector(sshd.userKey(), sshd.hostKeys());
    }

    private static RemoteException heads(JGitConnector connector, String name) {
        return RemoteFixture.failure(connector, RemoteFixture.mirror(sshd.url(name)), RemoteRepository::heads);
    }

    @Test
    void pushesAndFetches() throws Exception {
        GitClient git = sshd.create("wiki's");
        ObjectId first = RemoteFixture.commit(wiki, ObjectId.zeroId(), "Home.md", "home".getBytes(UTF_8));
        ObjectId second = RemoteFixture.commit(wiki, first, "Home.md", "house".getBytes(UTF_8));
        try (RemoteRepository remote = connector().connect(RemoteFixture.mirror(sshd.url("wiki's")))) {
            assertThat(remote.heads().branches()).isEmpty();
            assertThat(RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first))
                    .isTrue();
            assertThat(RemoteFixture.push(remote, wiki, first, second)).isTrue();
            assertThat(RemoteFixture.push(remote, wiki, first, second)).isFalse();
            assertThat(remote.heads().at("main")).isEqualTo(second);
            git.ok("fsck", "--strict");

            SpaceRepository other = repository();
            RemoteFixture.fetch(remote, other, first);
            remote.fetch(other, second, Set.of(first));
            assertThat(other.git().getObjectDatabase().has(second)).isTrue();
        }
    }

    @Test
    void refusesAServerWithAnotherHostKey() {
        RemoteFixture.assertSays(
                heads(connector(sshd.userKey(), sshd.otherHostKeys()), "any"),
                Outcome.UNTRUSTED,
                "The remote at 127.0.0.1 has another host key than the mirror expects. If the server got a new key, give the"
                        + " mirror the new line of known_hosts; otherwise another server answers in its place.");
        assertThat(heads(connector(sshd.userKey(), "# none"), "any").outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void reportsAKeyThatTheServerRefuses() {
        RemoteFixture.assertSays(
                heads(connector(sshd.strangerKey(), sshd.hostKeys()), "any"),
                Outcome.UNAUTHORIZED,
                "The remote at 127.0.0.1 refuses the SSH key. Add the public key there, and check the user in the URL.");
    }

    @Test
    void reportsAKeyThatCannotBeRead() {
        RemoteFixture.assertSays(
                heads(connector("-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense", sshd.hostKeys()), "any"),
                Outcome.UNAUTHORIZED,
                "The mirror's SSH key can't be read. Give an ECDSA or RSA key in OpenSSH or PEM format, without passphrase;"
                        + " Ed25519 keys need the library Bouncy Castle on the class path.");
    }

    @Test
    void reportsARepositoryThatDoesNotExist() {
        RemoteFixture.assertSays(
                heads(connector(), "none"),
                Outcome.NOT_FOUND,
                "The remote at 127.0.0.1 has no such repository, or hides it from this SSH key. Check the URL and the"
                        + " credentials of the mirror.");
    }

    @Test
    void refusesAddressesThatAreNotAllowed() {
        JGitConnector strict = RemoteFixture.connector(
                RemoteFixture.settings(it -> it.allowedAddresses("10.0.0.0/8")),
                Optional.of(new SshKey(sshd.userKey(), sshd.hostKeys())));
        assertThat(heads(strict, "any").outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    @Test
    void asksForAnSshKey() {
        RemoteFixture.assertSays(
                heads(RemoteFixture.connector(settings, Optional.of(new UserPassword("git", "s3cret"))), "any"),
                Outcome.UNAUTHORIZED,
                "The mirror's URL begins with ssh://, but its credentials are not an SSH key with host keys. Give the mirror"
                        + " such a key, or use an https:// URL.");
    }

    @Test
    void repeatsWhyAHookRefusesAPush() throws Exception {
        GitClient git = sshd.create("protected");
        Path hook = Files.createDirectories(git.folder().resolve("hooks")).resolve("update");
        Files.writeString(hook, "#!/bin/sh\necho main is protected >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        ObjectId first = RemoteFixture.commit(wiki, ObjectId.zeroId(), "Home.md", "home".getBytes(UTF_8));
        RemoteException failure = RemoteFixture.failure(
                connector(),
                RemoteFixture.mirror(sshd.url("protected")),
                remote -> RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first));
        assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED_BY_REMOTE);
        assertThat(failure.details()).contains("main is protected", "hook declined");
    }
}
