package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.WikiEditor;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clone reads its newest folders at once. Its pack is laid out as the server sent it, and in each fetch the client reads
 * every folder of the commit that it has.
 */
class PackLayoutTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int FOLDERS = 4;
    private static final int PAGES = 60;

    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
    private int edits;

    @TempDir
    private Path directory;

    private Provenance edit() {
        return Provenance.wiki(
                new Person("Ada", "ada@example.org"), Instant.ofEpochSecond(1_767_225_600L + 3600L * edits++), "");
    }

    @Test
    void theNewestFoldersOfACloneAreWholeHoweverManyCommitsThereWere() throws Exception {
        List<PageId> folders = new ArrayList<>();
        for (int i = 0; i < FOLDERS; i++) {
            folders.add(wiki.create(null, "Folder " + i, "text\n", edit()));
        }
        for (int i = 0; i < PAGES; i++) {
            wiki.create(folders.get(i % FOLDERS), "Page " + i, "text " + i + "\n", edit());
        }
        try (GitSync sync = DATABASE.sync(store)) {
            assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);

            Map<String, Integer> exported = depths(clonePack("exported"));
            assertThat(exported.values()).as("older folders are deltas").contains(1);
            assertThat(exported).containsAllEntriesOf(wholeFolders());

            assertThat(store.maintain(space)).isTrue();
            assertThat(depths(clonePack("maintained"))).containsAllEntriesOf(wholeFolders());
        }
    }

    /** The folders of main, each at the depth zero. */
    private Map<String, Integer> wholeFolders() throws Exception {
        Map<String, Integer> folders = new HashMap<>();
        try (Repository repository = store.open(space);
                RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            ObjectId root = walk.parseCommit(main(repository)).getTree();
            folders.put(root.name(), 0);
            tree.addTree(root);
            while (tree.next()) {
                if (tree.isSubtree()) {
                    folders.put(tree.getObjectId(0).name(), 0);
                    tree.enterSubtree();
                }
            }
        }
        assertThat(folders).hasSizeGreaterThan(FOLDERS);
        return folders;
    }

    private static ObjectId main(Repository repository) throws Exception {
        return repository.resolve(Constants.R_HEADS + "main");
    }

    /** What a clone of main gets. */
    private Path clonePack(String name) throws Exception {
        Path file = directory.resolve(name + ".pack");
        try (Repository repository = store.open(space);
                PackWriter writer = new PackWriter(repository);
                OutputStream out = Files.newOutputStream(file)) {
            writer.setUseBitmaps(true);
            writer.setUseCachedPacks(true);
            writer.setDeltaBaseAsOffset(true);
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(main(repository)), Set.of());
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
        git("index-pack", file.toString());
        return file;
    }

    /** How many deltas git has to go through for each object. */
    private static Map<String, Integer> depths(Path pack) throws Exception {
        Map<String, Integer> depths = new HashMap<>();
        git("verify-pack", "-v", pack.toString())
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length >= 5 && ObjectId.isId(words[0]))
                .forEach(words -> depths.put(words[0], words.length < 7 ? 0 : Integer.parseInt(words[5])));
        return depths;
    }

    private static String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
