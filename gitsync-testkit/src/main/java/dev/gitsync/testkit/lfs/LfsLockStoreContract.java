package dev.gitsync.testkit.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.lfs.LfsLockStore;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.lfs.LfsLocks.LockAttempt;
import dev.gitsync.lfs.LfsLocks.UnlockRequest;
import dev.gitsync.lfs.UnlockResult;
import dev.gitsync.model.SpaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Contract tests for {@link LfsLockStore}, and for {@link LfsLocks} on top of it. Extend this class for your own store. */
public abstract class LfsLockStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.987Z");
    private static final LfsLock.Owner ADA = new LfsLock.Owner("id-of-ada", "Ada Lovelace");
    private static final LfsLock.Owner BOB = new LfsLock.Owner("Jürgen, Zeile 1", "Bob 😀");

    private final SpaceId space = space();

    /** Creates the contract; for subclasses. */
    protected LfsLockStoreContract() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract LfsLockStore store();

    /** Returns the id of a space without locks. */
    protected SpaceId space() {
        return new SpaceId("space-" + UUID.randomUUID());
    }

    @Test
    void lockKeepsItsProperties() {
        LfsLock lock = locks().lock(space, "img/Ü b.psd", BOB).lock();

        assertThat(lock.lockedAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(store().find(space, lock.id())).contains(lock);
        assertThat(store().ofPath(space, "img/Ü b.psd")).contains(lock);
        assertThat(store().list(space, null, 10)).containsExactly(lock);
        assertThat(lock.owner()).isEqualTo(BOB);
    }

    /** A client may ask for any text; PostgreSQL rejects U+0000. */
    @Test
    void textsThatNoLockHasFindNone() {
        assertThat(locks().find(space, "\0")).isEmpty();
        assertThat(locks().ofPath(space, "a\0b")).isEmpty();
        assertThat(locks().unlock(space, "\0", new UnlockRequest("id-of-ada", true)))
                .isInstanceOf(UnlockResult.NotFound.class);
        assertThatThrownBy(() -> locks().list(space, "\0", 10)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void pathHasOneLock() {
        LockAttempt first = locks().lock(space, "a.bin", ADA);
        assertThat(first.isNew()).isTrue();
        assertThat(locks().lock(space, "a.bin", BOB)).isEqualTo(new LockAttempt(first.lock(), false));
        assertThat(locks().lock(space, "a.bin", ADA)).isEqualTo(new LockAttempt(first.lock(), false));
        assertThat(store().count(space)).isEqualTo(1);
    }

    @Test
    void pathsAreComparedCharacterByCharacter() {
        for (String path : List.of("a.bin", "A.bin", "a.bin ", "a_bin", "a%bin", "ä.bin", "a\u0308.bin")) {
            assertThat(locks().lock(space, path, ADA).isNew()).as(path).isTrue();
        }
        assertThat(store().ofPath(space, "a?bin")).isEmpty();
        assertThat(store().ofPath(space, "a")).isEmpty();
    }

    @Test
    void longestPathIsStored() {
        String path = "ü".repeat(LfsLock.MAX_PATH_BYTES / 2);
        LfsLock lock = locks().lock(space, path, ADA).lock();
        assertThat(store().ofPath(space, path)).contains(lock);
    }

    @Test
    void ownerUnlocks() {
        LfsLock lock = locks().lock(space, "a.bin", ADA).lock();
        assertThat(locks().unlock(space, lock.id(), new UnlockRequest(BOB.user(), false)))
                .isEqualTo(new UnlockResult.NotOwner(lock));
        assertThat(locks().unlock(space, lock.id(), new UnlockRequest(ADA.user(), false)))
                .isEqualTo(new UnlockResult.Unlocked(lock));
        assertThat(locks().unlock(space, lock.id(), new UnlockRequest(ADA.user(), false)))
                .isEqualTo(new UnlockResult.NotFound());
        assertThat(locks().lock(space, "a.bin", BOB).isNew()).isTrue();
    }

    @Test
    void otherUsersUnlockByForce() {
        LfsLock lock = locks().lock(space, "a.bin", ADA).lock();
        assertThat(locks().unlock(space, lock.id(), new UnlockRequest(BOB.user(), true)))
                .isEqualTo(new UnlockResult.Unlocked(lock));
        assertThat(store().count(space)).isZero();
    }

    @Test
    void spacesHaveLocksOfTheirOwn() {
        SpaceId other = space();
        LfsLock lock = locks().lock(space, "a.bin", ADA).lock();
        assertThat(store().find(other, lock.id())).isEmpty();
        assertThat(store().list(other, null, 10)).isEmpty();
        assertThat(store().remove(other, lock.id())).isFalse();
        assertThat(locks().lock(other, "a.bin", BOB).isNew()).isTrue();
        assertThat(store().find(space, lock.id())).contains(lock);
    }

    @Test
    void listsInBatches() {
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i < 7; i++) {
            ids.add(locks().lock(space, "file " + i, ADA).lock().id());
        }
        List<String> listed = new ArrayList<>();
        List<LfsLock> batch = store().list(space, null, 3);
        while (!batch.isEmpty()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(3);
            batch.forEach(lock -> listed.add(lock.id()));
            String last = listed.get(listed.size() - 1);
            store().remove(space, last);
            batch = store().list(space, last, 3);
        }
        assertThat(listed).containsExactlyElementsOf(ids);
    }

    @Test
    void unknownIdsAreNotFound() {
        for (String id : List.of("1", "no id", "'", "%", UUID.randomUUID().toString())) {
            assertThat(store().find(space, id)).isEmpty();
            assertThat(store().remove(space, id)).isFalse();
        }
    }

    @Test
    void oneOfManyLocksAFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<LockAttempt>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                LfsLock.Owner owner = new LfsLock.Owner("user " + i, "User");
                attempts.add(threads.submit(() -> locks().lock(space, "wanted.bin", owner)));
            }
            List<LockAttempt> results = new ArrayList<>();
            for (Future<LockAttempt> attempt : attempts) {
                results.add(attempt.get());
            }
            assertThat(results).filteredOn(LockAttempt::isNew).hasSize(1);
            assertThat(results).extracting(LockAttempt::lock).containsOnly(onlyLock());
        } finally {
            threads.shutdownNow();
        }
    }

    private LfsLock onlyLock() {
        List<LfsLock> all = store().list(space, null, 10);
        assertThat(all).hasSize(1);
        Optional<LfsLock> first = all.stream().findFirst();
        return first.orElseThrow();
    }

    private LfsLocks locks() {
        return new LfsLocks(store(), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
