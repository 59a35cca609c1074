package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.GitHttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Connections that end at every place, in requests and in answers. */
class CutConnectionTest {
    private static final int STEPS = 24;

    private final JGitConnector connector = RemoteFixture.connector(RemoteFixture.settings(it -> {}), Optional.empty());
    private final Space space = new Space(new SpaceId("docs"), "DOCS", "Docs");
    private final SpaceRepository wiki = new InMemoryRepositoryStore().open(space);

    private ObjectId commit(ObjectId parent) throws IOException {
        byte[] noise = new byte[3_000];
        new Random(1).nextBytes(noise);
        return RemoteFixture.commit(wiki, parent, "noise.bin", noise);
    }

    private static void assertUnreachable(RemoteException e) {
        assertThat(e.outcome()).as("%s", e).isEqualTo(Outcome.UNREACHABLE);
        assertThat(e.getMessage()).matches("The (connection to the )?remote at 127.0.0.1 .*");
    }

    @Test
    void neverGuessesWhatBecameOfAPush() throws Exception {
        ObjectId first = commit(ObjectId.zeroId());
        try (GitHttpServer server = new GitHttpServer();
                CuttingProxy proxy = new CuttingProxy(server.url("whole"))) {
            long[] whole = new long[2];
            for (int step = 0; step <= STEPS; step++) {
                String name = step == 0 ? "whole" : "cut" + step;
                Repository there = server.create(name);
                boolean isRequest = step % 2 == 1;
                proxy.cutAfter(
                        step == 0 || !isRequest ? Long.MAX_VALUE : whole[0] * step / STEPS,
                        step == 0 || isRequest ? Long.MAX_VALUE : whole[1] * step / STEPS);
                boolean isMoved = push(proxy.url(name), first);
                if (step == 0) {
                    assertThat(isMoved).isTrue();
                    whole = new long[] {proxy.sent(), proxy.received()};
                } else if (isMoved) {
                    assertThat(there.exactRef(Constants.R_HEADS + "main").getObjectId())
                            .isEqualTo(first);
                }
            }
        }
    }

    private boolean push(String url, ObjectId commit) throws IOException {
        try (RemoteRepository remote = connector.connect(RemoteFixture.open(url))) {
            return RemoteFixture.push(remote, wiki, ObjectId.zeroId(), commit);
        } catch (RemoteException e) {
            assertUnreachable(e);
            return false;
        }
    }

    @Test
    void takesNothingFromAnAnswerThatIsCut() throws Exception {
        ObjectId first = commit(ObjectId.zeroId());
        try (GitHttpServer server = new GitHttpServer();
                CuttingProxy proxy = new CuttingProxy(server.url("whole"))) {
            server.create("whole");
            proxy.cutAfter(Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(push(proxy.url("whole"), first)).isTrue();
            proxy.cutAfter(Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(fetch(proxy.url("whole"), first)).isTrue();
            long whole = proxy.received();
            for (int step = 1; step < STEPS; step++) {
                proxy.cutAfter(Long.MAX_VALUE, whole * step / STEPS);
                assertThat(fetch(proxy.url("whole"), first))
                        .as("%d of %d", step, STEPS)
                        .isFalse();
            }
        }
    }

    private boolean fetch(String url, ObjectId commit) throws IOException {
        SpaceRepository into = new InMemoryRepositoryStore().open(space);
        try (RemoteRepository remote = connector.connect(RemoteFixture.open(url))) {
            assertThat(remote.heads().at("main")).isEqualTo(commit);
            RemoteFixture.fetch(remote, into, commit);
            return true;
        } catch (RemoteException e) {
            assertUnreachable(e);
            assertThat(into.git().getObjectDatabase().has(commit)).isFalse();
            return false;
        }
    }

    @Test
    void triesAgainWhenTheRemoteStopsReading() throws Exception {
        byte[] noise = new byte[12 << 20];
        new Random(1).nextBytes(noise);
        ObjectId large = RemoteFixture.commit(wiki, ObjectId.zeroId(), "noise.bin", noise);
        JGitConnector impatient = RemoteFixture.connector(
                RemoteFixture.settings(it -> it.idleTimeout(Duration.ofMillis(400))), Optional.empty());
        try (GitHttpServer server = new GitHttpServer();
                CuttingProxy proxy = new CuttingProxy(server.url("stopped"))) {
            server.create("stopped");
            proxy.stopAfter(100_000);
            RemoteException failure = RemoteFixture.failure(
                    impatient,
                    RemoteFixture.open(proxy.url("stopped")),
                    remote -> RemoteFixture.push(remote, wiki, ObjectId.zeroId(), large));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(failure)
                    .hasMessage("The remote at 127.0.0.1 did not answer for 400 ms"
                            + " (GIT_SYNC_MIRROR_IDLE_TIMEOUT_MS). gitsync tries again.");
        }
    }
}
