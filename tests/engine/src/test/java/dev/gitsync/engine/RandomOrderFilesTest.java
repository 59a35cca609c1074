package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever both sides do to pages and to files called .order, main has exactly the files of the wiki after every cycle (law 3), also when
 * the setting is turned on for a space that has such files: issue 29. Seeds for a long run: {@code -Dgitsync.test.seeds=500}.
 */
class RandomOrderFilesTest {
    private static final Set<PushResult.Reason> EXPECTED =
            Set.of(PushResult.Reason.INVALID, PushResult.Reason.CONFLICT);

    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wikiAndMainHaveTheSameOrderFiles(long seed) {
        Random random = new Random(seed);
        if (seed % 2 == 1) {
            EngineFixture off = new EngineFixture(pages, repositories, builder -> builder);
            AttachmentEdits before = new AttachmentEdits(off, random, false).withOrderFiles();
            for (int round = 0; round < 4; round++) {
                edit(before, round);
                off.pull();
                off.assertVerified();
            }
        }
        EngineFixture on = OrderFilesTest.withOrderFiles(pages, repositories);
        AttachmentEdits edits = new AttachmentEdits(on, random, false).withOrderFiles();
        on.pull();
        edits.pushed();
        edits.pull();
        for (int round = 0; round < 8; round++) {
            edit(edits, round);
            on.pull();
            edits.pushed();
            ObjectId main = on.git.main();
            edits.pull();
            assertThat(on.git.main()).as("nothing is pulled twice").isEqualTo(main);
            if (random.nextInt(4) == 0) {
                on.lose(random.nextBoolean() ? "refs/gitsync/state" : "refs/gitsync/wiki");
                edits.pull();
            }
        }
    }

    private static void edit(AttachmentEdits edits, int round) {
        EngineFixture wiki = edits.wiki;
        wiki.git.fetch();
        editFiles(wiki.git, edits.random);
        for (int i = edits.random.nextInt(5); i > 0; i--) {
            edits.edit();
        }
        if (!wiki.git.isClash()) {
            wiki.git.commit("round " + round);
            if (wiki.git.push() instanceof PushResult.Refused refused) {
                assertThat(refused.reason()).as(refused.toString()).isIn(EXPECTED);
            }
        }
    }

    private static void editFiles(GitUser git, Random random) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            List<String> paths = git.files();
            String some = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            String folder = random.nextInt(4) == 0 ? "" : folder(some, random.nextBoolean());
            try {
                switch (paths.isEmpty() ? 0 : random.nextInt(7)) {
                    case 0, 1 -> git.write(folder + ".order", "git " + random.nextInt(12) + "\n");
                    case 2 -> git.write(folder + "page" + random.nextInt(5) + ".md", "pushed " + random.nextInt(12));
                    case 3 -> git.move(some, folder + ".order");
                    case 4 ->
                        git.move(some, folder + "moved" + random.nextInt(4) + (random.nextBoolean() ? ".md" : ""));
                    case 5 -> git.move(parent(some), folder + "folder" + random.nextInt(4));
                    default -> git.delete(some);
                }
            } catch (AssertionError notThere) {
                // An earlier edit of this round has taken it away.
            }
        }
    }

    /** The folder of a page's children, or the one that contains a file. */
    private static String folder(String file, boolean own) {
        return own && file.endsWith(".md")
                ? file.substring(0, file.length() - ".md".length()) + "/"
                : file.substring(0, file.lastIndexOf('/') + 1);
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : path;
    }
}
