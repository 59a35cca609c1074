package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when a repository on disk runs maintenance by itself, as docs/operations.md documents. */
class MaintenanceOnDiskTest {
    private static final Space SPACE = new Space(new SpaceId("docs"), "", "Docs");

    @TempDir
    Path root;

    private FileRepositoryStore store;
    private Path objects;

    @BeforeEach
    void createARepositoryWithOnePack() throws IOException {
        store = new FileRepositoryStore(root);
        objects = root.resolve("docs.git/objects");
        try (Repository repository = store.open(SPACE).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(new TreeFormatter()));
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate main = repository.updateRef(Constants.R_HEADS + "main");
            main.setNewObjectId(id);
            assertThat(main.update()).isEqualTo(RefUpdate.Result.NEW);
        }
        assertThat(files(".pack")).hasSize(1);
    }

    @Test
    void runsFromThirtyPacksOnAndUpToOnceAnHour() throws Exception {
        copyPacks(28);
        assertThat(store.needsMaintenance(SPACE)).isFalse();
        copyPacks(29);
        assertThat(store.needsMaintenance(SPACE)).isTrue();

        assertThat(store.maintain(SPACE)).isTrue();
        assertThat(files(".pack"))
                .as("packs with the replaced ones, which stay for an hour")
                .hasSizeGreaterThanOrEqualTo(30);
        assertThat(store.needsMaintenance(SPACE)).isFalse();
    }

    @Test
    void runsFromTwoThousandLooseObjectsOn() throws IOException {
        looseObjects(1999);
        assertThat(store.needsMaintenance(SPACE)).isFalse();
        looseObjects(2000);
        assertThat(store.needsMaintenance(SPACE)).isTrue();
    }

    /** Adds that many copies of the pack; their content does not matter. */
    private void copyPacks(int copies) throws IOException {
        String name = files(".pack").get(0).toString().replaceAll("\\.pack$", "");
        for (int i = 0; i < copies; i++) {
            Path copy = objects.resolve("pack").resolve("pack-" + String.format("%040x", i));
            for (String extension : List.of(".pack", ".idx")) {
                if (!Files.exists(Path.of(copy + extension))) {
                    Files.copy(Path.of(name + extension), Path.of(copy + extension));
                }
            }
        }
    }

    private void looseObjects(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            String id = String.format("%02x%038x", i % 256, i);
            Path folder = Files.createDirectories(objects.resolve(id.substring(0, 2)));
            Files.write(folder.resolve(id.substring(2)), new byte[0]);
        }
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(objects.resolve("pack"))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
