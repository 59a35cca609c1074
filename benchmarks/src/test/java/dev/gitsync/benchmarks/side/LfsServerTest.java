package dev.gitsync.benchmarks.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfsServerTest {
    @TempDir
    private Path folder;

    @Test
    void refusesWhatIsNoProgramBeforeARunBegins() throws Exception {
        Path text = Files.writeString(folder.resolve("README"), "no program");

        for (Path wrong : new Path[] {folder.resolve("missing"), folder, text}) {
            assertThatThrownBy(() -> LfsServer.requireExecutable(wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not an executable file: " + wrong);
        }
    }

    @Test
    void programThatEndsAtOnceIsDescribedByWhatItPrinted() throws Exception {
        Path program = Files.writeString(
                folder.resolve("server"),
                "#!/bin/sh\necho no database; echo \"for $LFS_ADMINUSER, public $LFS_PUBLIC.\" >&2; exit 3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path data = folder.resolve("data");

        assertThatThrownBy(() -> LfsServer.start(program, data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("no database")
                .hasMessageContaining("for ada, public .");
        assertThat(data).doesNotExist();
    }
}
