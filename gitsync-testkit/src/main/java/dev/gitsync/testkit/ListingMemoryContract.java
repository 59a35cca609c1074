package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingMemory.StoredListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for {@link ListingMemory}. Extend this class for your own implementation and run it. */
public abstract class ListingMemoryContract {
    /** Creates the contract; for subclasses. */
    protected ListingMemoryContract() {}

    /** Returns the memory under test; the same instance for every call within a test. */
    protected abstract ListingMemory memory();

    /** Returns a space with nothing stored for it; a different one for every call. By default, a space with a random id. */
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    @Test
    void isEmptyAtFirst() {
        Space space = newSpace();

        assertThat(memory().load(space)).isEmpty();
        assertThat(memory().version(space)).isEqualTo(ListingMemory.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 << 10, 3 << 20})
    void returnsBytesAsTheyWereStored(int size) {
        Space space = newSpace();
        byte[] bytes = random(size);

        String version = stored(space, ListingMemory.NOTHING, bytes);

        StoredListing stored = memory().load(space).orElseThrow();
        assertThat(stored.bytes()).isEqualTo(bytes);
        assertThat(stored.version()).isEqualTo(version).isEqualTo(memory().version(space));
    }

    @Test
    void replacesAValueOfTheExpectedVersion() {
        Space space = newSpace();
        String first = stored(space, ListingMemory.NOTHING, random(10));
        byte[] next = random(20);

        String second = stored(space, first, next);

        assertThat(second).isNotEqualTo(first);
        assertThat(memory().load(space).orElseThrow().bytes()).isEqualTo(next);
    }

    @Test
    void replacesNoValueOfAnotherVersion() {
        Space space = newSpace();
        byte[] bytes = random(10);
        String first = stored(space, ListingMemory.NOTHING, random(5));
        String second = stored(space, first, bytes);

        assertThat(memory().store(space, ListingMemory.NOTHING, random(7))).isEmpty();
        assertThat(memory().store(space, first, random(7))).isEmpty();
        assertThat(memory().version(space)).isEqualTo(second);
        assertThat(memory().load(space).orElseThrow().bytes()).isEqualTo(bytes);
    }

    @Test
    void storesSpacesSeparately() {
        Space one = newSpace();
        Space other = newSpace();
        stored(one, ListingMemory.NOTHING, random(5));

        assertThat(memory().load(other)).isEmpty();
        stored(other, ListingMemory.NOTHING, new byte[] {1});
        assertThat(memory().load(one).orElseThrow().bytes()).isEqualTo(random(5));
    }

    @Test
    @Timeout(60)
    void oneOfSeveralWritersWins() throws Exception {
        Space space = newSpace();
        String version = ListingMemory.NOTHING;
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < 10; round++) {
                String expected = version;
                var barrier = new CyclicBarrier(writers);
                List<Callable<Optional<String>>> tasks = new ArrayList<>();
                for (int i = 0; i < writers; i++) {
                    byte[] bytes = {(byte) round, (byte) i};
                    tasks.add(() -> {
                        barrier.await(30, TimeUnit.SECONDS);
                        return memory().store(space, expected, bytes);
                    });
                }
                List<String> won = new ArrayList<>();
                for (Future<Optional<String>> task : threads.invokeAll(tasks)) {
                    task.get().ifPresent(won::add);
                }
                assertThat(won).hasSize(1).containsExactly(memory().version(space));
                version = won.get(0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String stored(Space space, String expected, byte[] bytes) {
        Optional<String> version = memory().store(space, expected, bytes);
        assertThat(version).isPresent();
        return version.orElseThrow();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
