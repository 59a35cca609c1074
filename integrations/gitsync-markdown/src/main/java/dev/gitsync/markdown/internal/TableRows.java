package dev.gitsync.markdown.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a paragraph that ends with a table of GitHub Flavored Markdown into the text above the table and its cells, each of
 * which is a text of its own. To commonmark-java without its extension, a table is a paragraph; the extension would create a
 * node for each cell that a short row lacks.
 */
final class TableRows {
    private static final Pattern DELIMITERS =
            Pattern.compile("[ \\t]*+\\|?+(?:[ \\t]*+:?+-++:?+[ \\t]*+\\|)*+(?:[ \\t]*+:?+-++:?+[ \\t]*+)?+");

    private final BlockText block;
    private final String text;
    private final int[] lines;

    private TableRows(BlockText block) {
        this.block = block;
        this.text = block.content();
        this.lines = block.lines();
    }

    /** Returns the texts to scan one by one. */
    static List<BlockText> split(BlockText paragraph) {
        if (paragraph.content().indexOf('|') < 0) {
            return List.of(paragraph);
        }
        return new TableRows(paragraph).split();
    }

    private List<BlockText> split() {
        int header = header();
        if (header < 0) {
            return List.of(block);
        }
        List<BlockText> parts = new ArrayList<>();
        if (header > 0) {
            parts.add(block.slice(0, lines[header] - 1));
        }
        for (int line = header; line < lines.length; line++) {
            parts.addAll(cells(line));
        }
        return parts;
    }

    /** Returns the line of the table's header, or -1 if there is no table. */
    private int header() {
        for (int line = 1; line < lines.length; line++) {
            if (isDelimiterRow(line) && cells(line - 1).size() == cells(line).size()) {
                return line - 1;
            }
        }
        return -1;
    }

    private boolean isDelimiterRow(int line) {
        String row = text.substring(lines[line], end(line));
        return row.indexOf('-') >= 0
                && row.indexOf('|') >= 0
                && DELIMITERS.matcher(row).matches();
    }

    /** Returns the cells of a row; bars at its ends, if any, separate nothing. */
    private List<BlockText> cells(int line) {
        List<BlockText> cells = new ArrayList<>();
        int to = end(line);
        int begin = skipBlanks(lines[line], to);
        begin = begin < to && text.charAt(begin) == '|' ? begin + 1 : begin;
        for (int at = begin; at < to; ) {
            if (text.charAt(at) == '|') {
                cells.add(block.slice(begin, at));
                begin = at + 1;
            }
            at = Math.min(to, LinkSyntax.next(text, at));
        }
        if (skipBlanks(begin, to) < to) {
            cells.add(block.slice(begin, to));
        }
        return cells;
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int end(int line) {
        return line + 1 < lines.length ? lines[line + 1] - 1 : text.length();
    }
}
