package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list with a dash in each line. */
final class BlockLabels implements LabelValue {
    private final String text;
    private final FrontMatterValue at;
    private final List<Item> items = new ArrayList<>();

    private BlockLabels(String text, FrontMatterValue at) {
        this.text = text;
        this.at = at;
    }

    /**
     * An item.
     *
     * @param begin the position of its line
     * @param value the position of its value
     * @param end the position after its last line
     * @param label null if it is not a label
     */
    private record Item(
            int begin, int value, int end, @Nullable String label) {}

    static Optional<LabelValue> read(String text, FrontMatterValue at) {
        BlockLabels read = new BlockLabels(text, at);
        return read.readItems() && !read.items.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    private boolean readItems() {
        String indent = null;
        for (int line = next(at.begin()); line < at.end(); line = next(line)) {
            int solid = solid(line);
            boolean isEmpty = LabelStrings.isLineEnd(text.charAt(solid)) || text.charAt(solid) == '#';
            String blanks = text.substring(line, solid);
            indent = indent == null && !isEmpty ? blanks : indent;
            if (!isEmpty && blanks.equals(indent)) {
                if (text.charAt(solid) != '-' || !isSeparator(text.charAt(solid + 1))) {
                    return false;
                }
                items.add(item(line, solid(solid + 1)));
            } else if (!isEmpty) {
                if (indent == null || blanks.length() <= indent.length()) {
                    return false;
                }
                Item last = items.remove(items.size() - 1);
                items.add(new Item(last.begin(), last.value(), next(line), null));
            }
        }
        return true;
    }

    private Item item(int line, int value) {
        int end = LabelStrings.end(text, value, at);
        int next = next(line);
        boolean isAlone = LabelStrings.isRestBlank(text, end, next);
        String label = isAlone
                ? LabelStrings.read(text.substring(value, end), Syntax.YAML)
                        .filter(found -> !found.isBlank() && !isNull(text.substring(value, end)))
                        .map(String::strip)
                        .orElse(null)
                : null;
        return new Item(line, value, next, label);
    }

    private static boolean isNull(String written) {
        return written.equals("~") || written.equalsIgnoreCase("null");
    }

    private static boolean isSeparator(char c) {
        return LabelStrings.isBlank(c) || LabelStrings.isLineEnd(c);
    }

    private int next(int from) {
        int to = text.indexOf('\n', from);
        return to < 0 ? text.length() : to + 1;
    }

    private int solid(int from) {
        int solid = from;
        while (LabelStrings.isBlank(text.charAt(solid))) {
            solid++;
        }
        return solid;
    }

    @Override
    public List<String> labels() {
        return items.stream().map(Item::label).filter(label -> label != null).toList();
    }

    @Override
    public String edited(Set<String> removed, List<String> added) {
        boolean isEmptied = added.isEmpty() && items.stream().noneMatch(item -> isKept(item, removed));
        Item like = items.get(items.size() - 1);
        StringBuilder edited = new StringBuilder(text.substring(0, at.begin()));
        if (isEmptied) {
            edited.append(" []");
        }
        int from = at.begin();
        for (Item item : items) {
            edited.append(text, from, isKept(item, removed) ? item.end() : item.begin());
            from = item.end();
        }
        for (String label : added) {
            edited.append(text, like.begin(), like.value())
                    .append(LabelStrings.write(label, quote(), Syntax.YAML_FLOW))
                    .append(text.startsWith("\r\n", like.end() - 2) ? "\r\n" : "\n");
        }
        return edited.append(text.substring(from)).toString();
    }

    private static boolean isKept(Item item, Set<String> removed) {
        return item.label() == null || !removed.contains(item.label());
    }

    /** Returns the first character of an item that is a label; a letter if there is none. */
    private char quote() {
        return items.stream()
                .filter(item -> item.label() != null)
                .findFirst()
                .map(item -> text.charAt(item.value()))
                .orElse('a');
    }

    /** Not needed: an item can contain every label. */
    @Override
    public Optional<String> rewritten(List<String> labels) {
        return Optional.empty();
    }
}
