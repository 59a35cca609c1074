package dev.gitsync.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {
    @Test
    void findsTheMostAfterACollection(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("gc.log");
        Files.writeString(log, """
                [0.012s][info][gc] Using G1
                [1.1s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 200M->15M(256M) 3.1ms
                [1.2s][info][gc] GC(1) Pause Remark 31M->31M(256M) 2.0ms
                [1.3s][info][gc] GC(2) Pause Young (Mixed) (G1 Evacuation Pause) 90M->22M(256M) 3.1ms
                [1.4s][info][gc] GC(3) Concurrent Mark Cycle 8.2ms
                """);
        assertThat(GcLog.mostAfterCollection(log)).isEqualTo(22);
        Files.writeString(log, "[0.012s][info][gc] Using G1\n");
        assertThat(GcLog.mostAfterCollection(log)).isZero();
    }
}
