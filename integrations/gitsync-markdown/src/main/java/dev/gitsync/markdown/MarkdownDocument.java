package dev.gitsync.markdown;

import dev.gitsync.markdown.internal.DocumentLinks;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.List;
import java.util.Optional;

/**
 * The title and the links of a text: CommonMark 0.31 with front matter, footnotes and tables as on GitHub, and wikilinks.
 * Positions count {@code char}s of the text. Links in code, front matter and HTML comments do not count.
 *
 * <p>Brackets that are a link by the rules of CommonMark are that link, so {@code [[1]](https://example.org)} is not a
 * wikilink. In raw HTML, {@code href} and {@code src} of complete tags count.
 *
 * <p>Parsing takes linear time; blocks nested deeper than 100 levels, and fewer in texts with more than 20,000 lines, are read
 * as text. Immutable.
 */
public final class MarkdownDocument {
    private static final int ALL_LEVELS = 6;

    private final String text;
    private final DocumentLinks.Result links;

    private MarkdownDocument(String text, DocumentLinks.Result links) {
        this.text = text;
        this.links = links;
    }

    /** Parses a text with the default limits. */
    public static MarkdownDocument parse(String text) {
        return parse(text, MarkdownLimits.DEFAULT);
    }

    /** Parses a text. If it exceeds a limit of its size, it has no links. */
    public static MarkdownDocument parse(String text, MarkdownLimits limits) {
        return new MarkdownDocument(
                text,
                limits.allows(text)
                        ? DocumentLinks.find(text, Titles.bodyStart(text), limits.maxLinks())
                        : new DocumentLinks.Result(List.of(), false));
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /** Returns the title: that of the front matter, else the first heading. */
    public Optional<MarkdownTitle> title() {
        return Titles.find(text, ALL_LEVELS);
    }

    /** Returns the links in the order of their destinations. */
    public List<MarkdownLink> links() {
        return links.links();
    }

    /** Returns whether {@link #links} has all links. If not, the text exceeds a limit. */
    public boolean isComplete() {
        return links.complete();
    }
}
