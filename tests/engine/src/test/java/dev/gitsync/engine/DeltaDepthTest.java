package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the real git with delta chains that are deeper than the server accepts. */
class DeltaDepthTest {
    private final Random random = new Random(7);

    @Test
    void explainsHowToPushWithoutDeepDeltas(@TempDir Path folder) {
        try (var space = new ProposalFixture(folder, settings -> settings.push(push -> push.maxDeltaDepth(1)))) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                lines.add(line());
            }
            String tip = "";
            for (int i = 0; i < 12; i++) {
                lines.set(i, line()); // Each version is most similar to the next, so git makes a chain.
                tip = space.git
                        .write("Page.md", String.join("\n", lines) + "\n")
                        .commit("version " + i);
            }

            assertThat(space.refused(tip)).contains("git -c pack.depth=1 push");

            assertThat(space.git
                            .run("-c", "pack.depth=1", "push", "-q", "origin", tip + ":refs/heads/main")
                            .exitCode())
                    .isZero();
            space.assertAcceptsValidPush();
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        random.ints(500, 'a', 'z').forEach(letter -> line.append((char) letter));
        return line.toString();
    }
}
