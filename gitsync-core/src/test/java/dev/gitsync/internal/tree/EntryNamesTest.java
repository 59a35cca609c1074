package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntryNamesTest {
    private static final String[] PIECES = {
        "git", "Git", "gi7eba", "GIT", "modules", "a", "7", "~1", "~", ".", "..", " ", ":", "\\", "/", "-", "_",
        "\u200c", "\u00e9", ""
    };

    @Test
    void ordinaryNamesGetTheResultOfEveryRule() {
        Random random = new Random(20_261_129);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = name(random);
            String shown = new String(name, StandardCharsets.UTF_8);
            assertThat(EntryNames.flaw(name)).as(shown).isEqualTo(EntryNames.flawOfAny(name));
            assertThat(EntryNames.isGitmodules(name)).as(shown).isEqualTo(EntryNames.isAnyGitmodules(name));
        }
    }

    private static byte[] name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
            name.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }
}
