package dev.gitsync.engine;

import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a wiki does to its pages and attachments, main has exactly its files after every pull: law 3, issue 28. */
class RandomAttachmentsTest {
    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mainHasTheFilesOfTheWikiAfterEveryPull(long seed) {
        boolean outlive = seed % 2 == 1;
        InMemoryPageStore pages =
                outlive ? InMemoryPageStore.withAttachmentsThatOutlivePages() : InMemoryPageStore.withAttachments();
        PageStore store = seed % 3 == 2 ? new ReversingPageStore(pages) : pages;
        EngineFixture wiki = new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.pages(store));
        AttachmentEdits run = new AttachmentEdits(wiki, new Random(seed), outlive);
        for (int round = 0; round < 10; round++) {
            int edits = run.random.nextInt(8);
            for (int i = 0; i < edits; i++) {
                run.edit();
            }
            run.pull();
        }
    }

    /** The index, the ref of the wiki, or both are lost again and again, before the latest edits were read. */
    @ParameterizedTest
    @MethodSource("seeds")
    void mainHasTheFilesOfTheWikiWhenRefsAreLost(long seed) {
        EngineFixture wiki = EngineFixture.withAttachments();
        AttachmentEdits run = new AttachmentEdits(wiki, new Random(seed), false);
        for (int round = 0; round < 6; round++) {
            for (int i = run.random.nextInt(8); i > 0; i--) {
                run.edit();
            }
            run.pull();
            for (int i = run.random.nextInt(3); i > 0; i--) {
                run.edit();
            }
            switch (run.random.nextInt(3)) {
                case 0 -> wiki.lose("refs/gitsync/state");
                case 1 -> wiki.lose("refs/gitsync/wiki");
                default -> wiki.lose("refs/gitsync/state", "refs/gitsync/wiki");
            }
            run.pull();
        }
    }
}
