package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.tests.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the translation of a random history without merges with what git's own {@code filter-branch} makes of it. */
class FolderOracleTest {
    private final FolderFixture site = new FolderFixture();
    private final Random random = new Random(28);

    @TempDir
    Path folder;

    @Test
    void givesTheCommitsThatGitGives() throws RemoteException, IOException {
        site.commitThere("Begin", "Main.java", "0");
        for (int i = 0; i < 16; i++) {
            boolean isInside = random.nextInt(3) == 0;
            site.commitThere(
                    "Commit " + i,
                    isInside ? "docs/Page" + random.nextInt(5) + ".md" : "src/Code.java",
                    "text " + random.nextInt(3));
        }
        ObjectId main = site.takeIn();
        Path directory = folder.resolve("code.git");
        site.writeTo(directory);
        RealGit git = RealGit.in(folder, directory);
        git.ok("branch", "filtered", "main");
        git.run("filter-branch", "-f", "--subdirectory-filter", "docs", "filtered");

        List<String> expected = git.ok("log", "--format=%H", "filtered").lines().toList();
        assertThat(expected).hasSizeBetween(4, 14).first().isEqualTo(main.name());
        assertThat(site.here.history(site.here.ref(MAIN))).hasSameSizeAs(expected);
    }
}
