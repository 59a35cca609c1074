package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.FrontMatterStrings;
import dev.gitsync.format.FrontMatterValue.Syntax;
import dev.gitsync.format.PageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Files whose title is a heading. The text of a page is its file, byte for byte; only the title is written into it:
 *
 * <ol>
 *   <li>If the document has a heading for its title, the title replaces what the heading says, and no other byte.
 *   <li>If it has none, and the file name says another title, a heading is put before the text. When the file is read, that heading
 *       is left out of the text, if writing would add it again.
 *   <li>A title that no heading can contain (several lines, for example) stands quoted on the first line, in a form that readers of the
 *       document do not see. It counts before a heading.
 * </ol>
 */
final class HeadedFormat implements PageFormat {
    private static final char BOM = '\uFEFF';

    private final TitleSyntax syntax;

    HeadedFormat(TitleSyntax syntax) {
        this.syntax = syntax;
    }

    @Override
    public String extension() {
        return syntax.extension();
    }

    @Override
    public byte[] render(String title, String text, String nameTitle) {
        return written(title, text, nameTitle).getBytes(StandardCharsets.UTF_8);
    }

    private String written(String title, String text, String nameTitle) {
        if (title.equals(title(text).orElse(nameTitle))) {
            return text;
        }
        String bare = withoutNote(text);
        Optional<TextRange> heading = syntax.heading(bare);
        String headed = heading.map(at -> bare.substring(0, at.begin()) + title + bare.substring(at.end()))
                .orElseGet(
                        () -> bare.substring(0, start(bare)) + syntax.newHeading(title) + bare.substring(start(bare)));
        if (isEncodable(title) && title.equals(title(headed).orElse(nameTitle)) && hasOneHeading(headed, title)) {
            return headed;
        }
        TitleSyntax.Note note = syntax.note();
        String line = note.before() + quote(title) + note.after() + "\n";
        return bare.substring(0, start(bare)) + line + bare.substring(start(bare));
    }

    /** Returns whether the heading says the title and nothing else, so that it is found there again. */
    private boolean hasOneHeading(String headed, String title) {
        return syntax.heading(headed).filter(at -> at.of(headed).equals(title)).isPresent();
    }

    private static boolean isEncodable(String title) {
        return new String(title.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(title);
    }

    /** Returns a string in quotes without braces, which would be markup in some languages. */
    private static String quote(String title) {
        return FrontMatterStrings.quote(title).replace("{", "\\u007b").replace("}", "\\u007d");
    }

    private static int start(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? 1 : 0;
    }

    private Optional<String> title(String text) {
        return noted(text).or(() -> syntax.heading(text).map(at -> at.of(text)));
    }

    /** Returns the line of the quoted title, with its line end. */
    private Optional<TextRange> noteLine(String text) {
        int start = start(text);
        int end = text.indexOf('\n', start);
        TitleSyntax.Note note = syntax.note();
        boolean isNote = end > 0
                && text.startsWith(note.before(), start)
                && text.substring(start, end).endsWith(note.after());
        return isNote && end - start >= note.before().length() + note.after().length() + 2
                ? Optional.of(new TextRange(start, end + 1))
                : Optional.empty();
    }

    private Optional<String> noted(String text) {
        TitleSyntax.Note note = syntax.note();
        return noteLine(text)
                .map(line -> text.substring(
                        line.begin() + note.before().length(),
                        line.end() - 1 - note.after().length()))
                .flatMap(quoted -> FrontMatterStrings.read(quoted, Syntax.TOML)
                        .filter(title -> !title.isBlank() && quote(title).equals(quoted)));
    }

    private String withoutNote(String text) {
        return noted(text)
                .flatMap(title -> noteLine(text))
                .map(line -> text.substring(0, line.begin()) + text.substring(line.end()))
                .orElse(text);
    }

    @Override
    public Reading read(byte[] file, String nameTitle) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Reading.Rejected("is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            return new Reading.Rejected("has a NUL character");
        }
        String title = title(text).filter(said -> !said.isBlank()).orElse(nameTitle);
        return new Reading.Recognized(title, shortened(file, text, new Titles(title, nameTitle)), null);
    }

    private record Titles(String title, String nameTitle) {}

    /** Returns the text without a title that writing would add again. */
    private String shortened(byte[] file, String text, Titles titles) {
        String heading = syntax.newHeading(titles.title());
        int start = start(text);
        String withoutHeading = text.startsWith(heading, start)
                ? text.substring(0, start) + text.substring(start + heading.length())
                : text;
        for (String bare : new String[] {withoutNote(text), withoutHeading}) {
            if (!bare.equals(text) && Arrays.equals(file, render(titles.title(), bare, titles.nameTitle()))) {
                return bare;
            }
        }
        return text;
    }
}
