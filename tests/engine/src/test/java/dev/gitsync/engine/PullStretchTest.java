package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import org.junit.jupiter.api.Test;

/** Law 13 for attachments: bytes count as steps, and the refs move between files when a cycle has spent its steps. */
class PullStretchTest {
    private static final int SIZE = 32 << 20;

    private final EngineFixture wiki = new EngineFixture(
            InMemoryPageStore.withAttachments(),
            new InMemoryRepositoryStore(),
            builder -> builder.settings(GitSyncSettings.builder()
                    .cycle(cycle -> cycle.maxSteps(1_000)) // 62.5 MiB
                    .build()));

    @Test
    void cycleBringsInAsManyBytesAsItHasStepsFor() {
        for (int i = 0; i < 3; i++) {
            byte[] bytes = new byte[i < 2 ? SIZE : 1];
            bytes[0] = (byte) i;
            wiki.wiki.upload(wiki.space, null, i + ".bin", TestContent.of(bytes), wiki.edit("Upload"));
        }
        wiki.sync.runOnce(wiki.space.id());
        assertThat(wiki.git.paths()).containsExactly("0.bin", "1.bin");

        wiki.sync.runOnce(wiki.space.id());
        assertThat(wiki.git.paths()).containsExactly("0.bin", "1.bin", "2.bin");
        wiki.assertVerified();
    }
}
