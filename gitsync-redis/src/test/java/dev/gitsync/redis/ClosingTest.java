package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that closing leaves no thread, no connection and no lease. */
@Timeout(60)
class ClosingTest {
    @Test
    void closesThreadsConnectionsAndLeasesAndMayBeClosedTwice() throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
            Space space = TestRedis.newSpace();
            InMemoryPageStore wiki = new InMemoryPageStore();
            RedisLeases leases = RedisLeases.builder(redis.url()).build();
            LeasedSpaceLock lock = new LeasedSpaceLock(leases, Duration.ofSeconds(30));
            GitSync sync = GitSync.builder()
                    .spaces(InMemorySpaceDirectory.of(space))
                    .pages(wiki)
                    .repositories(new InMemoryRepositoryStore())
                    .lock(lock)
                    .settings(GitSyncSettings.builder()
                            .schedule(times -> times.pollInterval(Duration.ofMillis(20))
                                    .maintenanceInterval(Duration.ofMillis(20)))
                            .build())
                    .build();
            sync.start();
            WikiEditor editor = new WikiEditor(wiki, space);
            for (int i = 0; i < 20; i++) {
                editor.create(null, "Page " + i, "x", Provenance.wiki(new Person("A", "a@b.c"), Instant.now(), "edit"));
                sync.pageChanged(space.id());
            }
            await().until(() -> {
                try (Repository repository = sync.open(space)) {
                    return repository.resolve("refs/heads/main") != null;
                }
            });
            for (AutoCloseable part : List.of(sync, lock, leases, sync, lock, leases)) {
                part.close();
            }

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
                left.removeAll(before);
                assertThat(left)
                        .filteredOn(thread -> thread.getName().matches("(?i).*(gitsync|lettuce|netty|redis).*"))
                        .isEmpty();
            });
            redis.use(commands -> {
                assertThat(commands.get("git-sync:lock:" + space.id()))
                        .as("lease of the space")
                        .isNull();
                assertThat(commands.clientList().lines())
                        .as("only the connection of this test")
                        .hasSize(1);
            });
        }
    }
}
