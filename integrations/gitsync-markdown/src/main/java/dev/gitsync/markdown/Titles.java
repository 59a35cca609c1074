package dev.gitsync.markdown;

import dev.gitsync.format.FrontMatter;
import dev.gitsync.format.FrontMatterEntry;
import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.markdown.internal.Headings;
import dev.gitsync.markdown.link.TextRange;
import java.util.Optional;

/** Finds the title of a text. */
final class Titles {
    private Titles() {}

    static Optional<MarkdownTitle> find(String text, int maxLevel) {
        Optional<FrontMatter> block = FrontMatter.find(text);
        return block.flatMap(front -> front.findEntry(MarkdownFormat.TITLE_KEY))
                .flatMap(entry -> title(text, entry))
                .or(() -> heading(text, bodyStart(text, block), maxLevel));
    }

    /** Returns the position behind the byte order mark and the front matter. */
    static int bodyStart(String text) {
        return bodyStart(text, FrontMatter.find(text));
    }

    private static int bodyStart(String text, Optional<FrontMatter> block) {
        int start = text.startsWith("\ufeff") ? 1 : 0;
        return block.map(FrontMatter::bodyStart).orElse(start);
    }

    private static Optional<MarkdownTitle> title(String text, FrontMatterEntry entry) {
        String title = entry.scalar();
        if (title == null || title.isBlank()) {
            return Optional.empty();
        }
        int end = entry.begin()
                + text.substring(entry.begin(), entry.end()).stripTrailing().length();
        return Optional.of(
                new MarkdownTitle(MarkdownTitle.Place.FRONT_MATTER, title, new TextRange(entry.begin(), end)));
    }

    private static Optional<MarkdownTitle> heading(String text, int from, int maxLevel) {
        return Headings.first(text, from, maxLevel)
                .map(heading -> new MarkdownTitle(
                        heading.isAtx() ? MarkdownTitle.Place.ATX_HEADING : MarkdownTitle.Place.SETEXT_HEADING,
                        heading.title(),
                        heading.range()));
    }
}
