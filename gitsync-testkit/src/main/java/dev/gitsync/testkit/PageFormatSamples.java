package dev.gitsync.testkit;

import java.util.List;
import java.util.Random;

/** Samples of titles, texts and files as written by people, programs and attackers. */
final class PageFormatSamples {
    private static final String[] PIECES = {
        "---\n",
        "---",
        "...\n",
        "---\r\n",
        "title: ",
        "title:",
        "title: A\n",
        "title: \"A\"\n",
        "title: 'it''s'\r\n",
        "title: |\n",
        "title: >-\n",
        "title: [a, b]\n",
        "title: {a: b}\n",
        "  folded\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "- item\n",
        "key: value\n",
        "page-id: 7\n",
        "# comment\n",
        " # comment",
        "A",
        "B",
        "\"",
        "'",
        "\\",
        "\\u0041",
        "\\ud800",
        ":",
        ": ",
        "#",
        "|",
        "&a ",
        "*a",
        "!tag ",
        "%",
        "@",
        "`",
        "\ufeff",
        "é",
        "e\u0301",
        "😀",
        "\u0085",
        "\u2028",
        "\u00a0",
        "null",
        "42",
        "text\n",
        "# Heading\n",
        "<h1>",
        "</h1>\n",
        "<p>",
        "= ",
        "=\n",
        "\f",
        "\u001b",
        "\u007f"
    };

    /** Titles that an unquoted header would corrupt. */
    static final List<String> TITLES = List.of(
            "plain",
            "a: b",
            "a #b",
            "#a",
            "\"quoted\"",
            "it's",
            "back\\slash",
            "two\nlines",
            "two\r\nlines",
            " edges ",
            "- item",
            "[a]",
            "{a}",
            "null",
            "true",
            "42",
            "~",
            "-",
            "?",
            "|",
            ">",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "a:",
            "😀",
            "👨\u200d👩\u200d👧",
            "\ufeffa",
            "a\u0085",
            "\u2028a",
            "a\tb",
            "\u001b",
            "עברית",
            "---",
            "...",
            "<a> & </a>");

    /** Texts that represent what editors and systems do to files. */
    static final List<String> TEXTS = List.of(
            "",
            "\n",
            "text",
            "text\n",
            "\n\ntext\n\n",
            "one\r\ntwo\r\n",
            "one\r\ntwo",
            "one\rtwo\r",
            "mixed\r\nline\nends\r",
            "\ufefftext\n",
            "\ufeff",
            "trailing blanks  \n\ttab\n",
            "# Heading\n\n```\n---\ntitle: no\n---\n```\n",
            "\n---\nnot: at the top\n---\n",
            "e\u0301 é 漢字 עברית 👨\u200d👩\u200d👧\n",
            "---\nkey: value\n---\ntext\n",
            "---\r\nkey: value\r\n---\r\ntext\r\n",
            "\ufeff---\nkey: value\n---\ntext",
            "---\n# comment\nzeta: 'one' # why\nalpha: \"two\"\nlist:\n  - a\n- b\n\nmap: {a: b}\n---\ntext",
            "---\n---\n",
            "---\nunclosed",
            "---\n" + "key: value\n".repeat(20_000) + "---\ntext\n");

    /**
     * Invalid UTF-8 to insert between other bytes: a lone byte, a truncated sequence, an overlong form, a surrogate, a
     * value that is too large.
     */
    static final List<byte[]> NOT_UTF_8 = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80});

    private PageFormatSamples() {}

    /** Returns each piece, repeated to a text of at least {@code chars} characters. */
    static List<String> repeatedPieces(int chars) {
        return List.of(PIECES).stream()
                .map(piece -> piece.repeat(chars / piece.length() + 1))
                .toList();
    }

    /** Returns the title that a name stands for. */
    static String name(Random random) {
        return random.nextBoolean() ? "A" : "Name " + random.nextInt(3);
    }

    /** Returns a valid wiki title: it has visible characters. */
    static String title(Random random) {
        String title = text(random, 4);
        return title.isBlank() ? "A" : title;
    }

    /** Returns a text of fewer than {@code most} pieces, often with a block of front matter at the top. */
    static String text(Random random, int most) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "---\n" : "");
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append(random.nextBoolean() ? "\n---\n" : "").toString();
    }
}
