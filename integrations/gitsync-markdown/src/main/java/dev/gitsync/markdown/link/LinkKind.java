package dev.gitsync.markdown.link;

/** How a link is written. */
public enum LinkKind {
    /** {@code [text](destination)}. */
    LINK,
    /** {@code ![text](destination)}. */
    IMAGE,
    /** {@code [label]: destination}; the uses of the label have no destination of their own. */
    DEFINITION,
    /** {@code <https://example.org/>} or {@code <me@example.org>}; never a link to a page. */
    AUTOLINK,
    /** The attribute {@code href} or {@code src} of an HTML tag. */
    HTML,
    /** {@code [[Name]]}, {@code [[path|text]]}, {@code [[Name#Heading]]}. */
    WIKILINK,
    /** {@code ![[Name]]}. */
    EMBED;

    /** Returns whether the destination is the name of a page, not a URL. */
    public boolean isWiki() {
        return this == WIKILINK || this == EMBED;
    }
}
