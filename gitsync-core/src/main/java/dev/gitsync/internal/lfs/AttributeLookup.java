package dev.gitsync.internal.lfs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;

/**
 * Determines the value of one attribute of one file, as git does: the rules come in the order of their precedence, and within a
 * rule the last assignment counts. The first assignment to an attribute decides; a macro that is set assigns its attributes at this
 * place.
 */
final class AttributeLookup {
    private final String wanted;
    private final Map<String, List<AttributeAssignment>> macros;
    private final Set<String> decided = new HashSet<>();
    private String value = "";

    AttributeLookup(String wanted, Map<String, List<AttributeAssignment>> macros) {
        this.wanted = wanted;
        this.macros = macros;
    }

    /** Applies a rule that has a lower precedence than all before. Does nothing once the value is known. */
    void apply(List<AttributeAssignment> rule) {
        Deque<ListIterator<AttributeAssignment>> pending = new ArrayDeque<>();
        pending.push(rule.listIterator(rule.size()));
        while (!isDecided() && !pending.isEmpty()) {
            ListIterator<AttributeAssignment> next = pending.element();
            if (next.hasPrevious()) {
                AttributeAssignment assignment = next.previous();
                if (decided.add(assignment.name())) {
                    decide(assignment, pending);
                }
            } else {
                pending.remove();
            }
        }
    }

    private void decide(AttributeAssignment assignment, Deque<ListIterator<AttributeAssignment>> pending) {
        if (assignment.name().equals(wanted)) {
            value = assignment.value();
        }
        List<AttributeAssignment> macro = macros.get(assignment.name());
        if (macro != null && assignment.isSet()) {
            pending.push(macro.listIterator(macro.size()));
        }
    }

    boolean isDecided() {
        return decided.contains(wanted);
    }

    /** Returns the value, or an empty text if the attribute has none. */
    String value() {
        return value;
    }
}
