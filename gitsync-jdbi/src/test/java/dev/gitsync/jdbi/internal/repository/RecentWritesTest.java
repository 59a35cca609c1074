package dev.gitsync.jdbi.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.internal.storage.StoredFile;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentWritesTest {
    private static final int SPACES = 12_000;

    private final RecentWrites written = new RecentWrites();
    private final List<StoredPack> packs =
            Stream.generate(RecentWritesTest::pack).limit(20).toList();

    private static StoredPack pack() {
        StoredFile file = new StoredFile(100, 100);
        return new StoredPack(UUID.randomUUID(), "INSERT", 0, 1, 0, 2, Map.of("pack", file, "idx", file));
    }

    /** Promise W6: the memory for recent writes does not grow with the number of spaces. */
    @Test
    void forgetsSpacesWithoutWrites() {
        IntStream.range(0, SPACES).forEach(i -> written.listed("space-" + i, packs));

        long remembered = IntStream.range(0, SPACES)
                .filter(i -> !written.take("space-" + i).isEmpty())
                .count();
        assertThat(remembered).isPositive().isLessThanOrEqualTo(10_000);
        written.listed("space-0", packs);
        assertThat(written.take("space-0")).hasSize(20);
    }
}
