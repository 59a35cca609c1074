package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The similarity of two texts. In the tables, a bar stands for a line feed, {@code R} for a carriage return and {@code
 * 0} for a NUL.
 */
final class LineCountsTest {
    @ParameterizedTest
    @CsvSource({
        "a|b|, a|b|, 100",
        "a|b|, b|a|, 100",
        "a|b|, a|, 50",
        "a|a|, a|, 50",
        "a|a|b|, a|b|b|, 66",
        "a|b|c|, d|e|f|, 0",
        "a|, '', 0",
        "'', '', 0",
        "aR|bR|, a|b|, 100",
        "aRb|, ab|, 0",
        "a|R, a|R, 100",
        "a|R, a|, 66",
        "0|aR|, 0|a|, 40",
        "a, a|, 50",
        "éé|, éé|, 100"
    })
    void computesTheShareOfBytesInCommon(String one, String other, int similarity) {
        assertThat(counts(one).similarity(counts(other))).isEqualTo(similarity);
        assertThat(counts(other).similarity(counts(one))).isEqualTo(similarity);
    }

    @Test
    void splitsLongLinesIntoPiecesOf64Bytes() {
        String piece = "x".repeat(64);
        assertThat(counts(piece + "y".repeat(64)).similarity(counts(piece + "z".repeat(64))))
                .isEqualTo(50);
        assertThat(counts("x".repeat(63) + "yz").similarity(counts("x".repeat(63) + "zz")))
                .isEqualTo(1);
        assertThat(counts(piece + "|").size()).isEqualTo(2);
        assertThat(counts("x".repeat(63) + "|").size()).isEqualTo(1);
    }

    @Test
    void countsTheBytesOfAllOccurrencesOfALine() {
        for (String text : new String[] {"ab|c|ab|", "c|ab|ab|", "c|c|c|ab|"}) {
            LineCounts counts = counts(text);
            assertThat(counts.size()).isEqualTo(2);
            assertThat(IntStream.range(0, 2).map(counts::bytes)).contains(6);
            assertThat(counts.hash(0)).isLessThan(counts.hash(1));
        }
        assertThat(counts("").size()).isZero();
    }

    @Test
    void comparesTextsOfManyLines() {
        String all = lines(0, 40);
        assertThat(counts(all).size()).isEqualTo(40);
        assertThat(counts(all).similarity(counts(lines(0, 20)))).isEqualTo(50);
        assertThat(counts(all).similarity(counts(lines(10, 50)))).isEqualTo(75);
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> (1_000 + i) + "|").collect(Collectors.joining());
    }

    private static LineCounts counts(String text) {
        String bytes = text.replace('|', '\n').replace('R', '\r').replace('0', text.startsWith("0") ? '\0' : '0');
        return LineCounts.of(bytes.getBytes(StandardCharsets.UTF_8));
    }
}
