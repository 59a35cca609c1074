package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files that a process leaves on disk when it is killed during a push. See also {@link RepositoryObjectsContract}. */
final class QuarantineOnDiskTest {
    private static final Space SPACE = new Space(new SpaceId("docs"), "", "Docs");

    private final Path root;
    private final Path objects;

    QuarantineOnDiskTest(@TempDir Path root) {
        this.root = root;
        this.objects = root.resolve("docs.git/objects");
    }

    @Test
    void deletesTheQuarantineOfAnEarlierProcessAtTheFirstOpen() throws Exception {
        new FileRepositoryStore(root).open(SPACE).close();
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        Path earlier = leave("earlier", started.minusSeconds(1));
        Path ours = leave("ours", started.plusSeconds(1));

        new FileRepositoryStore(root).open(SPACE).close();

        assertThat(earlier).doesNotExist();
        assertThat(ours).exists();
    }

    @Test
    void deletesAQuarantineAfterADayInMaintenance() throws Exception {
        var store = new FileRepositoryStore(root);
        store.open(SPACE).close();
        Path old = leave("old", Instant.now().minus(Duration.ofHours(25)));
        Path young = leave("young", Instant.now().minus(Duration.ofHours(23)));

        assertThat(store.maintain(SPACE)).isTrue();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void writesNoFilesForReaders() throws Exception {
        var store = new FileRepositoryStore(root);
        try (Repository repository = store.open(SPACE).git()) {
            ObjectId absent = ObjectId.fromString("1".repeat(40));
            assertThat(repository.getObjectDatabase().has(absent)).isFalse();
            assertThat(objects).isDirectoryNotContaining("glob:**tmp_objdir*");

            ObjectId made = RepositoryStoreFixture.commit(repository, "A");
            assertThat(repository.getObjectDatabase().has(made)).isTrue();
            assertThat(objects).isDirectoryContaining("glob:**tmp_objdir*");
        }
        assertThat(objects).isDirectoryNotContaining("glob:**tmp_objdir*");
    }

    @Test
    void movesNoRefAfterAnotherProcessDeletedTheQuarantine() throws Exception {
        try (Repository repository = new FileRepositoryStore(root).open(SPACE).git()) {
            ObjectId made = RepositoryStoreFixture.commit(repository, "A");
            try (DirectoryStream<Path> quarantines = Files.newDirectoryStream(objects, "tmp_objdir*")) {
                Files.setLastModifiedTime(quarantines.iterator().next(), FileTime.from(Instant.EPOCH));
            }
            new FileRepositoryStore(root).open(SPACE).close();

            var create = new ReceiveCommand(ObjectId.zeroId(), made, "refs/heads/main");
            assertThatThrownBy(() -> RepositoryStoreFixture.moveTogether(repository, create))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
            assertThat(repository.exactRef("refs/heads/main")).isNull();
        }
    }

    @Test
    void closesAllFilesOfTheQuarantine() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "only Linux tells which files are open");
        try (Repository store = new InMemoryRepositoryStore().open(SPACE).git();
                Repository repository =
                        new FileRepositoryStore(root).open(SPACE).git()) {
            ObjectId commit = RepositoryStoreFixture.commit(store, "A");
            try (ObjectInserter receiver = repository.newObjectInserter()) {
                var pack = new ByteArrayInputStream(RepositoryObjectsContract.pack(store, commit));
                receiver.newPackParser(pack).parse(NullProgressMonitor.INSTANCE);
            }
            assertThat(RepositoryStoreFixture.message(repository, commit)).isEqualTo("A\n");
            assertThat(openIn(descriptors)).isNotEmpty();
        }
        assertThat(openIn(descriptors)).isEmpty();
    }

    /** Returns the open files that are, or were, in a quarantine. */
    private List<String> openIn(Path descriptors) throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path each : all) {
                String target = Files.isSymbolicLink(each)
                        ? Files.readSymbolicLink(each).toString()
                        : "";
                if (target.startsWith(objects + "/tmp_objdir")) {
                    open.add(target);
                }
            }
        }
        return open;
    }

    private Path leave(String name, Instant when) throws IOException {
        Path left = Files.createDirectories(objects.resolve("tmp_objdir-incoming-" + name));
        Files.createDirectories(left.resolve("pack"));
        Files.writeString(left.resolve("incoming_1.pack"), "PACK");
        Files.setLastModifiedTime(left, FileTime.from(when));
        return left;
    }
}
