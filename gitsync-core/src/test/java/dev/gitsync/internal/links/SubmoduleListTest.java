package dev.gitsync.internal.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which lines of a {@code .gitmodules} are kept. */
class SubmoduleListTest {
    private static final String GOOD = """
            # ours

            [submodule "libs/a"]
            \tpath = "C# libs/a"
            \tURL = https://example.org:8443/x/a.git
            \tbranch = main
            [submodule "b"]\s
              path=libs/b
              url = https://example.org/b/
              update = none
            """;

    @Test
    void acceptsRequestsOfGit() {
        SubmoduleList list = SubmoduleList.read(bytes(GOOD));
        assertThat(list.flaws()).isEmpty();
        assertThat(list.paths()).containsExactly("C# libs/a", "libs/b");
    }

    @Test
    void movesThePathsInAFolderAndNoOther() {
        assertThat(moved("libs", "C# libs/more")).isEqualTo(GOOD.replace("path=libs/b", "path=\"C# libs/more/b\""));
        assertThat(moved("C# libs", "ours")).isEqualTo(GOOD.replace("\"C# libs/a\"", "ours/a"));
        assertThat(moved("lib", "x")).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path = ../x",
                "path = /x",
                "path = -x",
                "path = x\\\\y",
                "path = x\r",
                "path = x # y",
                "path = \"x",
                "path",
                "[core]",
                "[submodule \"x\\\"y\"]",
                "[submodule \"../x\"]",
                "[submodule \"-x\"]",
                "[submodule \"S\"]",
                "[submodule \"s/hooks\"]",
                "url = -x",
                "url = ../x",
                "url = ./x",
                "url = file:///x",
                "url = ext::sh -c x",
                "url = ssh://-oProxyCommand=x/y",
                "url = git@example.org:x",
                "url = http://example.org/x",
                "url = https:///x",
                "url = https://user:secret@example.org/x",
                "url = https://example.org/../x",
                "url = https://example.org/%0ax",
                "update = !touch x",
                "command = x",
                "ignore = --x"
            })
    void refusesAmbiguousOrHarmfulLines(String line) {
        assertThat(SubmoduleList.read(bytes("[submodule \"s\"]\n" + line)).flaws())
                .as(line)
                .hasSize(1);
    }

    @Test
    void refusesASecondPathAndAPathOfTwo() {
        assertThat(SubmoduleList.read(bytes("""
                        [submodule "s"]
                        path = x
                        Path = y
                        [submodule "t"]
                        path = x
                        """)).flaws()).hasSize(2);
        assertThat(SubmoduleList.read(new byte[SubmoduleList.MOST_BYTES + 1]).flaws())
                .hasSize(1);
    }

    private static String moved(String from, String to) {
        return new String(SubmoduleList.moved(bytes(GOOD), from, to), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
