package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 9: conflict markers are refused, and pages that only resemble a conflict are accepted. */
class ConflictMarkersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n",
                "before\n<<<<<<< HEAD\r\nmine\r\n=======\r\ntheirs\r\n>>>>>>> branch\r\nafter",
                "<<<<<<< HEAD\nmine\n||||||| base\nold\n=======\ntheirs\n>>>>>>> branch",
                "<<<<<<<\nmine\n=======\ntheirs\n>>>>>>>",
                "<<<<<<<\nmine\n>>>>>>>",
                "\n<<<<<<< HEAD\n=======\n",
                "\uFEFF<<<<<<< HEAD\n=======\n>>>>>>> b\n",
                "```\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n```\n",
                "<<<<<<< HEAD\nmine\n=======\ntheirs\n",
                "<<<<<<< HEAD\nmine\ntheirs\n>>>>>>> branch\n",
                "text\n\n<<<<<<< HEAD\nmine\n\n======= \n=======\n"
            })
    void findsConflictsWholeOrInPart(String text) {
        assertThat(ConflictMarkers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<<<<<<",
                "Heading\n=======\n\ntext\n",
                "=======\n>>>>>>> quoted seven times\n",
                "    <<<<<<< HEAD\n    =======\n    >>>>>>> branch\n",
                "<<<<<<< HEAD\nonly an arrow\n",
                "<<<<<<< HEAD\n>>>>>>",
                "<<<<<<<< eight\n========\n>>>>>>>> eight\n",
                "<<<<<<<HEAD\n=======\n",
                "say <<<<<<< HEAD\n=======\n>>>>>>> branch\n",
                "||||||| base\n| a | table |\n"
            })
    void acceptsPagesThatOnlyResembleAConflict(String text) {
        assertThat(ConflictMarkers.isIn(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AmB, text, true",
        "text, AmB, false",
        "AmB, AmB, false",
        "AoB, AmB, false",
        "xAmBy, AmB, false",
        "AmB, xAmBy, false",
        "AmBAmB, AmB, true",
        "AmB, AmBAmB, false",
        "AmBAmC, AmBAmB, true",
        "DmB, AmB, true",
        "AmC, AmB, true",
        "Am, AmB, false",
        "AmB, Am, true"
    })
    void detectsAConflictByANewLineThatBeginsOrEndsIt(String text, String before, boolean isBroughtIn) {
        assertThat(ConflictMarkers.isBroughtIn(text(text), text(before))).isEqualTo(isBroughtIn);
        assertThat(ConflictMarkers.isBroughtIn(text(text).replace("\n", "\r\n"), text(before)))
                .isEqualTo(isBroughtIn);
        assertThat(ConflictMarkers.isBroughtIn("\uFEFF" + text(text), "\n" + text(before)))
                .isEqualTo(isBroughtIn);
        assertThat(ConflictMarkers.isBroughtIn(text(text).stripTrailing(), "\uFEFF" + text(before)))
                .isEqualTo(isBroughtIn);
    }

    /** Returns a text of lines, each written as one letter: A and D begin a conflict, m is its middle, B and C end it. */
    private static String text(String letters) {
        return letters.replace("m", "=======\n")
                .replace("x", "before\n")
                .replace("y", "behind\n")
                .replace("o", "other\n=======\n")
                .replace("A", "<<<<<<< ours\n")
                .replace("D", "<<<<<<< HEAD\n")
                .replace("B", ">>>>>>> branch\n")
                .replace("C", ">>>>>>> theirs\n");
    }

    @Test
    @Timeout(10)
    void readsMaliciousTextInOnePass() {
        assertThat(ConflictMarkers.isIn("<<<<<<< x\n".repeat(1_000_000))).isFalse();
        assertThat(ConflictMarkers.isIn("<".repeat(8_000_000))).isFalse();
        assertThat(ConflictMarkers.isIn("<<<<<<< x\n" + "=\n".repeat(4_000_000)))
                .isFalse();
    }
}
