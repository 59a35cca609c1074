package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.TextRange;
import java.util.Arrays;
import java.util.List;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * The text of a block, without the markers of the blocks around it: its lines joined by line feeds, and the position of each
 * line in the document.
 */
final class BlockText {
    private final String content;
    /** The index in {@code content} at which each line begins. */
    private final int[] begins;
    /** What to add to an index within each line to get the position in the document. */
    private final int[] shifts;

    private BlockText(String content, int[] begins, int[] shifts) {
        this.content = content;
        this.begins = begins;
        this.shifts = shifts;
    }

    /** Returns the text of {@code lines} in a document that begins at {@code offset}. */
    static BlockText of(List<SourceLine> lines, int offset) {
        StringBuilder content = new StringBuilder();
        int[] begins = new int[lines.size()];
        int[] shifts = new int[lines.size()];
        for (int i = 0; i < begins.length; i++) {
            begins[i] = i == 0 ? 0 : content.append('\n').length();
            content.append(lines.get(i).getContent());
            shifts[i] = shift(lines.get(i).getSourceSpan(), content.length(), offset);
        }
        return new BlockText(content.toString(), begins, shifts);
    }

    /** Returns the text of the spans of a block in a document. */
    static BlockText of(List<SourceSpan> spans, String document, int offset) {
        return of(
                spans.stream()
                        .map(span -> SourceLine.of(content(span, document, offset), span))
                        .toList(),
                offset);
    }

    private static String content(SourceSpan span, String document, int offset) {
        int begin = offset + span.getInputIndex();
        return document.substring(begin, begin + span.getLength());
    }

    /** Counts from the end of a line, because spaces that stand for a part of a tab may be added at its beginning. */
    private static int shift(@Nullable SourceSpan span, int end, int offset) {
        return span == null ? 0 : offset + span.getInputIndex() + span.getLength() - end;
    }

    /** Returns a part of it. */
    BlockText slice(int from, int to) {
        int first = line(from);
        int count = line(to) - first + 1;
        int[] newBegins = new int[count];
        int[] newShifts = new int[count];
        for (int i = 0; i < count; i++) {
            newBegins[i] = Math.max(0, begins[first + i] - from);
            newShifts[i] = shifts[first + i] + from;
        }
        return new BlockText(content.substring(from, to), newBegins, newShifts);
    }

    String content() {
        return content;
    }

    /** Returns the indexes at which the lines begin. */
    int[] lines() {
        return begins.clone();
    }

    /** Returns the place in the document of {@code [from, to)}, which is not empty or inside a line. */
    TextRange range(int from, int to) {
        int start = from + shift(from);
        return new TextRange(start, from == to ? start : to - 1 + shift(to - 1) + 1);
    }

    private int shift(int index) {
        return shifts[line(index)];
    }

    private int line(int index) {
        int found = Arrays.binarySearch(begins, index);
        return found >= 0 ? found : -found - 2;
    }
}
