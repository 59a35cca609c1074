package dev.gitsync.markdown.move;

import dev.gitsync.markdown.link.MarkdownLink;
import java.util.List;

/**
 * What happens to the links of one text.
 *
 * @param edits the edits that keep links, in the order of their ranges
 * @param lost links that led to something and will not, because nothing that can be written there leads to it
 * @param complete false if the text exceeds a limit, so that links may be missing
 */
public record LinkEdits(List<TextEdit> edits, List<MarkdownLink> lost, boolean complete) {
    /** Copies the lists. */
    public LinkEdits {
        edits = List.copyOf(edits);
        lost = List.copyOf(lost);
    }
}
