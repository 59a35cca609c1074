package dev.gitsync.format;

import dev.gitsync.model.PageId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Markdown with front matter, YAML or TOML, in UTF-8. The text of a page is its file, byte for byte; line endings, a byte order
 * mark, a missing last line ending and every key of a user's own front matter are part of the text. The only thing that gitsync
 * adds or removes is the title:
 *
 * <ol>
 *   <li><b>Writing.</b> If the front matter has a title, it is set to the page's title. If it has none, and the title derived
 *       from the file name differs from the page's title, a first line {@code title: …} ({@code title = …} in TOML) is added,
 *       within a new YAML block if the file has no front matter that is a mapping. In a flow mapping, it is added inside the
 *       braces. Otherwise the file is the text.
 *   <li><b>Reading.</b> The title comes from the front matter, else from the file name. If writing would add the same title
 *       line again, it is left out of the text, so that the wiki shows a clean text; otherwise the text is the whole file.
 * </ol>
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class MarkdownFormat implements PageFormat {
    /** The front matter key of the title. */
    public static final String TITLE_KEY = "title";
    /** The front matter key with which a file claims the identity of a page. */
    public static final String ID_KEY = "page-id";

    /** Creates a format. */
    public MarkdownFormat() {}

    @Override
    public String extension() {
        return ".md";
    }

    @Override
    public byte[] render(String title, String text, String nameTitle) {
        return written(title, text, nameTitle).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public PageFormat.Reading read(byte[] file, String nameTitle) {
        String text = new String(file, StandardCharsets.UTF_8);
        OptionalInt malformed = Utf8.malformedAt(file, text);
        if (malformed.isPresent()) {
            return new PageFormat.Reading.Rejected(Utf8.sentence(file, malformed.getAsInt()));
        }
        if (text.indexOf('\0') >= 0) {
            return new PageFormat.Reading.Rejected("holds a NUL character");
        }
        FrontMatter block = FrontMatter.find(text).orElse(null);
        String said = scalar(block, TITLE_KEY);
        if (block == null || said == null || said.isBlank()) {
            return new PageFormat.Reading.Recognized(nameTitle, text, claimedId(block));
        }
        String bare = block.without(TITLE_KEY);
        boolean comesBack = Arrays.equals(file, render(said, bare, nameTitle));
        return new PageFormat.Reading.Recognized(said, comesBack ? bare : text, claimedId(block));
    }

    private static String written(String title, String text, String nameTitle) {
        FrontMatter block = FrontMatter.find(text).orElse(null);
        FrontMatterEntry entry = block == null ? null : block.entry(TITLE_KEY);
        String said = entry == null ? null : entry.scalar();
        boolean saysNothing = said == null || said.isBlank();
        if (title.equals(saysNothing ? nameTitle : said)) {
            return text;
        }
        if (block == null) {
            int start = FrontMatter.start(text);
            String line = TITLE_KEY + ": " + YamlScalar.write(title);
            return text.substring(0, start) + "---\n" + line + "\n---\n" + text.substring(start);
        }
        return block.with(TITLE_KEY, title);
    }

    private static @Nullable String scalar(@Nullable FrontMatter block, String key) {
        FrontMatterEntry entry = block == null ? null : block.entry(key);
        return entry == null ? null : entry.scalar();
    }

    private static @Nullable PageId claimedId(@Nullable FrontMatter block) {
        String claimed = scalar(block, ID_KEY);
        return claimed == null || !PageId.isValid(claimed) ? null : new PageId(claimed);
    }
}
