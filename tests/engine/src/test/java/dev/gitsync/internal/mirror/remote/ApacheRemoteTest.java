package dev.gitsync.internal.mirror.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.ApacheGit;
import dev.gitsync.tests.GitClient;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;

/** Remotes behind Apache httpd and {@code git http-backend}. */
@EnabledIf("dev.gitsync.tests.ApacheGit#isAvailable")
class ApacheRemoteTest {
    private static final Optional<RemoteCredentials> USER =
            Optional.of(new UserPassword(ApacheGit.USER, ApacheGit.PASSWORD));

    private static ApacheGit apache;

    private final Space space = new Space(new SpaceId("docs"), "DOCS", "Docs");
    private final SpaceRepository wiki = new InMemoryRepositoryStore().open(space);
    private final JGitConnector connector = RemoteFixture.connector(RemoteFixture.settings(it -> it), USER);

    @BeforeAll
    static void start() {
        apache = ApacheGit.start();
    }

    @AfterAll
    static void stop() {
        apache.close();
    }

    @Test
    void pushesToAnEmptyRepositoryAndFetchesFromIt(TestInfo test) throws Exception {
        GitClient git = apache.create("empty");
        ObjectId first = RemoteFixture.commit(wiki, ObjectId.zeroId(), "Home.md", "home".getBytes(UTF_8));
        try (RemoteRepository remote = connector.connect(RemoteFixture.mirror(apache.url("empty")))) {
            assertThat(remote.heads().branches()).isEmpty();
            assertThat(remote.heads().head()).contains("main");
            assertThat(RemoteFixture.push(remote, wiki, ObjectId.zeroId(), first))
                    .isTrue();
            assertThat(remote.heads().at("main")).isEqualTo(first);
            ObjectId second = RemoteFixture.commit(wiki, first, "Home.md", "house".getBytes(UTF_8));
            assertThat(RemoteFixture.push(remote, wiki, first, second)).isTrue();
            assertThat(git.ok("log", "--format=%H", "main")).isEqualTo(second.name() + "\n" + first.name());
            git.ok("fsck", "--strict");

            SpaceRepository other = new InMemoryRepositoryStore().open(space);
            RemoteFixture.fetch(remote, other, first);
            remote.fetch(other, second, Set.of(first));
            assertThat(other.git().getObjectDatabase().has(second)).isTrue();
        }
    }
}
