package dev.gitsync.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when it was measured.
 *
 * @param time when the run began
 * @param cpu the name of the processor, as the system tells it
 * @param cores how many of them there are
 * @param memoryMiB the memory of the machine
 * @param java the version of the JVM
 * @param git the version of git
 * @param system the name and version of the system
 */
public record Machine(String time, String cpu, int cores, long memoryMiB, String java, String git, String system) {
    /** This machine, now. */
    public static Machine here(String git) {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                git,
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static long memory() {
        String kilobytes = field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) / 1024;
    }

    private static String field(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown"; // not Linux
        }
    }
}
