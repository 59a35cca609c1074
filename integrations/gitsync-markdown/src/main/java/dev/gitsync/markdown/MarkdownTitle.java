package dev.gitsync.markdown;

import dev.gitsync.markdown.link.TextRange;

/**
 * The title that a text contains.
 *
 * @param place where it stands
 * @param text the title, without escapes and markup
 * @param range the entry of the front matter without its last line ending, or the text of the heading
 */
public record MarkdownTitle(Place place, String text, TextRange range) {
    /** Where a title stands. */
    public enum Place {
        /** The key {@code title} of YAML or TOML between lines of {@code ---} or {@code +++}. */
        FRONT_MATTER,
        /** A heading that begins with number signs. */
        ATX_HEADING,
        /** A heading above a line of equals signs or hyphens. */
        SETEXT_HEADING;

        /** Returns whether it is a heading. */
        public boolean isHeading() {
            return this != FRONT_MATTER;
        }
    }
}
