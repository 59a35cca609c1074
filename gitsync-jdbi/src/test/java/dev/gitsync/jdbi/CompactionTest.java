package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.internal.storage.Compaction;
import dev.gitsync.jdbi.internal.storage.StoredFile;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests which packs a compaction chooses. */
class CompactionTest {
    private static final int COPIES = 14;

    @Test
    void joinsSmallPacksWithoutLargeOnes() {
        List<StoredPack> packs = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            packs.add(pack("INSERT", 2000 + i));
        }
        packs.add(pack("COMPACT", 100_000));
        packs.add(pack("GC", 1));
        assertThat(Compaction.choose(packs)).as("15 small packs").isEmpty();

        packs.add(pack("RECEIVE", 2000));
        assertThat(Compaction.choose(packs)).hasSize(16);

        packs.set(15, pack("COMPACT", 30_000));
        assertThat(Compaction.choose(packs))
                .as("16 small packs and one of similar size")
                .hasSize(17);

        packs.set(15, pack("COMPACT", 2 << 20));
        packs.set(14, pack("INSERT", 2 << 20));
        assertThat(Compaction.choose(packs))
                .as("14 small packs and two large ones")
                .isEmpty();
    }

    @Test
    void ignoresPacksOfVeryManyObjects() {
        List<StoredPack> packs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            packs.add(pack("RECEIVE", 100_000));
        }
        assertThat(Compaction.choose(packs)).hasSize(16);

        StoredPack many = packs.get(0);
        packs.set(0, new StoredPack(many.id(), "RECEIVE", 0, 5_001, 0, 2, many.files()));
        assertThat(Compaction.choose(packs))
                .as("each object takes memory during a compaction")
                .isEmpty();
    }

    @Test
    void keepsPacksFewAndCopiesObjectsRarely() {
        List<StoredPack> packs = new ArrayList<>();
        long written = 0;
        long copied = 0;
        for (int i = 0; i < 1_000; i++) {
            long size = 1_000 + (i * 7919L) % 5_000;
            written += size;
            packs.add(pack("INSERT", size));
            List<UUID> chosen = Compaction.choose(packs);
            if (!chosen.isEmpty()) {
                long bytes = 0;
                for (StoredPack pack : packs) {
                    bytes += chosen.contains(pack.id()) ? size(pack) : 0;
                }
                copied += bytes;
                packs.removeIf(pack -> chosen.contains(pack.id()));
                packs.add(pack("COMPACT", bytes));
            }
            assertThat(packs).hasSizeLessThan(25);
        }
        assertThat(copied).isLessThan(COPIES * written);
    }

    private static long size(StoredPack pack) {
        return pack.files().values().iterator().next().size();
    }

    private static StoredPack pack(String source, long bytes) {
        Map<String, StoredFile> files = Map.of("pack", new StoredFile(bytes, 0), "idx", new StoredFile(1100, 0));
        return new StoredPack(UUID.randomUUID(), source, 0, 1, 0, 2, files);
    }
}
