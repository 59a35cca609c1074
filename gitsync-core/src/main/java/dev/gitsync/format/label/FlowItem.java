package dev.gitsync.format.label;

import java.util.Optional;

/**
 * An item of a list in brackets, and what belongs to it.
 *
 * @param lead the blanks, lines and comments before it
 * @param item the item
 * @param trail what follows it: a comma, and a comment on the same line
 * @param comma the position of the comma in the trail, or -1
 * @param label what it says, if it is a label
 * @param end the position after the trail in the text
 */
record FlowItem(String lead, String item, String trail, int comma, Optional<String> label, int end) {
    static FlowItem added(String lead, String item) {
        return new FlowItem(lead, item, "", -1, Optional.empty(), -1);
    }

    boolean hasComma() {
        return comma >= 0;
    }

    /** Returns the comments before the item, without the line end and the blanks behind them. */
    String comments() {
        return lead.substring(0, lead.length() - blanks(lead).length());
    }

    /** Returns what follows the comments in a lead; all of it if it has none. */
    static String blanks(String lead) {
        if (lead.indexOf('#') < 0) {
            return lead;
        }
        int line = lead.lastIndexOf('\n');
        return lead.substring(line > 0 && lead.charAt(line - 1) == '\r' ? line - 1 : line);
    }

    FlowItem withLead(String other) {
        return new FlowItem(other, item, trail, comma, label, end);
    }

    FlowItem withComma(boolean isWanted) {
        if (isWanted == hasComma()) {
            return this;
        }
        String other = isWanted ? "," + trail : trail.substring(0, comma) + trail.substring(comma + 1);
        return new FlowItem(lead, item, other, isWanted ? 0 : -1, label, end);
    }

    String written() {
        return lead + item + trail;
    }
}
