package dev.gitsync.demo.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import is refused like a push, but its messages advise neither amending a commit nor pushing again. */
class ImportAdviceTest {
    private static final Space SPACE = new Space(new SpaceId("import"), "", "Import");

    @TempDir
    private Path folder;

    @Test
    void advisesAboutNamesThatCollide() throws IOException {
        write("Setup.md", "a");
        write("setup/x.md", "b");
        write("nul.md", "c");

        assertThat(advice(GitSyncSettings.builder().build()))
                .isEqualTo("nul.md has a name that not every computer can store (nul.md). Rename it and import again."
                        + " Setup.md and setup/ differ only in case. Rename one of them and import again."
                        + " Nothing was imported. Correct the folder, and import it again.");
    }

    @Test
    void countsTheProblemsThatItDoesNotShow() throws IOException {
        for (int i = 0; i < 25; i++) {
            write("folder" + i + "/nul.md", "x");
        }

        assertThat(advice(GitSyncSettings.builder().build()))
                .contains("… and 5 more. Nothing was imported.")
                .doesNotContain("git push");
    }

    @Test
    void advisesAPushForAFolderThatIsTooLarge() throws IOException {
        for (int i = 0; i < 1100; i++) {
            write("A" + i + ".md", "x");
        }

        assertThat(advice(GitSyncSettings.builder()
                        .cycle(cycle -> cycle.maxSteps(1000))
                        .build()))
                .contains(" Nothing was imported. Make a git repository of the folder, and push it in parts.")
                .doesNotContain("git push", "Push refused");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String advice(GitSyncSettings settings) throws IOException {
        GitSync sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(SPACE))
                .pages(new InMemoryPageStore())
                .repositories(new InMemoryRepositoryStore())
                .settings(settings)
                .build();
        try (sync;
                Repository repository = sync.open(SPACE)) {
            Pusher pusher = new Pusher("ada", new Person("Ada", "ada@example.org"));
            PushAttempt.Proposal proposal = new PushAttempt.Proposal(ObjectId.zeroId(), commit(repository), List.of());
            return ImportAdvice.of((PushResult.Refused) sync.ingestPush(SPACE, repository, pusher, proposal));
        }
    }

    private ObjectId commit(Repository repository) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(FolderTree.write(folder, inserter));
            PersonIdent ident = new PersonIdent("Ada", "ada@example.org");
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
