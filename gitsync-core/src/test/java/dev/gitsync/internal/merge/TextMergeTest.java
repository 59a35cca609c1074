package dev.gitsync.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.merge.Merging.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merges texts that both sides changed: separate lines are merged, all others are conflicts, byte for byte. */
class TextMergeTest {
    private final Merging merging = new Merging();

    /** Lines are separated by {@code |}; a missing bar at the end is a missing newline. */
    @ParameterizedTest
    @CsvSource({
        "a|b|c|d|e|, A|b|c|d|e|, a|b|c|d|E|, A|b|c|d|E|",
        "a|b|c|, new|a|b|c|, a|b|c|end|, new|a|b|c|end|",
        "a|b|c, A|b|c, a|b|C, A|b|C",
        "a|b|c, A|b|c, a|b|c|, A|b|c|",
        "a|b|c|, a|b|c, A|b|c|, A|b|c",
        "a|b|c|d|, a|c|d|, a|b|c|D|, a|c|D|",
        "a|b|c|d|, b|c|d|, a|b|c|, b|c|",
        "a|b|c, a|b|c|d, A|b|c, A|b|c|d"
    })
    void mergesSeparateLines(String base, String ours, String theirs, String merged) {
        for (String newline : new String[] {"\n", "\r\n"}) {
            Outcome outcome = merge(lines(base, newline), lines(ours, newline), lines(theirs, newline));
            assertThat(outcome.conflicts()).isEmpty();
            assertThat(outcome.files()).containsExactly(Map.entry("a", lines(merged, newline)));
        }
    }

    @ParameterizedTest
    @CsvSource({"a|b|c|, a|B|c|, a|x|c|", "a|, b|, c|", "a|, a|b|, a|c|"})
    void reportsAConflictForTheSameLines(String base, String ours, String theirs) {
        assertThat(merge(lines(base, "\n"), lines(ours, "\n"), lines(theirs, "\n"))
                        .paths())
                .containsExactly("a");
    }

    @Test
    void mergesNoBinaryContent() {
        assertThat(merge("a\0\nb\nc\n", "A\0\nb\nc\n", "a\0\nb\nC\n").paths()).containsExactly("a");
        assertThat(merge("a\nb\nc\n", "A\0\nb\nc\n", "a\nb\nC\n").paths()).containsExactly("a");
        assertThat(merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\0\n").paths()).containsExactly("a");
    }

    @Test
    void mergesTextsOfUpToTwentyThousandLines() {
        String most = "b\nc\n" + "x\n".repeat(19_998);
        assertThat(merge(most, "B" + most.substring(1), most.substring(0, 39_998) + "X\n")
                        .paths())
                .isEmpty();
        String more = most + "x\n";
        assertThat(merge(more, "B" + more.substring(1), more.substring(0, 40_000) + "X\n")
                        .paths())
                .containsExactly("a");
    }

    @Test
    void mergesTextsOfUpToFourMebibytes() {
        String line = "x".repeat((4 << 20) - 4);
        assertThat(merge("a\n" + line + "\nb", "A\n" + line + "\nb", "a\n" + line + "\nB")
                        .paths())
                .isEmpty();
        String longer = line + "x";
        assertThat(merge("a\n" + longer + "\nb", "A\n" + longer + "\nb", "a\n" + longer + "\nB")
                        .paths())
                .containsExactly("a");
    }

    private Outcome merge(String base, String ours, String theirs) {
        return merging.merge(Preference.OURS, Map.of("a", base), Map.of("a", ours), Map.of("a", theirs));
    }

    private static String lines(String bars, String newline) {
        return bars.replace("|", newline);
    }
}
