package dev.gitsync.format.label;

import java.util.ArrayList;
import java.util.List;

/** Writes a list in brackets with some of its items, and others. Comments on lines of their own stay when their item goes. */
final class FlowWriter {
    private final String firstLead;
    private final List<FlowItem> kept = new ArrayList<>();
    /** The comments before the next item. */
    private String comments;
    /** The blanks behind these comments. */
    private String gap;

    /**
     * Creates a writer.
     *
     * @param firstLead what is before the first item, if there is one
     * @param comments the comments of a list without items
     */
    FlowWriter(String firstLead, String comments) {
        this.firstLead = firstLead;
        this.comments = comments.substring(
                0, comments.length() - FlowItem.blanks(comments).length());
        this.gap = this.comments.isEmpty() ? "" : FlowItem.blanks(comments);
    }

    void remove(FlowItem item) {
        String more = item.comments();
        if (!more.isEmpty()) {
            comments += more;
            gap = FlowItem.blanks(item.lead());
        }
    }

    void keep(FlowItem item) {
        put(item, item.lead());
    }

    /**
     * Adds an item.
     *
     * @param lead the blanks before it, if it is not the first one
     */
    void add(String lead, String written) {
        put(FlowItem.added(lead, written), lead);
    }

    private void put(FlowItem item, String lead) {
        boolean isLine = lead.indexOf('\n') >= 0;
        String before = lead;
        if (!isLine && !comments.isEmpty()) {
            before = gap;
        } else if (!isLine && kept.isEmpty()) {
            before = FlowItem.blanks(firstLead);
        }
        kept.add(item.withLead(comments + before));
        comments = "";
    }

    /** Returns what is between the brackets. */
    String written(boolean endsWithComma, String tail) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < kept.size(); i++) {
            written.append(
                    kept.get(i).withComma(i < kept.size() - 1 || endsWithComma).written());
        }
        boolean isEmpty = kept.isEmpty() && comments.isEmpty() && tail.isBlank();
        return isEmpty ? "" : written.append(comments).append(tail).toString();
    }
}
