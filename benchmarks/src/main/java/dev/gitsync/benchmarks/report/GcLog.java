package dev.gitsync.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A log that a JVM wrote with {@code -Xlog:gc}. */
public final class GcLog {
    private static final Pattern PAUSE = Pattern.compile("Pause (?:Young|Full) .* ([0-9]+)M->([0-9]+)M\\(");

    private GcLog() {}

    /** Answers the most megabytes that were in use when a collection began; 0 if there was none. */
    public static int most(Path log) {
        return most(log, 1);
    }

    /** Answers the most megabytes that were in use after a collection; 0 if there was none. */
    public static int mostAfterCollection(Path log) {
        return most(log, 2);
    }

    private static int most(Path log, int group) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.flatMap(line -> PAUSE.matcher(line).results())
                    .mapToInt(pause -> Integer.parseInt(pause.group(group)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
