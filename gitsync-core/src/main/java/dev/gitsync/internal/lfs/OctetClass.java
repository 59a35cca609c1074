package dev.gitsync.internal.lfs;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * Brackets in a pattern.
 *
 * @param octets the bytes that match
 * @param end the position after the closing bracket
 */
record OctetClass(BitSet octets, int end) {
    private static final int OCTETS = 256;
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("alnum", "[A-Za-z0-9]"),
            Map.entry("alpha", "[A-Za-z]"),
            Map.entry("blank", "[ \t]"),
            Map.entry("cntrl", "[\\x00-\\x1f\\x7f]"),
            Map.entry("digit", "[0-9]"),
            Map.entry("graph", "[!-~]"),
            Map.entry("lower", "[a-z]"),
            Map.entry("print", "[ -~]"),
            Map.entry("punct", "[!-/:-@\\[-`{-~]"),
            Map.entry("space", "[ \t\n\r]"),
            Map.entry("upper", "[A-Z]"),
            Map.entry("xdigit", "[0-9A-Fa-f]"));

    /** Parses the brackets that open at a position; empty if they are not closed or name an unknown class. */
    static Optional<OctetClass> at(String pattern, int open) {
        return new Parser(pattern, open + 1).parse();
    }

    /** Parses brackets as git's wildmatch does: the first character is never the end, and a range needs both ends. */
    private static final class Parser {
        private static final int NONE = -1;

        private final String pattern;
        private final BitSet octets = new BitSet(OCTETS);
        private int at;
        private int before = NONE;

        Parser(String pattern, int at) {
            this.pattern = pattern;
            this.at = at;
        }

        Optional<OctetClass> parse() {
            boolean isNegated = peek(0) == '!' || peek(0) == '^';
            at += isNegated ? 1 : 0;
            do {
                if (!parseNext()) {
                    return Optional.empty();
                }
            } while (peek(0) != ']');
            if (isNegated) {
                octets.flip(0, OCTETS);
            }
            octets.clear('/');
            return Optional.of(new OctetClass(octets, at + 1));
        }

        private boolean parseNext() {
            if (peek(0) == '-' && before != NONE && peek(1) != NONE && peek(1) != ']') {
                at++;
                return parseRange();
            }
            boolean isNamed = peek(0) == '[' && peek(1) == ':';
            return isNamed ? parseNamed() : parseOne();
        }

        private boolean parseRange() {
            int last = character();
            if (last != NONE && before <= last) {
                octets.set(before, last + 1);
            }
            before = NONE;
            return last != NONE;
        }

        private boolean parseOne() {
            before = character();
            if (before != NONE) {
                octets.set(before);
            }
            return before != NONE;
        }

        private boolean parseNamed() {
            int end = pattern.indexOf(']', at + 2);
            if (end < 0) {
                return false;
            } else if (end == at + 2 || pattern.charAt(end - 1) != ':') {
                return parseOne();
            }
            String members = NAMED.get(pattern.substring(at + 2, end - 1));
            for (int octet = 0; members != null && octet < OCTETS; octet++) {
                octets.set(
                        octet, octets.get(octet) || String.valueOf((char) octet).matches(members));
            }
            at = end + 1;
            before = NONE;
            return members != null;
        }

        /** Returns the character here, which a backslash may precede, and moves on. */
        private int character() {
            at += peek(0) == '\\' ? 1 : 0;
            int c = peek(0);
            at++;
            return c;
        }

        private int peek(int ahead) {
            return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : NONE;
        }
    }
}
