package dev.gitsync.repository.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a pack of files before any maintenance, pages are compared with each other, and images are not. */
class ComparedFilesTest {
    @ParameterizedTest
    @CsvSource({"20000, true, 1", "40000, true, 0", "40000, false, 1", "300000, false, 0"})
    void comparesNoLargeFiles(int size, boolean isFetch, int deltas) throws Exception {
        try (InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("test"))) {
            ObjectId commit = twoSimilarFiles(repository, size);
            PackConfig config = isFetch ? PackRules.fetchConfig(repository) : PackRules.config(repository);
            try (PackWriter writer = new PackWriter(config, repository.newObjectReader())) {
                writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
                writer.writePack(
                        NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, OutputStream.nullOutputStream());
                assertThat(writer.getStatistics().getTotalDeltas()).isEqualTo(deltas);
            }
        }
    }

    private static ObjectId twoSimilarFiles(InMemoryRepository repository, int size) throws Exception {
        byte[] file = new byte[size];
        new Random(1).nextBytes(file);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append("a.png", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, file));
            file[size / 2]++;
            tree.append("b.png", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, file));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Add files");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
