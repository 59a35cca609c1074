package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the real git with more objects than the server accepts in one push. */
class ObjectCountTest {
    private static final int LIMIT = 12;

    @Test
    void explainsHowToPushInStepsIfThereAreTooManyObjects(@TempDir Path folder) {
        try (var space = new ProposalFixture(folder, settings -> settings.push(push -> push.maxObjects(LIMIT)))) {
            // Three objects each: the page, the folder of all, the commit.
            String fits = "";
            String tip = "";
            for (int i = 0; i < 6; i++) {
                tip = space.git.write("Page.md", "version " + i + "\n").commit("version " + i);
                if (i == 2) {
                    fits = tip;
                }
            }

            assertThat(space.refused(tip))
                    .contains("more than 12 objects")
                    .contains("git push origin <commit>:main")
                    .doesNotContain("Exception");

            assertThat(push(space, fits)).isZero();
            assertThat(push(space, tip)).isZero();
            space.assertAcceptsValidPush();
        }
    }

    private static int push(ProposalFixture space, String commit) {
        return space.git
                .run("push", "-q", "origin", commit + ":refs/heads/main")
                .exitCode();
    }
}
