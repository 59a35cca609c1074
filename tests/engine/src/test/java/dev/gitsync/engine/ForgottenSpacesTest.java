package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise W6: the memory of a process for spaces does not grow with the number of spaces that it has served. */
class ForgottenSpacesTest {
    private static final int SPACES = 12_000;
    /** The number of recently used spaces that a process remembers. */
    private static final int MOST = 10_000;

    @Test
    void forgetsSpacesWithoutAHeldLock() throws Exception {
        InProcessSpaceLock lock = new InProcessSpaceLock();
        lockEach(lock);
        assertThat(entries(lock)).isZero();
    }

    @Test
    void remembersOnlyTheNewestTokensOfLeases() throws Exception {
        try (LeasedSpaceLock lock = new LeasedSpaceLock(new Granting(), Duration.ofMinutes(1))) {
            lockEach(lock);
            assertThat(entries(lock)).isEqualTo(MOST);
        }
    }

    @Test
    void remembersOnlyTheNewestSpacesOnDisk(@TempDir Path root) {
        FileRepositoryStore store = new FileRepositoryStore(root);
        for (int i = 0; i < SPACES; i++) {
            assertThat(store.pendingCompaction(space(i))).isEmpty();
        }
        assertThat(entries(store)).isEqualTo(MOST);
    }

    @Test
    void remembersOnlyTheNewestSpacesOfAListing() {
        ListingPageStore store = ListingPageStore.builder(new InMemoryListing(), new InMemoryListingMemory())
                .build();
        Provenance by = Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Create");
        for (int i = 0; i < SPACES; i++) {
            Space space = space(i);
            PageContent content = new PageContent(null, "A", "a");
            PageChange create = new PageChange.Create(store.newPageId(space), content, by);
            assertThat(store.apply(space, List.of(create), new ApplyContext("ada", ApplyContext.UNFENCED)))
                    .isInstanceOf(ApplyResult.Applied.class);
            assertThat(store.changes(space, Cursor.START, 1).changes()).hasSize(1);
        }
        assertThat(entries(store)).isEqualTo(MOST);
    }

    private static void lockEach(SpaceLock lock) throws InterruptedException {
        for (int i = 0; i < SPACES; i++) {
            ((SpaceLock.Attempt.Acquired) lock.acquire(space(i), Duration.ZERO))
                    .lease()
                    .close();
        }
    }

    private static Space space(int number) {
        return new Space(new SpaceId("space-" + number), "", "Space " + number);
    }

    /** Returns the number of entries of all collections in an object, without those of a wiki or a memory. */
    private static int entries(Object object) {
        return entries(object, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static int entries(@Nullable Object object, Set<Object> seen) {
        if (object == null || !seen.add(object)) {
            return 0;
        }
        if (object instanceof Map<?, ?> map) {
            return map.size();
        } else if (object instanceof Collection<?> collection) {
            return collection.size();
        }
        int entries = 0;
        Class<?> type = object.getClass();
        if (!type.getName().startsWith("dev.gitsync.") || type.getSimpleName().startsWith("InMemory")) {
            return 0;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                entries += entries(value(object, field), seen);
            }
        }
        return entries;
    }

    private static @Nullable Object value(Object object, Field field) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Grants every lease. */
    private static final class Granting implements LeaseStorage {
        @Override
        public OptionalLong grant(Space space, String owner, Duration ttl, long above) {
            return OptionalLong.of(above + 1);
        }

        @Override
        public boolean renew(Space space, String owner, Duration ttl) {
            return true;
        }

        @Override
        public void release(Space space, String owner) {}

        @Override
        public boolean isHeld(Space space) {
            return false;
        }
    }
}
