package dev.gitsync.internal.mirror.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.ApacheGit;
import dev.gitsync.tests.GitClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Remotes behind Apache httpd and {@code git http-backend}, and what the operator reads of them. */
@EnabledIf("dev.gitsync.tests.ApacheGit#isAvailable")
class ApacheRemoteTest {
    private static final Optional<RemoteCredentials> USER =
            Optional.of(new UserPassword(ApacheGit.USER, ApacheGit.PASSWORD));

    private static ApacheGit apache;

    private final GitSyncSettings settings = RemoteFixture.settings(it -> {});
    private final SpaceRepository wiki = repository();
    private final JGitConnector connector = RemoteFixture.connector(settings, USER);

    @BeforeAll
    static void start() {
        apache = ApacheGit.start();
    }

    @AfterAll
    static void stop() {
        apache.close();
    }

    private static SpaceRepository repository() {
        return new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "DOCS", "Docs"));
    }

    private ObjectId commit(ObjectId parent, String text) throws Exception {
        return RemoteFixture.commit(wiki, parent, "Home.md", text.getBytes(UTF_8));
    }

    /** A repository with one commit, which the wiki has as well. */
    private ObjectId filled(String name) throws Exception {
        apache.create(name);
        ObjectId first = commit(ObjectId.zeroId(), "home");
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url(name)))) {
            assertThat(RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first))
                    .isTrue();
        }
        return first;
    }

    private static void hook(GitClient repository, String name, String script) throws Exception {
        Path hook = repository.folder().resolve("hooks").resolve(name);
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private RemoteException refusedPush(GitClient git, String name, ObjectId first) throws Exception {
        ObjectId second = commit(first, "house");
        RemoteException failure = RemoteFixture.failure(
                connector,
                RemoteFixture.mirror(apache.url(name)),
                remote -> RemoteFixture.push(remote, wiki, first, second));
        assertThat(git.ok("rev-parse", "main")).isEqualTo(first.name());
        return failure;
    }

    @Test
    void pushesToAnEmptyRepositoryAndFetchesFromIt() throws Exception {
        GitClient git = apache.create("empty");
        for (String url : new String[] {apache.url("empty"), apache.movedUrl("empty"), apache.oldUrl("empty")}) {
            assertRoundTrip(git, RemoteFixture.mirror(url));
            git.ok("update-ref", "-d", "refs/heads/main");
        }
    }

    private void assertRoundTrip(GitClient git, Mirror mirror) throws Exception {
        ObjectId first = commit(ObjectId.zeroId(), "home");
        try (RemoteRepository remote = connector.connect(mirror)) {
            assertThat(remote.heads().branches()).isEmpty();
            assertThat(RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first))
                    .isTrue();
            ObjectId second = commit(first, "house");
            assertThat(RemoteFixture.push(remote, wiki, first, second)).isTrue();
            assertThat(remote.heads().at("main")).isEqualTo(second);
            assertThat(remote.heads().head()).contains("main");
            assertThat(git.ok("log", "--format=%H", "main")).isEqualTo(second.name() + "\n" + first.name());
            git.ok("fsck", "--strict");

            SpaceRepository other = repository();
            RemoteFixture.fetch(remote, other, first);
            RemoteFixture.move(other, ObjectId.zeroId(), first);
            remote.fetch(other, second, Set.of(first));
            assertThat(other.git().getObjectDatabase().has(second)).isTrue();
        }
    }

    /** The remote was replaced, so that it has only an older commit of the wiki. */
    @Test
    void fetchesFromARemoteThatLacksWhatItIsBelievedToHave() throws Exception {
        ObjectId first = filled("replaced");
        ObjectId there = commit(first, "there");
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("replaced")))) {
            assertThat(RemoteFixture.push(remote, wiki, first, there)).isTrue();
        }
        for (String url : new String[] {apache.url("replaced"), apache.oldUrl("replaced")}) {
            SpaceRepository into = repository();
            RemoteFixture.commit(into, ObjectId.zeroId(), "Home.md", "home".getBytes(UTF_8));
            ObjectId lost = RemoteFixture.commit(into, first, "Home.md", "lost".getBytes(UTF_8));
            try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(url))) {
                remote.fetch(into, there, Set.of(lost));
            }
            assertThat(into.git().getObjectDatabase().has(there)).isTrue();
        }
    }

    @Test
    void reportsAWrongPassword() {
        JGitConnector wrong =
                RemoteFixture.connector(settings, Optional.of(new UserPassword(ApacheGit.USER, "guessed")));
        RemoteException failure =
                RemoteFixture.failure(wrong, RemoteFixture.mirror(apache.url("any")), RemoteRepository::heads);
        RemoteFixture.assertSays(
                failure,
                Outcome.UNAUTHORIZED,
                "The remote at 127.0.0.1 refuses the user name or the password. Give the mirror valid credentials.");
    }

    @Test
    void reportsThatCredentialsAreNeeded() {
        RemoteFixture.assertSays(
                RemoteFixture.failure(connector, RemoteFixture.open(apache.url("any")), RemoteRepository::heads),
                Outcome.UNAUTHORIZED,
                "The remote at 127.0.0.1 asks for credentials, and the mirror has none. Give the mirror credentials.");
    }

    @Test
    void reportsARepositoryThatDoesNotExist() {
        RemoteFixture.assertSays(
                RemoteFixture.failure(connector, RemoteFixture.mirror(apache.url("none")), RemoteRepository::heads),
                Outcome.NOT_FOUND,
                "The remote at 127.0.0.1 has no repository /git/none.git, or hides it from these credentials. Check the"
                        + " URL and the credentials of the mirror.");
    }

    @Test
    void readsAnArchivedRepositoryAndReportsThatItCannotBeWritten() throws Exception {
        ObjectId first = filled("archived");
        apache.archive("archived");
        ObjectId second = commit(first, "house");
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("archived")))) {
            assertThat(remote.heads().at("main")).isEqualTo(first);
        }
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        connector,
                        RemoteFixture.mirror(apache.url("archived")),
                        remote -> RemoteFixture.push(remote, wiki, first, second)),
                Outcome.READ_ONLY,
                "The remote at 127.0.0.1 can be read but not written: the credentials may not write, or the repository is"
                        + " archived. Allow writing, or change the direction of the mirror to PULL.");
    }

    @Test
    void repeatsWhyAHookRefusesAPush() throws Exception {
        ObjectId first = filled("protected");
        GitClient git = GitClient.at(apache.repository("protected"));
        hook(git, "pre-receive", "printf '\\033[31mGH006: Protected branch\\033[0m\\n' >&2; exit 1");
        RemoteException failure = refusedPush(git, "protected", first);
        RemoteFixture.assertSays(
                failure,
                Outcome.REFUSED_BY_REMOTE,
                "The remote at 127.0.0.1 refuses the push to its branch main. Allow the mirror's user to push there, or"
                        + " solve what the remote names.");
        assertThat(failure.details()).containsExactly("GH006: Protected branch", "pre-receive hook declined");
    }

    @Test
    void reportsARepositoryThatCannotStoreThePush() throws Exception {
        ObjectId first = filled("full");
        GitClient git = GitClient.at(apache.repository("full"));
        git.ok("config", "receive.fsckObjects", "true");
        git.ok("config", "receive.maxInputSize", "100");
        git.ok("config", "transfer.unpackLimit", "1");
        RemoteException failure = refusedPush(git, "full", first);
        assertThat(failure.outcome()).isIn(Outcome.REFUSED_BY_REMOTE, Outcome.REMOTE_FAILED);
        assertThat(failure.details()).isNotEmpty();
    }

    @Test
    void answersThatTheBranchMovedMeanwhile() throws Exception {
        ObjectId first = filled("moving");
        GitClient git = GitClient.at(apache.repository("moving"));
        ObjectId other = commit(first, "hut");
        ObjectId third = commit(first, "house");
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("moving")))) {
            assertThat(remote.push(wiki, new Move("other", ObjectId.zeroId(), other)))
                    .isTrue();
            hook(git, "pre-receive", "unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main " + other.name());
            assertThat(RemoteFixture.push(remote, wiki, first, third)).isFalse();
            assertThat(RemoteFixture.push(remote, wiki, first, third)).isFalse();
            assertThat(remote.heads().at("main")).isEqualTo(other);
            git.ok("update-ref", "-d", "refs/heads/main");
            assertThat(RemoteFixture.push(remote, wiki, other, commit(other, "x")))
                    .isFalse();
        }
    }

    @Test
    void pushesNothingThatIsNotAFastForward() throws Exception {
        ObjectId first = filled("forced");
        ObjectId unrelated = commit(ObjectId.zeroId(), "hut");
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("forced")))) {
            assertThatThrownBy(() -> RemoteFixture.push(remote, wiki, first, unrelated))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(remote.heads().at("main")).isEqualTo(first);
        }
    }

    @Test
    void fetchesNoMoreThanTheLimits() throws Exception {
        GitClient git = apache.create("large");
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        ObjectId noisy = RemoteFixture.commit(wiki, ObjectId.zeroId(), "noise.bin", noise);
        ObjectId wide = RemoteFixture.commit(wiki, ObjectId.zeroId(), "zeros.bin", new byte[17 << 20]);
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("large")))) {
            assertThat(remote.push(wiki, new Move("noisy", ObjectId.zeroId(), noisy)))
                    .isTrue();
            assertThat(remote.push(wiki, new Move("wide", ObjectId.zeroId(), wide)))
                    .isTrue();
        }
        assertThat(git.ok("branch")).isEqualTo("noisy\n  wide");
        assertTooLarge(noisy, "more than 160000 bytes of new content", "GIT_SYNC_MAX_PACK_BYTES");
        assertTooLarge(wide, "a file larger than 16777216 bytes", "GIT_SYNC_MAX_FILE_BYTES");
    }

    private void assertTooLarge(ObjectId want, String limit, String setting) {
        GitSyncSettings small = GitSyncSettings.builder()
                .mirror(mirror -> mirror.allowedAddresses("127.0.0.1"))
                .push(push -> push.maxPackBytes(limit.contains("file") ? 1 << 20 : 10_000)
                        .maxFileBytes(1 << 20))
                .build();
        SpaceRepository into = repository();
        RemoteFixture.assertSays(
                RemoteFixture.failure(
                        RemoteFixture.connector(small, USER),
                        RemoteFixture.mirror(apache.url("large")),
                        remote -> RemoteFixture.fetch(remote, into, want)),
                Outcome.TOO_LARGE,
                "The remote at 127.0.0.1 has commits with " + limit + ", the limit of a fetch, which grows with "
                        + setting + ". Raise that setting, or remove them there.");
    }

    @Test
    void fetchesNoMoreObjectsThanTheRepositoryTakes() throws Exception {
        ObjectId first = filled("many");
        SpaceRepository into = new InMemoryRepositoryStore()
                .open(new Space(new SpaceId("docs"), "DOCS", "Docs"), new PackLimits(2, 10, 10));
        RemoteException failure = RemoteFixture.failure(
                connector,
                RemoteFixture.mirror(apache.url("many")),
                remote -> RemoteFixture.fetch(remote, into, first));
        RemoteFixture.assertSays(
                failure,
                Outcome.TOO_LARGE,
                "The remote at 127.0.0.1 has commits with more than 5000000 objects, the limit of a fetch, which grows"
                        + " with GIT_SYNC_MAX_OBJECTS_PER_PUSH. Raise that setting, or remove them there.");
    }
}
