package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Mirrors receive no more packs at the same time than there are permits. */
class FetchPermitsTest {
    private static final ObjectId COMMIT = ObjectId.fromString("1".repeat(40));

    private final Semaphore permits = new Semaphore(1);
    private final List<Outcome> others = new ArrayList<>();

    @Test
    void isBusyWhileAnotherMirrorReceivesAPack() {
        assertThatThrownBy(() -> fetch(this::fetchByAnotherMirror))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.UNREACHABLE));
        assertThat(others).containsExactly(Outcome.BUSY);
        assertThat(permits.availablePermits()).isOne();
    }

    private void fetchByAnotherMirror() {
        assertThatThrownBy(() -> fetch(() -> {})).isInstanceOfSatisfying(RemoteException.class, e -> {
            others.add(e.outcome());
            assertThat(e).hasMessage("Other mirrors receive commits at this moment; the next run continues.");
        });
    }

    /** Fetches from a remote that breaks the connection, after something happened meanwhile. */
    private void fetch(Runnable meanwhile) throws RemoteException {
        JGitRemote.FetchRules rules = new JGitRemote.FetchRules(
                GitSyncSettings.defaults().push(), permits, new TooLargeFetches(System::nanoTime));
        RemoteFailures failures = new RemoteFailures("git.example.org", Optional.empty());
        try (JGitRemote remote = new JGitRemote(new Broken(meanwhile), TooLargeFetchesTest.MIRROR, rules, failures);
                SpaceRepository into = new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "", "Docs"))) {
            remote.fetch(into, COMMIT, Set.of());
        }
    }

    private record Broken(Runnable meanwhile) implements Wire {
        @Override
        public InputStream start(RemoteService service) throws IOException {
            meanwhile.run();
            throw new IOException("broken");
        }

        @Override
        public InputStream call(Request request) throws IOException {
            throw new IOException("broken");
        }

        @Override
        public void close() {}
    }
}
