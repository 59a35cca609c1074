package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.Remotes;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.remotes.LocalRemote;
import dev.gitsync.tests.remotes.RemoteCall;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When mirrors run by themselves, and what it costs when they don't: a poll takes the same queries for 1 and for 1,000 mirrors. */
@Timeout(60)
class MirrorScheduleTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final MirrorId FIRST = new MirrorId("mirror-0");

    private final Space space = new Space(new SpaceId("handbook"), "acme", "Handbook");
    private final InMemoryPageStore wiki = new InMemoryPageStore();
    private final InMemoryRepositoryStore remotes = new InMemoryRepositoryStore();
    private final LocalRemote remote = new LocalRemote(() -> remotes.open(space).git());
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger saves = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final MirrorStateStore states = new CountingStates();
    private final Repositories repositories = new Repositories();
    private GitSync sync;

    @AfterEach
    void close() {
        sync.close();
    }

    @Test
    void pollOfIdleMirrorsTakesTheSameQueriesForOneAndForAThousand() {
        for (int count : new int[] {1, 1_000}) {
            start(count);
            awaitRuns(count);
            remote.clearFaults();
            finds.set(0);
            saves.set(0);
            int listed = lists.get();
            int read = reads.get();
            int asked = tokens.get();
            awaitPolls(10);

            assertThat(reads.get() - read).isBetween(lists.get() - listed - 2, lists.get() - listed + 1);
            assertThat(tokens.get() - asked).isBetween(lists.get() - listed - 2, lists.get() - listed + 1);
            assertThat(finds).hasValue(0);
            assertThat(saves).hasValue(0);
            assertThat(remote.calls()).isEmpty();
            sync.close();
        }
    }

    @Test
    void mirrorThatIsDueRunsOnce() {
        assertRunsOnce(Instant.now().minus(Duration.ofHours(1)));
    }

    /** The clock was a year ahead when the mirror ran last. */
    @Test
    void mirrorThatRanInTheFutureIsDue() {
        assertRunsOnce(Instant.now().plus(Duration.ofDays(365)));
    }

    private void assertRunsOnce(Instant lastRun) {
        start(1);
        awaitRuns(1);
        remote.clearFaults();
        MirrorState state = sync.mirrors().state(FIRST).orElseThrow();
        MirrorReport last = state.last().orElseThrow();
        MirrorReport then = new MirrorReport(
                last.mirror(), lastRun, last.outcome(), last.sentence(), last.details(), last.main(), last.remote());
        assertThat(states.save(
                        FIRST,
                        new MirrorState(
                                state.version(),
                                false,
                                state.common(),
                                state.underway(),
                                state.decision(),
                                Optional.of(lastRun),
                                state.since(),
                                Optional.of(then))))
                .isTrue();

        await().until(() -> remote.count(RemoteCall.HEADS) == 1);
        awaitPolls(5);
        assertThat(remote.count(RemoteCall.HEADS)).isEqualTo(1);
    }

    @Test
    void editOfTheWikiRunsItsMirror() throws Exception {
        start(1);
        awaitRuns(1);
        PageId page = wiki.create(space, null, "Setup", "text", edit());
        sync.pageChanged(space.id());
        await().until(() -> branch().isPresent());

        wiki.edit(space, page, "new text", edit());
        String before = branch().orElseThrow();
        sync.pageChanged(space.id());
        await().until(() -> !branch().orElseThrow().equals(before));
    }

    @Test
    void refsMovedByAnotherProcessRunTheMirror() {
        start(1);
        awaitRuns(1);
        remote.clearFaults();
        repositories.token = "moved";

        await().until(() -> remote.count(RemoteCall.HEADS) == 1);
        awaitPolls(5);
        assertThat(remote.count(RemoteCall.HEADS)).isEqualTo(1);
    }

    @Test
    void pausedMirrorIsNotRun() {
        start(1);
        awaitRuns(1);
        sync.mirrors().setPaused(FIRST, true);
        awaitPolls(3);
        remote.clearFaults();
        repositories.token = "moved";
        awaitPolls(5);

        assertThat(remote.calls()).isEmpty();
        sync.mirrors().setPaused(FIRST, false);
        await().until(() -> remote.count(RemoteCall.HEADS) >= 1);
    }

    private void start(int count) {
        List<Mirror> all = IntStream.range(0, count)
                .mapToObj(i -> new Mirror(
                        new MirrorId("mirror-" + i),
                        space.id(),
                        new RemoteUrl("https://git.example.org/handbook.git"),
                        Mirror.Options.defaults()))
                .toList();
        sync = Remotes.of(GitSync.builder(), remote)
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(wiki)
                .repositories(repositories)
                .mirrors(new CountingDirectory(all))
                .mirrorStates(states)
                .settings(GitSyncSettings.builder()
                        .schedule(
                                times -> times.pollInterval(SOON).debounce(SOON).firstBackOff(SOON))
                        .build())
                .build();
        sync.start();
    }

    private void awaitRuns(int count) {
        await().until(() -> states.states(List.of(new MirrorId("mirror-" + (count - 1)))).values().stream()
                .allMatch(state -> state.last().isPresent()));
        await().until(() -> {
            int before = saves.get();
            awaitPolls(3);
            return saves.get() == before;
        });
    }

    private void awaitPolls(int polls) {
        int before = lists.get();
        await().until(() -> lists.get() >= before + polls);
    }

    private Optional<String> branch() throws Exception {
        try (SpaceRepository git = remotes.open(space)) {
            return Optional.ofNullable(git.git().resolve("refs/heads/main")).map(id -> id.name());
        }
    }

    private static Provenance edit() {
        return Provenance.wiki(MirrorFixture.ADA, Instant.parse("2026-11-23T12:00:00Z"), "Edit");
    }

    private final class CountingDirectory implements MirrorDirectory {
        private final List<Mirror> all;

        CountingDirectory(List<Mirror> all) {
            this.all = all;
        }

        @Override
        public Optional<Mirror> find(MirrorId id) {
            finds.incrementAndGet();
            return all.stream().filter(mirror -> mirror.id().equals(id)).findFirst();
        }

        @Override
        public List<Mirror> all() {
            lists.incrementAndGet();
            return all;
        }
    }

    /** Counts reads of more than one state, or of all. */
    private final class CountingStates implements MirrorStateStore {
        private final MirrorStateStore delegate = new InMemoryMirrorStateStore();

        @Override
        public Map<MirrorId, MirrorState> states(Collection<MirrorId> mirrors) {
            reads.incrementAndGet();
            return delegate.states(mirrors);
        }

        @Override
        public boolean save(MirrorId mirror, MirrorState next) {
            saves.incrementAndGet();
            return delegate.save(mirror, next);
        }

        @Override
        public void add(MirrorReport report) {
            delegate.add(report);
        }

        @Override
        public List<MirrorReport> reports(MirrorId mirror, int limit) {
            return delegate.reports(mirror, limit);
        }

        @Override
        public void remove(MirrorId mirror) {
            delegate.remove(mirror);
        }
    }

    /** Git storage with version tokens. */
    private final class Repositories implements RepositoryStore {
        private final InMemoryRepositoryStore delegate = new InMemoryRepositoryStore();
        private volatile String token = "first";

        @Override
        public SpaceRepository open(Space which, PackLimits limits) {
            return delegate.open(which, limits);
        }

        @Override
        public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
            tokens.incrementAndGet();
            return Optional.of(spaces.stream().collect(Collectors.toMap(Space::id, which -> token)));
        }
    }
}
