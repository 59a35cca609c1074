package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A list in brackets, in YAML or TOML, on one line or on several. */
final class FlowLabels implements LabelValue {
    private final String text;
    private final FrontMatterValue at;
    private final int open;
    private final List<FlowItem> items;
    private final int close;

    private FlowLabels(String text, FrontMatterValue at, FlowItems read) {
        this.text = text;
        this.at = at;
        this.open = read.open();
        this.items = read.items();
        this.close = read.close();
    }

    static Optional<LabelValue> read(String text, FrontMatterValue at, int open) {
        FlowItems items = new FlowItems(text, at, open);
        boolean isWhole = items.read()
                && LabelStrings.isRestBlank(text, items.close() + 1, Math.max(at.end(), items.close() + 1));
        return isWhole && isLineEnd(text, items.close() + 1, at)
                ? Optional.of(new FlowLabels(text, at, items))
                : Optional.empty();
    }

    /** Returns whether nothing but a comment follows on the line of the closing bracket, which may be outside the entry. */
    private static boolean isLineEnd(String text, int from, FrontMatterValue at) {
        int line = text.indexOf('\n', from);
        return at.syntax() == Syntax.YAML_FLOW || LabelStrings.isRestBlank(text, from, line < 0 ? text.length() : line);
    }

    @Override
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        items.forEach(item -> item.label().ifPresent(labels::add));
        return labels;
    }

    @Override
    public String edited(Set<String> removed, List<String> added) {
        String tail = text.substring(tailBegin(), close);
        boolean isCommented = items.isEmpty() && tail.indexOf('#') >= 0;
        FlowWriter writer = new FlowWriter(firstLead(), isCommented ? tail : "");
        for (FlowItem item : items) {
            if (item.label().filter(removed::contains).isPresent()) {
                writer.remove(item);
            } else {
                writer.keep(item);
            }
        }
        Syntax syntax = at.syntax() == Syntax.YAML ? Syntax.YAML_FLOW : at.syntax();
        for (String label : added) {
            writer.add(newLead(), LabelStrings.write(label, quote(), syntax));
        }
        boolean endsWithComma = !items.isEmpty() && items.get(items.size() - 1).hasComma();
        return text.substring(0, open + 1)
                + writer.written(endsWithComma, isCommented ? FlowItem.blanks(tail) : tail)
                + text.substring(close);
    }

    private int tailBegin() {
        return items.isEmpty() ? open + 1 : items.get(items.size() - 1).end();
    }

    private String firstLead() {
        return items.isEmpty() ? "" : items.get(0).lead();
    }

    /** Returns the blanks before a new item: those before the last one, unless that is the only one. */
    private String newLead() {
        if (items.isEmpty()) {
            return " ";
        }
        String last = items.get(items.size() - 1).lead();
        boolean isUsable = items.size() > 1 || hasLine(last);
        return isUsable ? FlowItem.blanks(last) : " ";
    }

    private static boolean hasLine(String blanks) {
        return blanks.indexOf('\n') >= 0;
    }

    /** Returns the first character of an item that is a label; a letter if there is none. */
    private char quote() {
        return items.stream()
                .filter(item -> item.label().isPresent())
                .findFirst()
                .map(item -> item.item().charAt(0))
                .orElse(at.syntax() == Syntax.TOML ? '"' : 'a');
    }

    @Override
    public Optional<String> rewritten(List<String> labels) {
        boolean isPure = items.stream().allMatch(item -> item.label().isPresent())
                && text.substring(open, close).indexOf('#') < 0;
        return isPure
                ? Optional.of(
                        text.substring(0, open) + LabelStrings.list(labels, at.syntax()) + text.substring(close + 1))
                : Optional.empty();
    }
}
