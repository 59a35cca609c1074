package dev.gitsync.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadingTitleFormatTest {
    private static final int DOCUMENTS = 1000;
    private static final String[] PIECES = {
        "# ",
        "## ",
        "#",
        "\n",
        "\r\n",
        "\n\n",
        "===\n",
        "---\n",
        "title: T\n",
        "+++\n",
        "title = 't'\n",
        "Heading",
        "text",
        " ",
        "*",
        "`",
        "[a](b)",
        "[",
        "]",
        "{#id}",
        "> ",
        "- ",
        "<h1>",
        "<h1>x</h1>\n",
        "```\n",
        "    ",
        "\\",
        "&amp;",
        "\ufeff",
        "é",
        "😀",
        "\t",
        "1. ",
        "|",
        "_",
        "<!--",
        "-->"
    };
    private static final List<String> TITLES = List.of(
            "New",
            "New: title",
            "a_b *c* `d`",
            "[a](b)",
            "#",
            "# a #",
            "1. one",
            "- item",
            "two\nlines",
            " edges ",
            "{#id}",
            "C#",
            "C #",
            "<b>",
            "&amp;",
            "\\",
            "a\tb",
            "===",
            "---",
            "> q",
            "😀",
            "[[x]]",
            "|a|",
            "~~~",
            "x".repeat(2000));

    private final HeadingTitleFormat format = new HeadingTitleFormat();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "# Getting started ~ Getting started",
                "text\\n\\n### Small ### ~ Small",
                "Two\\nlines\\n=== ~ Two lines",
                "# The `code` *is* [here](a.md) ~ The code is here",
                "# ![Logo](a.png) Name ~ Logo Name",
                "# A &amp; B \\* ~ A & B *",
                "# Name {#id .class} ~ Name",
                "# Name \\{#id} ~ Name {#id}",
                "#\\n## Second ~ Second",
                "<!-- <h1> -->\\n# Name ~ Name",
                "<p>x</p>\\n\\n# Name ~ Name",
                "---\\ntags: a\\n---\\n# Name ~ Name",
                "---\\ntitle:\\n---\\n# Name ~ Name",
                "---\\ntitle: Front\\n---\\n# Name ~ Front",
                "+++\\ntitle = \"Front\"\\n+++\\n# Name ~ Front",
                "<h1>HTML</h1>\\n\\n# Name ~ file",
                "> # Quoted ~ file",
                "- # Item ~ file",
                "```\\n# Code\\n``` ~ file",
                "'    # Code' ~ file",
                "#Name ~ file",
                "<h1 ~ file"
            })
    void readsTitle(String text, String title) {
        PageFormat.Reading.Recognized page = read(format, text.replace("\\n", "\n"));

        assertThat(page.title()).isEqualTo(title);
        assertThat(page.text()).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "# Old #\\n\\nOld ~ New ~ # New #\\n\\nOld",
                "'  ##   Old  ##  \\r\\nx' ~ New ~ '  ##   New  ##  \\r\\nx'",
                "Old\\n===\\n ~ New ~ New\\n===\\n",
                "Two\\nlines\\n---\\n ~ New ~ New\\n---\\n",
                "# Old {#id}\\n ~ New ~ # New {#id}\\n",
                "# `Old` *x*\\n ~ Old x ~ # `Old` *x*\\n",
                "# Old\\n ~ snake_case & <b> ~ # snake\\_case \\& \\<b\\>\\n",
                "# Old\\n ~ snake_case & more ~ # snake_case & more\\n",
                "# Old\\n ~ [a](b) ~ # \\[a\\](b)\\n",
                "# Old\\n ~ C# ~ # C#\\n",
                "# Old\\n ~ C # ~ # C \\#\\n",
                "Old\\n===\\n ~ 1. one ~ 1\\. one\\n===\\n",
                "Old\\n===\\n ~ - item ~ \\- item\\n===\\n",
                "---\\ntitle: Old\\n---\\n# Heading ~ New ~ ---\\ntitle: New\\n---\\n# Heading",
                "---\\ntags: a\\n---\\n# Old ~ New ~ ---\\ntags: a\\n---\\n# New",
                "text ~ New ~ ---\\ntitle: New\\n---\\ntext",
                "text ~ file ~ text",
                "<h1>Old</h1> ~ New ~ ---\\ntitle: New\\n---\\n<h1>Old</h1>"
            })
    void writesTitleToThePlaceItCameFrom(String text, String title, String file) {
        assertThat(write(format, title, text.replace("\\n", "\n").replace("\\r", "\r")))
                .isEqualTo(file.replace("\\n", "\n").replace("\\r", "\r"));
    }

    @Test
    void writesTitleThatNoHeadingCanContainToTheFrontMatter() {
        String file = write(format, "two\nlines", "# Old\n");

        assertThat(file).isEqualTo("---\ntitle: \"two\\u000alines\"\n---\n# Old\n");
        assertThat(read(format, file).title()).isEqualTo("two\nlines");
        assertThat(read(format, file).text()).isEqualTo("# Old\n");
    }

    @Test
    void takesHeadingsUpToALevel() {
        HeadingTitleFormat first = new HeadingTitleFormat(1);

        assertThat(read(first, "## Second\n# First\n").title()).isEqualTo("First");
        assertThat(read(first, "## Second\n").title()).isEqualTo("file");
        assertThat(read(first, "Underlined\n---\n").title()).isEqualTo("file");
        assertThatThrownBy(() -> new HeadingTitleFormat(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeadingTitleFormat(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheTitleOfATextThatAWikiSaves() {
        assertThat(format.titleOf("# New\n", "file")).isEqualTo("New");
        assertThat(format.titleOf("text", "file")).isEqualTo("file");
    }

    /** A file comes back as its bytes, and a new title changes at most its place. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsRandomDocuments(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            String file = document(random);
            for (PageFormat each : List.of(format, new HeadingTitleFormat(1), new MarkdownFormat())) {
                PageFormat.Reading.Recognized page = read(each, file);
                assertThat(write(each, page.title(), page.text())).isEqualTo(file);
            }
            changesOnlyTheTitle(file, TITLES.get(random.nextInt(TITLES.size())));
        }
    }

    private void changesOnlyTheTitle(String file, String title) {
        PageFormat.Reading.Recognized page = read(format, file);
        String edited = write(format, title, page.text());
        assertThat(read(format, edited).title()).isEqualTo(title);
        MarkdownTitle old = MarkdownDocument.parse(page.text()).title().orElse(null);
        MarkdownTitle now = MarkdownDocument.parse(edited).title().orElse(null);
        if (old != null && now != null && old.place() == now.place()) {
            String before = page.text();
            assertThat(edited).startsWith(before.substring(0, old.range().start()));
            assertThat(edited.substring(now.range().end()))
                    .isEqualTo(before.substring(old.range().end()));
        } else {
            assertThat(edited).endsWith(page.text().substring(Titles.bodyStart(page.text())));
        }
    }

    private static String document(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "---\n" : "");
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static PageFormat.Reading.Recognized read(PageFormat format, String file) {
        return (PageFormat.Reading.Recognized) format.read(file.getBytes(UTF_8), "file");
    }

    private static String write(PageFormat format, String title, String text) {
        return new String(format.render(title, text, "file"), UTF_8);
    }
}
