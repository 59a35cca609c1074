package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that git's own check treats as those of its files, including short names of Windows. */
class GitFileNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".gitmodules",
                ".GitModules. .",
                "GITMOD~1",
                "gitmod~4 ",
                "gi7eba~9",
                "GI7EB~10",
                "gi7~1234",
                "~1000000",
                ".gitmodules:x"
            })
    void recognizesTheFileOfSubmodules(String name) {
        assertThat(EntryNames.isGitmodules(bytes(name))).isTrue();
        assertThat(EntryNames.isReadByGit(bytes(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".gitattributes",
                "gitatt~1",
                "GI7D29~1",
                "gi7d2~10",
                ".gitignore",
                "GITIGN~2",
                "gi250a~3",
                ".mailmap",
                "MAILMA~1",
                "maba30~1",
                ".git\u200cignore"
            })
    void recognizesTheFilesThatGitReads(String name) {
        assertThat(EntryNames.isReadByGit(bytes(name))).isTrue();
        assertThat(EntryNames.isGitmodules(bytes(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gitmodules", "gitmod~5", "gi7eba~0", "gi7eba~10", "gi8~1234", "~100000", ".gitkeep", "Home.md"})
    void acceptsOtherNames(String name) {
        assertThat(EntryNames.isReadByGit(bytes(name))).isFalse();
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
