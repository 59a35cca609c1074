package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the links of a document, up to a limit. */
final class Links {
    private final int limit;
    private final List<MarkdownLink> found = new ArrayList<>();
    private boolean complete = true;

    Links(int limit) {
        this.limit = limit;
    }

    /** A link within a block: its kind, its range and that of its destination as indexes in the text of the block. */
    record Found(LinkKind kind, int start, int end, int from, int to) {}

    void add(BlockText block, Found link) {
        if (found.size() == limit) {
            complete = false;
            return;
        }
        String raw = block.content().substring(link.from(), link.to());
        int start = block.range(link.from(), link.to()).start();
        found.add(new MarkdownLink(
                link.kind(),
                block.range(link.start(), link.end()),
                Destinations.read(Destinations.Place.of(link.kind()), raw, start)));
    }

    /** Returns whether the limit was not exceeded. */
    boolean isComplete() {
        return complete;
    }

    /** Returns the links in the order of their destinations. */
    List<MarkdownLink> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(
                        link -> link.destination().range().start()))
                .toList();
    }
}
