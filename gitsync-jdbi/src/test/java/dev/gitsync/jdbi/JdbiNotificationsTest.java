package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.WikiEditor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The notifications listen without being referred to.
class JdbiNotificationsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance AUTHOR =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");

    private final Space space = DATABASE.newSpace();
    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final Queue<SpaceId> notified = new ConcurrentLinkedQueue<>();

    @Test
    void notifiesTheOtherReplicaOfAnEdit() {
        try (PostgresPool pool = DATABASE.pool();
                var unused = JdbiNotifications.listen(pool.jdbi(), notified::add)) {
            await().until(() -> listeners() == 1);
            wiki.create(null, "A", "a", AUTHOR);
            await().until(() -> notified.contains(space.id()));
        }
        assertThat(listeners()).isZero();
    }

    @Test
    void sendsNoNotificationForAPush() {
        try (var unused = JdbiNotifications.listen(DATABASE.jdbi(), notified::add)) {
            await().until(() -> listeners() == 1);
            var create = new PageChange.Create(store.newPageId(space), new PageContent(null, "A", "a"), AUTHOR);
            store.apply(space, List.of(create), new ApplyContext("ada", 7));
            Space other = DATABASE.newSpace();
            new WikiEditor(store, other).create(null, "B", "b", AUTHOR);
            await().until(() -> notified.contains(other.id()));
            assertThat(notified).doesNotContain(space.id());
        }
    }

    @Test
    void reconnectsAfterTheConnectionBroke() {
        try (PostgresPool pool = DATABASE.pool();
                var unused = JdbiNotifications.listen(pool.jdbi(), notified::add)) {
            await().until(() -> listeners() == 1);
            DATABASE.jdbi()
                    .useHandle(handle -> handle.createQuery(
                                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
                            .mapTo(Boolean.class)
                            .list());
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                wiki.create(null, "A", "a", AUTHOR);
                return notified.contains(space.id());
            });
        }
    }

    @Test
    void continuesAfterInvalidNotificationsAndErrors() {
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        try (var unused = JdbiNotifications.listen(DATABASE.jdbi(), id -> {
            calls.add(id.value());
            if (calls.size() == 1) {
                throw new IllegalStateException("not now");
            }
        })) {
            await().until(() -> listeners() == 1);
            DATABASE.jdbi()
                    .useHandle(handle ->
                            handle.execute("SELECT pg_notify('gitsync_page_changed', 'no id: ' || repeat('x', 500))"));
            wiki.create(null, "A", "a", AUTHOR);
            wiki.create(null, "B", "b", AUTHOR);
            await().until(() -> calls.size() == 2);
        }
    }

    private int listeners() {
        return DATABASE.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE query LIKE 'LISTEN%' AND datname = current_database()""").mapTo(Integer.class).one());
    }
}
