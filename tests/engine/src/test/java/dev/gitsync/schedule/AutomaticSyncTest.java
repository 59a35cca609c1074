package dev.gitsync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows E1, E3, E4 with the real engine: a wiki edit reaches git without a fetch. */
@Timeout(60)
class AutomaticSyncTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(20);

    private final Space space = space("handbook");
    private final Space other = space("recipes");
    private final InMemoryPageStore wiki = new InMemoryPageStore();
    private final FaultyPageStore store = new FaultyPageStore(wiki);
    private final InMemorySpaceDirectory spaces = InMemorySpaceDirectory.of(space, other);
    private final InProcessSpaceLock lock = new InProcessSpaceLock();
    private final Set<Thread> earlier = Set.copyOf(Thread.getAllStackTraces().keySet());
    private final AtomicInteger leases = new AtomicInteger();
    private final List<SyncReport> reports = new CopyOnWriteArrayList<>();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private GitSync sync = polling(NEVER);

    @AfterEach
    void close() {
        sync.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !earlier.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("gitsync-")));
    }

    @Test
    void pullsPagesAtStartAndAnEditByItsEvent() {
        PageId page = page(space, "Start", "one");
        sync.start();
        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("one"));

        wiki.edit(space, page, "two", edit());
        sync.pageChanged(space.id());

        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("two"));
        assertThat(sync.verify(space.id()).isClean()).isTrue();
    }

    @Test
    void findsAnEditWithoutNotificationByPolling() {
        PageId page = page(space, "Start", "one");
        sync = polling(SOON);
        sync.start();
        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("one"));

        wiki.edit(space, page, "two", edit());

        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("two"));
    }

    @Test
    void pollsAnIdleSpaceWithoutALease() {
        page(space, "Start", "one");
        sync = polling(SOON);
        sync.start();
        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("one"));
        int before = leases.get();
        int reported = reports.size();

        await().until(() -> reports.size() > reported + 10);

        assertThat(leases).hasValue(before);
        assertThat(List.copyOf(reports).subList(reported, reported + 10))
                .hasOnlyElementsOfType(SyncReport.UpToDate.class);
    }

    @Test
    void runsTheEventOfALeasedSpaceOnceTheLeaseIsFree() throws InterruptedException {
        sync.start();
        await().until(() -> reports.size() == 2);
        page(space, "Start", "one");
        SpaceLock.Attempt.Acquired held = (SpaceLock.Attempt.Acquired) lock.acquire(space, Duration.ZERO);
        try {
            sync.pageChanged(space.id());
            await().until(() -> reports.contains(new SyncReport.Skipped(space.id(), SyncReport.Reason.IN_PROGRESS)));
        } finally {
            held.lease().close();
        }

        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("one"));
    }

    @Test
    void retriesAFailingWikiWithoutAnotherEvent() {
        sync.start();
        await().until(() -> reports.size() == 2);
        page(space, "Start", "one");
        store.failBefore(Call.CHANGES, 1);

        sync.pageChanged(space.id());

        await().untilAsserted(() -> assertThat(main("Start.md")).isEqualTo("one"));
        assertThat(reports).hasAtLeastOneElementOfType(SyncReport.Failed.class);
    }

    @Test
    void ignoresADisabledSpace() {
        page(space, "Start", "one");
        page(other, "Start", "two");
        spaces.enable(space.id(), false);
        sync = polling(SOON);
        sync.start();

        sync.pageChanged(space.id());

        await().until(() -> reports.size() > 10);
        assertThat(reports).extracting(SyncReport::space).containsOnly(other.id());
        assertThat(main("Start.md")).isEmpty();
    }

    @Test
    void allowsLibraryCallsBeforeStartAndAfterClose() {
        PageId page = page(space, "Start", "one");
        assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
        sync.close();
        wiki.edit(space, page, "two", edit());

        assertThat(sync.catchUp(space.id()).isCaughtUp()).isTrue();

        assertThat(main("Start.md")).isEqualTo("two");
    }

    private GitSync polling(Duration interval) {
        GitSyncSettings settings = GitSyncSettings.builder()
                .schedule(times -> times.pollInterval(interval).debounce(SOON).firstBackOff(SOON))
                .build();
        return GitSync.builder()
                .spaces(spaces)
                .pages(store)
                .repositories(repositories)
                .lock((subject, patience) -> {
                    leases.incrementAndGet();
                    return lock.acquire(subject, patience);
                })
                .listener(new SyncListener() {
                    @Override
                    public void onSync(Space subject, SyncReport report) {
                        reports.add(report);
                    }
                })
                .settings(settings)
                .build();
    }

    private PageId page(Space where, String title, String text) {
        return wiki.create(where, null, title, text, edit());
    }

    private static Provenance edit() {
        return Provenance.wiki(
                new Person("Ada Lovelace", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "Edit");
    }

    private static Space space(String id) {
        return new Space(new SpaceId(id), "acme", id);
    }

    /** Returns the file in {@code main}, or an empty string. Starts no cycle. */
    private String main(String path) {
        try (Repository repository = repositories.open(space).git();
                RevWalk commits = new RevWalk(repository)) {
            ObjectId main = repository.resolve("refs/heads/main");
            TreeWalk file = main == null ? null : TreeWalk.forPath(repository, path, commits.parseTree(main));
            return file == null
                    ? ""
                    : new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("The repository can't be read", e);
        }
    }
}
