package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.store.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests what git prints when a push is refused; docs/messages.md tells users what to do. */
@Timeout(60)
class PushRefusalsTest {
    private final InProcessSpaceLock lock = new InProcessSpaceLock();

    @TempDir
    Path folder;

    @Test
    void namesThePagesOfAConflictAndChangesNone() {
        try (WikiServer server = WikiServer.start()) {
            PageId home = write(server);
            GitClient git = clone(server);
            git.commit("Home.md", "Edited in git\n");
            server.faulty().before(Call.APPLY, 1, () -> server.editor().edit(home, "Edited in the browser\n", edit()));
            assertThat(refused(git))
                    .contains("fetch first: the wiki changed the same places", "Home.md", "resolve the conflict");
            assertThat(server.editor().live(home).content().text()).isEqualTo("Edited in the browser\n");
        }
    }

    @Test
    void refusesToRewriteHistoryEvenByForce() {
        try (WikiServer server = WikiServer.start()) {
            write(server);
            GitClient git = clone(server);
            git.ok("commit", "-q", "--amend", "-m", "Another history");
            assertThat(git.run("push", "-f", "origin", "HEAD:main").stderr())
                    .contains("non-fast-forward", "not even by force");
        }
    }

    @Test
    void reportsTheReasonOfTheWiki() {
        try (WikiServer server = WikiServer.startOver(
                engine -> engine.validator((space, pusher, plan) -> Optional.of("No pages on Sundays.")))) {
            write(server);
            GitClient git = clone(server);
            git.commit("New.md", "New\n");
            assertThat(refused(git)).contains("the wiki refused this push", "No pages on Sundays.");
        }
    }

    @Test
    void reportsBusySpace() throws Exception {
        GitSyncSettings settings = GitSyncSettings.builder()
                .cycle(cycle -> cycle.lockWait(Duration.ofMillis(50)))
                .build();
        try (WikiServer server =
                WikiServer.startOver(engine -> engine.lock(lock).settings(settings))) {
            write(server);
            GitClient git = clone(server);
            git.commit("New.md", "New\n");
            SpaceLock.Attempt attempt = lock.acquire(server.docs(), Duration.ZERO);
            try (Lease lease = ((SpaceLock.Attempt.Acquired) attempt).lease()) {
                assertThat(lease.isHeld()).isTrue();
                assertThat(refused(git)).contains("the space is busy; try again", "push again in a moment");
            }
            git.ok("push", "-q", "origin", "HEAD:main");
        }
    }

    @Test
    void reportsABusyWikiIfItsPagesKeepChanging() {
        try (WikiServer server = WikiServer.start()) {
            String rest = "\n\n2\n3\n4\n5\n";
            PageId home = server.editor().create(null, "Home", "1" + rest, edit());
            server.gitSync().runOnce(server.docs().id());
            GitClient git = clone(server);
            git.commit("Home.md", "1" + rest + "the last line\n");
            for (int i = 1; i <= 20; i++) {
                String text = "edit " + i + rest;
                server.faulty().before(Call.APPLY, i, () -> server.editor().edit(home, text, edit()));
            }
            assertThat(refused(git)).contains("the wiki is busy; try again", "kept changing in the wiki");
        }
    }

    @Test
    void reportsUnreachableWiki() {
        try (WikiServer server = WikiServer.start()) {
            write(server);
            GitClient git = clone(server);
            git.commit("New.md", "New\n");
            server.faulty().failBefore(Call.APPLY, 1);
            assertThat(refused(git)).contains("the wiki can't be reached; try again later", "otherwise push again");
            server.faulty().clearFaults();
            git.ok("push", "-q", "origin", "HEAD:main");
        }
    }

    /** A failing disk is no mistake of the client: the client may push again, and the log has the cause. */
    @Test
    void reportsThatThePackCouldNotBeStored() {
        FaultyRepositoryStore disk = new FaultyRepositoryStore(new InMemoryRepositoryStore());
        try (WikiServer server = WikiServer.startOver(engine -> engine.repositories(disk));
                LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            write(server);
            GitClient git = clone(server);
            git.commit("First.md", "First\n");
            server.beforeNextPush(disk::clearFaults);
            git.ok("push", "-q", "origin", "HEAD:main");
            int receiving = disk.calls().indexOf(RepositoryCall.RECEIVE) + 1;
            git.commit("Second.md", "Second\n");
            server.beforeNextPush(() -> {
                disk.clearFaults();
                disk.fail(receiving, Fault.BEFORE);
            });

            assertThat(refused(git))
                    .contains(
                            "The server could not receive this push, or the connection was lost. Nothing was changed; try again later")
                    .doesNotContain("git fsck");

            assertThat(log.lines()).singleElement().asString().startsWith("Request failed");
            assertThat(log.causes()).singleElement().asString().contains("StoreException");
            git.ok("push", "-q", "origin", "HEAD:main");
        }
    }

    private static PageId write(WikiServer server) {
        PageId home = server.editor().create(null, "Home", "Hello\n", edit());
        server.gitSync().runOnce(server.docs().id());
        return home;
    }

    private GitClient clone(WikiServer server) {
        return GitClient.at(folder).clone(server.url("writer", WikiServer.PASSWORD), "clone");
    }

    private static String refused(GitClient git) {
        GitClient.Outcome push = git.run("push", "origin", "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        return push.stderr();
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-02T00:00:00Z"), "");
    }
}
