package dev.gitsync.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gitsync.model.PageId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectChecker;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows F2 to F5: the laws of PageFormat and PathNaming, tested with random input. */
class FormatLawsTest {
    private static final List<String> PIECES = List.of(
            "---\n",
            "---\r\n",
            "title: ",
            "title:",
            "Foo Bar",
            "\"quoted\"",
            "'single'",
            "'it''s'",
            "\\",
            "\\u0041",
            " # c",
            "\n",
            "\r\n",
            "\uFEFF",
            "layout: x",
            "page-id: abc",
            "|",
            "  more",
            "...\n",
            ": ",
            "é",
            "👩‍💻",
            "text",
            " ",
            "\t",
            "null",
            "- a",
            "[a, b]",
            "{",
            "title: Foo\n",
            "---");
    private static final List<String> TITLE_PIECES = List.of(
            "a",
            "B",
            ".",
            " ",
            "/",
            "\\",
            "?",
            "*",
            ":",
            "con",
            "nul.",
            "git~1",
            "é",
            "e\u0301",
            "👩‍💻",
            "\u202E",
            "\uD800",
            "\0",
            "\n",
            "<",
            "\"",
            "~",
            "x".repeat(150),
            "漢".repeat(60),
            "-",
            ".git",
            "LPT1",
            "\u200D",
            "title");

    private final PageFormat format = new MarkdownFormat();
    private final PathNaming naming = new SafePathNaming();

    @RepeatedTest(2_000)
    void writesReadContentByteForByte(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] file = joined(random, PIECES, 12).getBytes(StandardCharsets.UTF_8);
        String nameTitle = random.nextBoolean() ? "Foo Bar" : "text";

        PageFormat.Reading reading = format.read(file, nameTitle);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        PageFormat.Reading.Recognized.class,
                        page -> assertThat(format.render(page.title(), page.text(), nameTitle))
                                .isEqualTo(file));
    }

    @RepeatedTest(2_000)
    void readsBackTheTitleOfEveryPage(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String title = ("t" + joined(random, PIECES, 3)).strip();
        String text = joined(random, PIECES, 10);

        byte[] file = format.render(title, text, "another name");

        assertThat(format.read(file, "another name"))
                .isInstanceOfSatisfying(
                        PageFormat.Reading.Recognized.class,
                        page -> assertThat(page.title()).isEqualTo(title));
    }

    @RepeatedTest(2_000)
    void makesOnlySafeNames(RepetitionInfo repetition) {
        String title = joined(new Random(repetition.getCurrentRepetition()), TITLE_PIECES, 8);
        ObjectChecker checker = new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
        for (String name : List.of(naming.nameFor(title), naming.nameFor(title, new PageId("page-1")))) {
            for (String entry : List.of(name, name + ".md")) {
                byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
                assertThatCode(() -> checker.checkPathSegment(bytes, 0, bytes.length))
                        .as(entry)
                        .doesNotThrowAnyException();
                assertThat(entry).doesNotStartWith(".").doesNotEndWith(".").doesNotEndWith(" ");
            }
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SafePathNaming.MAX_NAME_BYTES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "What?, What",
        "AC/DC, AC DC",
        "...dots..., dots",
        "con, con_",
        "nul.txt, nul_.txt",
        "git~1, git~1_",
        "'  two   blanks ', two blanks",
        "'', Untitled",
        "..., Untitled"
    })
    void makesReadableNames(String title, String name) {
        assertThat(naming.nameFor(title)).isEqualTo(name);
    }

    @Test
    void givesCollidingNamesOneKey() {
        assertThat(naming.collisionKey("É")).isEqualTo(naming.collisionKey("e\u0301"));
        assertThat(naming.collisionKey("a\u200Db")).isEqualTo(naming.collisionKey("AB"));
        assertThat(naming.collisionKey("a")).isNotEqualTo(naming.collisionKey("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\ntitle: Foo\n---\nx",
                "---\r\ntitle: 'Foo'\r\na: b\r\n---\r\nx",
                "---\na: b\ntitle: \"Foo\" # c\n---\n"
            })
    void readsTheTitleFromTheFrontMatter(String file) {
        assertThat(format.read(file.getBytes(StandardCharsets.UTF_8), "name"))
                .isInstanceOfSatisfying(
                        PageFormat.Reading.Recognized.class,
                        page -> assertThat(page.title()).isEqualTo("Foo"));
    }

    @Test
    void keepsOtherFrontMatterUnderANewTitle() {
        String text = "---\r\n# my notes\r\nzeta: 1\r\ntitle: 'Old'\r\nalpha: [x]\r\n---\r\nbody";

        byte[] file = format.render("New", text, "name");

        assertThat(new String(file, StandardCharsets.UTF_8))
                .isEqualTo("---\r\n# my notes\r\nzeta: 1\r\ntitle: New\r\nalpha: [x]\r\n---\r\nbody");
    }

    private static String joined(Random random, List<String> pieces, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
