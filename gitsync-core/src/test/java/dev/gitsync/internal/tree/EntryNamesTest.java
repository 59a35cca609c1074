package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryNamesTest {
    private static final String[] PIECES = {
        "git", "Git", "gi7eba", "GIT", "modules", "a", "7", "~1", "~", ".", "..", " ", ":", "\\", "/", "-", "_",
        "\u200c", "\u00e9", ""
    };

    @Test
    void checksOrdinaryNamesWithTheResultOfEveryRule() {
        Random random = new Random(20_261_129);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = name(random);
            String shown = new String(name, StandardCharsets.UTF_8);
            assertThat(EntryNames.flaw(name)).as(shown).isEqualTo(EntryNames.flawOfAny(name));
            assertThat(EntryNames.isGitmodules(name)).as(shown).isEqualTo(EntryNames.isAnyGitmodules(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "fine",
            value = {
                "Home.md, fine",
                ".gitkeep, fine",
                "a b-c_d.9, fine",
                "é, fine",
                "'', has no name",
                "a/b, has a slash in its name",
                "., has a name that refers to another folder",
                ".., has a name that refers to another folder",
                ".git, has a name that some file systems treat as .git",
                ".GIT, has a name that some file systems treat as .git",
                "'.git. .', has a name that some file systems treat as .git",
                "git~1, has a name that some file systems treat as .git",
                ".git:x, has a name that some file systems treat as .git",
                "a\\.git, has a name that some file systems treat as .git",
                "a\\git~1, has a name that some file systems treat as .git",
                "a\\b, fine",
                ".g\u200cit, has a name that some file systems treat as .git",
                "git~2, fine"
            })
    void refusesNamesThatAreHarmfulInAClone(String name, @Nullable String flaw) {
        assertThat(EntryNames.flaw(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(Optional.ofNullable(flaw));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        assertThat(EntryNames.flaw(new byte[] {'a', (byte) 0xff})).contains("has a name that is not UTF-8");
    }

    private static byte[] name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
            name.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }
}
