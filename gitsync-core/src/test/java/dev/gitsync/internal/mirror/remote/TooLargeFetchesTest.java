package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** A mirror does not receive the same gigabytes at every poll only to find that they are too many. */
class TooLargeFetchesTest {
    static final Mirror MIRROR = new Mirror(
            new MirrorId("docs"),
            new SpaceId("docs"),
            new RemoteUrl("https://git.example.org/docs.git"),
            Mirror.Options.defaults());

    private long time;
    private int fetches;
    private Outcome outcome = Outcome.TOO_LARGE;
    private final TooLargeFetches tooLarge = new TooLargeFetches(() -> time);

    private void fetch(int want, int have) {
        JGitRemote.FetchRules rules =
                new JGitRemote.FetchRules(GitSyncSettings.defaults().push(), new Semaphore(1), tooLarge);
        try (JGitRemote remote = new JGitRemote(
                        new Refusing(), MIRROR, rules, new RemoteFailures("git.example.org", Optional.empty()));
                SpaceRepository into = new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "", "Docs"))) {
            assertThatThrownBy(() -> remote.fetch(into, commit(want), have == 0 ? Set.of() : Set.of(commit(have))))
                    .isInstanceOfSatisfying(
                            RemoteException.class, e -> assertThat(e.outcome()).isEqualTo(outcome))
                    .hasMessage("Too much.");
        }
    }

    private static ObjectId commit(int digit) {
        return ObjectId.fromString(String.valueOf(digit).repeat(40));
    }

    @Test
    void isNotFetchedAgainWhileTheRemoteIsWhereItWas() {
        fetch(1, 0);
        fetch(1, 0);
        time += Duration.ofMinutes(59).toNanos();
        fetch(1, 0);
        assertThat(fetches).isOne();
        time += Duration.ofMinutes(2).toNanos();
        fetch(1, 0);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void isFetchedAgainOnceEitherSideMoved() {
        fetch(1, 2);
        fetch(3, 2);
        fetch(3, 4);
        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void isFetchedAgainIfTheOperatorAsks() {
        fetch(1, 0);
        tooLarge.forget(MIRROR);
        fetch(1, 0);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void isFetchedAgainAfterAnotherFailure() {
        outcome = Outcome.UNREACHABLE;
        fetch(1, 0);
        fetch(1, 0);
        assertThat(fetches).isEqualTo(2);
    }

    private final class Refusing implements Wire {
        @Override
        public InputStream start(RemoteService service) throws WireException {
            fetches++;
            throw new WireException(outcome, "Too much.");
        }

        @Override
        public InputStream call(Request request) {
            throw new AssertionError();
        }

        @Override
        public void close() {}
    }
}
