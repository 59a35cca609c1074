package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MirrorSettings;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;

/** Connects to remotes as a mirror does, and writes commits to push. */
final class RemoteFixture {
    private static final PersonIdent ADA =
            new PersonIdent("Ada", "ada@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private RemoteFixture() {}

    /** Settings that allow the loopback address. */
    static GitSyncSettings settings(Consumer<MirrorSettings.Builder> more) {
        return GitSyncSettings.builder()
                .mirror(mirror -> more.accept(mirror.allowedAddresses("127.0.0.0/8, ::1")))
                .build();
    }

    /** Returns a connector whose mirrors have these credentials. */
    static JGitConnector connector(GitSyncSettings settings, Optional<RemoteCredentials> credentials) {
        try {
            return connector(settings, credentials, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a connector that trusts what {@code tls} trusts. */
    static JGitConnector connector(GitSyncSettings settings, Optional<RemoteCredentials> credentials, SSLContext tls) {
        return new JGitConnector(
                new MirrorSecrets() {
                    @Override
                    public Optional<RemoteCredentials> credentials(Mirror mirror) {
                        return credentials;
                    }

                    @Override
                    public Optional<String> webhookSecret(Mirror mirror) {
                        return Optional.empty();
                    }
                },
                settings,
                tls);
    }

    /** A mirror that has credentials. */
    static Mirror mirror(String url) {
        return new Mirror(
                new MirrorId("m"),
                new SpaceId("docs"),
                new RemoteUrl(url),
                Mirror.Options.defaults().credentials("env:REMOTE"));
    }

    /** A mirror without credentials. */
    static Mirror open(String url) {
        return new Mirror(new MirrorId("m"), new SpaceId("docs"), new RemoteUrl(url), Mirror.Options.defaults());
    }

    /** Runs a step that fails, and returns why. */
    static RemoteException failure(JGitConnector connector, Mirror mirror, Use use) {
        try (RemoteRepository remote = connector.connect(mirror)) {
            use.run(remote);
        } catch (RemoteException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the step did not fail");
    }

    /** Checks how a run ends, and what the operator reads. */
    static void assertSays(RemoteException failure, Outcome outcome, String sentence) {
        assertThat(failure.outcome()).as("%s %s", failure, failure.details()).isEqualTo(outcome);
        assertThat(failure).hasMessage(sentence);
    }

    /** Uses a remote. */
    interface Use {
        void run(RemoteRepository remote) throws RemoteException, IOException;
    }

    /** Commits one file on top of a commit, or as the first one. */
    static ObjectId commit(SpaceRepository repository, ObjectId parent, String file, byte[] content)
            throws IOException {
        try (ObjectInserter inserter = repository.git().newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append(file, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, content));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setParentIds(parent.equals(ObjectId.zeroId()) ? List.of() : List.of(parent));
            commit.setAuthor(ADA);
            commit.setCommitter(ADA);
            commit.setMessage("Write " + file + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    /** Moves the branch {@code main} of a repository. */
    static void move(SpaceRepository repository, ObjectId from, ObjectId to) throws IOException {
        repository.move(List.of(new SpaceRepository.RefMove(Constants.R_HEADS + "main", from, to)));
    }

    /** Pushes to {@code main}. */
    static boolean push(RemoteRepository remote, SpaceRepository from, ObjectId expected, ObjectId to)
            throws RemoteException {
        return remote.push(from, new Move("main", expected, to));
    }

    /** Fetches a commit into a repository that has none. */
    static void fetch(RemoteRepository remote, SpaceRepository into, ObjectId want) throws RemoteException {
        remote.fetch(into, want, Set.of());
    }
}
