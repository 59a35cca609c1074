package dev.gitsync.markdown.move;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkTarget;

/**
 * A link to write.
 *
 * @param document the text that contains it
 * @param link the link; the path of its destination is the author's style
 * @param linker the path of the text's file, after the moves
 * @param target its target, after the moves
 */
public record LinkTask(MarkdownDocument document, MarkdownLink link, String linker, LinkTarget target) {
    String text() {
        return document.text();
    }

    String path() {
        return link.destination().path();
    }

    String rawPath() {
        return link.destination().pathRange().of(text());
    }
}
