package dev.gitsync.engine;

import dev.gitsync.testkit.InMemoryPageStore;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both sides edit a space in which {@code Foo/README.md} and {@code Foo/index.md} are the page {@code Foo}; refs are moved and lost in
 * between (laws 3, 6 and 12, issue 29). {@code -Dgitsync.test.seeds=500} runs that many, {@code -Dgitsync.test.first=17} begins at
 * another seed.
 */
class RandomFolderPagesTest {
    private static final int STEPS = 12;

    static LongStream seeds() {
        long first = Long.getLong("gitsync.test.first", 0);
        return LongStream.range(first, first + Long.getLong("gitsync.test.seeds", 12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pagesInTheirFoldersAreKeptFromBothSides(long seed) {
        Random random = new Random(seed);
        InMemoryPageStore pages = seed % 2 == 0 ? new InMemoryPageStore() : InMemoryPageStore.withAttachments();
        FolderPageEdits run = new FolderPageEdits(random, pages);
        run.push();
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> run.editInTheWiki();
                case 5, 6, 7 -> run.push();
                case 8 -> run.moveMainWithoutPush();
                case 9 -> run.loseRefs();
                default -> run.changeNames();
            }
        }
    }
}
