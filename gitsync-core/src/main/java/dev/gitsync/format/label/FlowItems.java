package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterStrings;
import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the items of a list in brackets. A string of several lines and a list or mapping in the list are no labels. */
final class FlowItems {
    private final String text;
    private final FrontMatterValue at;
    private final int open;
    private final List<FlowItem> items = new ArrayList<>();
    private int close = -1;

    FlowItems(String text, FrontMatterValue at, int open) {
        this.text = text;
        this.at = at;
        this.open = open;
    }

    int open() {
        return open;
    }

    List<FlowItem> items() {
        return items;
    }

    /** Returns the position of the closing bracket, after {@link #read} returned true. */
    int close() {
        return close;
    }

    /** Reads all items. Returns false if this is not a list. */
    boolean read() {
        int from = open + 1;
        while (from < at.limit()) {
            int begin = solid(from);
            if (begin < at.limit() && text.charAt(begin) == ']') {
                close = begin;
                return true;
            }
            int end = itemEnd(begin);
            int comma = solid(end);
            boolean hasComma = comma < at.limit() && text.charAt(comma) == ',';
            if (end == begin || comma >= at.limit() || !(hasComma || text.charAt(comma) == ']')) {
                return false;
            }
            int trail = trailEnd(hasComma ? comma + 1 : end);
            String item = text.substring(begin, end);
            items.add(new FlowItem(
                    text.substring(from, begin),
                    item,
                    text.substring(end, trail),
                    hasComma ? comma - end : -1,
                    label(item),
                    trail));
            from = trail;
        }
        return false;
    }

    private Optional<String> label(String item) {
        boolean isNull = at.syntax() != Syntax.TOML && (item.equals("~") || item.equalsIgnoreCase("null"));
        boolean isLine = item.indexOf('\n') < 0 && item.indexOf('\r') < 0 && !isNull;
        return isLine
                ? FrontMatterStrings.read(item, at.syntax()).map(String::strip).filter(label -> !label.isEmpty())
                : Optional.empty();
    }

    /** Returns the end of what belongs to an item: a comment on the same line, if nothing else follows on it. */
    private int trailEnd(int from) {
        int blank = from;
        while (blank < at.limit() && LabelStrings.isBlank(text.charAt(blank))) {
            blank++;
        }
        if (blank >= at.limit() || text.charAt(blank) != '#' || !isComment(blank)) {
            return from;
        }
        int line = text.indexOf('\n', blank);
        int end = line < 0 ? at.limit() : Math.min(line, at.limit());
        return text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Returns the end of the item at {@code begin}, which ends at a comma or a bracket. */
    private int itemEnd(int begin) {
        int depth = 0;
        int last = begin;
        boolean isStart = true;
        for (int i = begin; i < at.limit(); ) {
            char c = text.charAt(i);
            if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
                return last;
            }
            if (c == '#' && isComment(i)) {
                int line = text.indexOf('\n', i);
                i = line < 0 ? at.limit() : line;
            } else if (isStart && (c == '"' || c == '\'')) {
                i = quotedEnd(i);
                last = i;
                isStart = false;
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                boolean isSolid = !LabelStrings.isBlank(c) && !LabelStrings.isLineEnd(c);
                isStart = "[{,:".indexOf(c) >= 0 || (isStart && !isSolid);
                i++;
                last = isSolid ? i : last;
            }
        }
        return begin;
    }

    private int quotedEnd(int from) {
        char quote = text.charAt(from);
        if (at.syntax() == Syntax.TOML) {
            return Math.max(FrontMatterStrings.end(text, from, at), from + 1);
        }
        for (int i = from + 1; i < at.limit(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote && quote == '\'' && text.startsWith("'", i + 1)) {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return at.limit();
    }

    private boolean isComment(int i) {
        char before = text.charAt(i - 1);
        return at.syntax() == Syntax.TOML
                || LabelStrings.isBlank(before)
                || LabelStrings.isLineEnd(before)
                || before == ',';
    }

    /** Returns the first position that is neither blank nor in a comment. */
    private int solid(int from) {
        int i = from;
        while (i < at.limit()) {
            char c = text.charAt(i);
            if (c == '#' && isComment(i)) {
                int line = text.indexOf('\n', i);
                i = line < 0 ? at.limit() : line;
            } else if (LabelStrings.isBlank(c) || LabelStrings.isLineEnd(c)) {
                i++;
            } else {
                return i;
            }
        }
        return at.limit();
    }
}
