package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.FetchLimits;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.PushLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sentences in docs/mirrors.md are those of the code. */
class MirrorSentencesTest {
    private static final Path DOCS = Path.of("../../docs/mirrors.md");
    private static final Path CODE = Path.of("../../gitsync-core/src/main/java/dev/gitsync/internal/mirror");
    private static final Pattern ROW =
            Pattern.compile("\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| ([A-Z][^|]+) \\| [^|]+ \\|");
    /** Values in the examples of the page, which are variables in the code. */
    private static final Pattern VALUES = Pattern.compile(
            "\\bmain\\b|1a2b3c4d|5e6f7a8b|git\\.example\\.org|git\\.local|10\\.0\\.0\\.7|\\b443\\b|\\b503\\b|\\b\\d{5,}\\b"
                    + "|gitsync/handbook|/docs\\.git|\\btrunk\\b|one file|…| and (?=pushed)|(?<=\\.) ");
    /** A text that the code puts together has parts of this length at least. */
    private static final int LEAST = 12;

    @Test
    void everyOutcomeHasARow() throws IOException {
        List<String> documented = rows().keySet().stream()
                .flatMap(names -> Stream.of(names.split(", ")))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Outcome.values())
                        .map(outcome -> "`" + outcome + "`")
                        .toList());
    }

    @Test
    void everySentenceIsInTheCode() throws IOException {
        String code = code();
        rows().forEach((outcome, sentence) -> {
            for (String part : VALUES.split(sentence)) {
                assertThat(unknown(part.strip(), code))
                        .as("%s: '%s'", outcome, part)
                        .isEmpty();
            }
        });
    }

    @Test
    void limitsOfAFetchAreThoseOfTheCode() throws IOException {
        PushLimits push = GitSyncSettings.defaults().push();
        PushLimits whole = FetchLimits.of(new MirrorFixture().mirror(), push);
        PushLimits folder = FetchLimits.of(new MirrorFixture().folder("docs").mirror(), push);
        assertThat(whole.maxPackBytes()).isEqualTo(16 * push.maxPackBytes());
        assertThat(whole.maxObjects()).isEqualTo(5_000_000);
        assertThat(whole.maxFileBytes()).isEqualTo(push.maxFileBytes());
        assertThat(List.of(folder.maxObjects(), folder.maxPackBytes(), folder.maxFileBytes()))
                .containsExactly(5_000_000, 8L << 30, 128L << 20);
        assertThat(Files.readString(DOCS).replace('\n', ' '))
                .contains("5,000,000 objects, 8 GiB, and 128 MiB for each file", "16 times `GIT_SYNC_MAX_PACK_BYTES`");
    }

    /** Returns what is left of a text after all parts that the code has; empty if that is nothing. */
    private static String unknown(String text, String code) {
        String left = text;
        while (!left.isEmpty() && !code.contains(left)) {
            int end = left.length() - 1;
            while (end >= LEAST && !code.contains(left.substring(0, end))) {
                end--;
            }
            if (end < LEAST) {
                return left;
            }
            left = left.substring(end);
        }
        return "";
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCS)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }

    /** The sources of mirrors, with texts that go over several lines put together. */
    private static String code() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}
