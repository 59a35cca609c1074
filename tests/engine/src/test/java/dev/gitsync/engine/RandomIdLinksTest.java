package dev.gitsync.engine;

import dev.gitsync.testkit.InMemoryPageStore;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both sides edit, move, rename, delete and restore pages and attachments with links in a wiki that links by id; refs are moved and lost
 * in between (issue 29). {@code -Dgitsync.test.seeds=500} runs that many, {@code -Dgitsync.test.first=17} begins at another seed.
 */
class RandomIdLinksTest {
    private static final int STEPS = 14;

    static LongStream seeds() {
        long first = Long.getLong("gitsync.test.first", 0);
        return LongStream.range(first, first + Long.getLong("gitsync.test.seeds", 15));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void linksFollowFromBothSides(long seed) {
        Random random = new Random(seed);
        InMemoryPageStore pages = seed % 2 == 0 ? new InMemoryPageStore() : InMemoryPageStore.withAttachments();
        IdLinkEdits run = new IdLinkEdits(random, pages);
        run.push();
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4, 5, 6 -> run.editInTheWiki();
                case 7, 8, 9 -> run.push();
                case 10 -> run.moveMainWithoutPush();
                default -> run.loseIndex();
            }
        }
    }
}
