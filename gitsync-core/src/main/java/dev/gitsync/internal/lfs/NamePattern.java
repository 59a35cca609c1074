package dev.gitsync.internal.lfs;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a pattern between two slashes. Immutable.
 *
 * @param literal the only name that matches, or null
 * @param steps what follows each other in a matching name; none if it is a literal
 */
record NamePattern(@Nullable String literal, List<Step> steps) {
    /** Two stars between slashes, which stand for any number of names. */
    static final NamePattern GAP = new NamePattern(null, List.of());

    /** One star. */
    static final NamePattern ANY = new NamePattern(null, List.of(Step.STAR));

    boolean isGap() {
        return equals(GAP);
    }

    /** Returns whether a name matches. On a mismatch, only the last star takes one character more. */
    boolean matches(String name) {
        if (literal != null) {
            return literal.equals(name);
        }
        int step = 0;
        int star = -1;
        int afterStar = 0;
        for (int at = 0; at < name.length(); ) {
            if (step < steps.size() && steps.get(step).isStar()) {
                star = step++;
                afterStar = at;
            } else if (step < steps.size() && steps.get(step).matches(name.charAt(at))) {
                step++;
                at++;
            } else if (star >= 0) {
                step = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        return steps.subList(step, steps.size()).stream().allMatch(Step::isStar);
    }

    /**
     * A star, or what one byte may be.
     *
     * @param octets the bytes that match; null for a star
     */
    record Step(@Nullable BitSet octets) {
        static final Step STAR = new Step(null);

        boolean isStar() {
            return octets == null;
        }

        boolean matches(char octet) {
            return octets != null && octets.get(octet);
        }
    }
}
