package dev.gitsync.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    /** sphinx-doc/sphinx has such a line, with an encoding that iconv does not know. */
    @Test
    void statusOfUnchangedFilesIsEmptyAlthoughGitReportsAnError(@TempDir Path folder) throws Exception {
        Command.git("init", "-q", folder.toString()).run();
        Files.writeString(folder.resolve("a.txt"), "a\n");
        Files.writeString(folder.resolve("b.txt"), "b\n");
        Command.git("add", ".").in(folder).run();
        Command.git("commit", "-q", "-m", "Add files").in(folder).run();
        Files.writeString(folder.resolve(".gitattributes"), "b.txt working-tree-encoding=no-such-encoding\n");
        Command.git("add", ".gitattributes").in(folder).run();
        Command.git("commit", "-q", "-m", "Add attributes").in(folder).run();
        Files.writeString(folder.resolve("b.txt"), "b\n");

        Command status = Command.git("status", "--porcelain").in(folder);
        assertThat(status.run()).isEmpty();
        assertThat(status.withErrors().run()).contains("no-such-encoding");
    }

    @Test
    void failureIsDescribedByItsErrors(@TempDir Path folder) {
        Command command =
                Command.of("sh", "-c", "echo printed; echo wrong >&2; exit 3").in(folder);
        assertThatThrownBy(command::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed (3)")
                .hasMessageContaining("printed")
                .hasMessageContaining("wrong");
    }
}
