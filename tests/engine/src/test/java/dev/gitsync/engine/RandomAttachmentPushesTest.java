package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever both sides do to pages and attachments, main has exactly the files of the wiki after every cycle (law 3), a push comes back
 * as it was pushed, and a refused one changes nothing: issue 28. Seeds for a long run: {@code -Dgitsync.test.seeds=500}.
 */
class RandomAttachmentPushesTest {
    private static final List<String> ENDINGS = List.of(".md", ".png", ".PNG", "", ".txt");

    /** Names that the wiki has for attachments whose files need others, if names differ only in case. */
    private static final List<String> WIKI_NAMES =
            List.of("b.png", "B.PNG", "img/b.png", "IMG/b.png", "x", "X", "x/x/x");

    private static final Set<PushResult.Reason> EXPECTED =
            Set.of(PushResult.Reason.INVALID, PushResult.Reason.CONFLICT);

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wikiAndMainHaveTheSameFilesAfterEveryPush(long seed) {
        boolean outlive = seed % 2 == 1;
        EngineFixture wiki = EngineFixture.of(
                outlive ? InMemoryPageStore.withAttachmentsThatOutlivePages() : InMemoryPageStore.withAttachments());
        AttachmentEdits edits = new AttachmentEdits(wiki, new Random(seed), outlive);
        for (int round = 0; round < 10; round++) {
            wiki.git.fetch();
            editFiles(edits);
            for (int i = edits.random.nextInt(5); i > 0; i--) {
                edits.edit();
            }
            push(edits, "round " + round);
            edits.pushed();
            ObjectId main = wiki.git.main();
            edits.pull();
            assertThat(wiki.git.main()).as("nothing is pulled after a push").isEqualTo(main);
        }
    }

    private static void push(AttachmentEdits edits, String message) {
        EngineFixture wiki = edits.wiki;
        if (wiki.git.isClash()) {
            wiki.pull();
            return;
        }
        wiki.pull();
        Map<PageId, String> before = ids(edits);
        wiki.git.commit(message);
        PushResult result = wiki.git.push();
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.reason()).as(refused.toString()).isIn(EXPECTED);
            assertThat(ids(edits)).isEqualTo(before);
        }
    }

    private static Map<PageId, String> ids(AttachmentEdits edits) {
        return new TreeMap<>(edits.files().stream()
                .collect(Collectors.toMap(
                        Attachment::id,
                        file -> file.version() + " " + file.content().name())));
    }

    private static void editFiles(AttachmentEdits edits) {
        Random random = edits.random;
        GitUser git = edits.wiki.git;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            List<String> paths = git.files();
            String some = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            String other = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            String folder = random.nextInt(3) == 0 ? "" : folder(other);
            String name = "git" + random.nextInt(8) + ENDINGS.get(random.nextInt(ENDINGS.size()));
            try {
                switch (paths.isEmpty() ? 0 : random.nextInt(9)) {
                    case 0, 1 -> git.write(folder + name, "pushed " + random.nextInt(12));
                    case 2 -> git.write(some, "changed by git " + random.nextInt(12));
                    case 3 -> git.move(some, folder + "git" + random.nextInt(8) + ending(some));
                    case 4 -> git.move(parent(some), folder + "moved" + random.nextInt(4));
                    case 5 -> movePage(git, some, folder + "moved" + random.nextInt(4));
                    case 6 -> git.makeExecutable(some);
                    case 7 -> useWikiName(edits, folder);
                    default -> git.delete(some);
                }
            } catch (AssertionError notThere) {
                // An earlier edit of this round has taken it away.
            }
        }
    }

    /** Writes a file with a name of the wiki, in place of those whose names collide with it. */
    private static void useWikiName(AttachmentEdits edits, String folder) {
        GitUser git = edits.wiki.git;
        String path = folder + WIKI_NAMES.get(edits.random.nextInt(WIKI_NAMES.size()));
        for (String file : git.files()) {
            boolean isSame = file.equalsIgnoreCase(path)
                    || file.toLowerCase(Locale.ROOT).startsWith(path.toLowerCase(Locale.ROOT) + "/");
            if (isSame) {
                git.delete(file);
            }
        }
        git.write(path, "named " + edits.random.nextInt(12));
    }

    /** Moves the file of a page, and its folder if there is one. */
    private static void movePage(GitUser git, String file, String to) {
        if (file.endsWith(".md")) {
            String page = file.substring(0, file.length() - ".md".length());
            git.move(file, to + ".md");
            if (git.files().stream().anyMatch(path -> path.startsWith(page + "/"))) {
                git.move(page, to);
            }
        }
    }

    /** The folder of a page, or the one that contains another file. */
    private static String folder(String file) {
        return file.endsWith(".md")
                ? file.substring(0, file.length() - ".md".length()) + "/"
                : file.substring(0, file.lastIndexOf('/') + 1);
    }

    private static String ending(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(dot) : "";
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : path;
    }
}
