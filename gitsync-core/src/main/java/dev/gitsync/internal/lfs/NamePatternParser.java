package dev.gitsync.internal.lfs;

import dev.gitsync.internal.lfs.NamePattern.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits a pattern at its slashes and parses the parts. */
final class NamePatternParser {
    private static final int OCTETS = 256;
    private static final Step ANY_OCTET = new Step(range(0, OCTETS - 1));
    /** The steps of one byte: a pusher can write half a million of them. */
    private static final List<Step> ONE_OCTET = IntStream.range(0, OCTETS)
            .mapToObj(octet -> new Step(range(octet, octet)))
            .toList();

    private final String pattern;
    private final List<NamePattern> names = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean isLiteral = true;
    private int nameStart;

    NamePatternParser(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the parts; empty if the pattern can't match anything. */
    Optional<List<NamePattern>> parse() {
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '[') {
                Optional<OctetClass> octets = OctetClass.at(pattern, at);
                if (octets.isEmpty()) {
                    return Optional.empty();
                }
                addWildcard(new Step(octets.get().octets()));
                at = octets.get().end();
            } else if (c == '\\' && at + 1 == pattern.length()) {
                return Optional.empty();
            } else {
                at = c == '\\' ? addLiteral(at + 1) : addPlain(at);
            }
        }
        endName(at);
        return Optional.of(names);
    }

    /** Adds what stands at a position outside of brackets, and returns the position after it. */
    private int addPlain(int at) {
        char c = pattern.charAt(at);
        if (c == '*') {
            addWildcard(Step.STAR);
        } else if (c == '?') {
            addWildcard(ANY_OCTET);
        } else {
            return addLiteral(at);
        }
        return at + 1;
    }

    private int addLiteral(int at) {
        char c = pattern.charAt(at);
        if (c == '/') {
            endName(at);
            nameStart = at + 1;
        } else {
            literal.append(c);
            steps.add(ONE_OCTET.get(c));
        }
        return at + 1;
    }

    private void addWildcard(Step step) {
        isLiteral = false;
        steps.add(step);
    }

    private void endName(int end) {
        if (pattern.substring(nameStart, end).matches("\\*\\*+\\\\?")) {
            names.add(NamePattern.GAP);
        } else {
            names.add(
                    isLiteral
                            ? new NamePattern(literal.toString(), List.of())
                            : new NamePattern(null, List.copyOf(steps)));
        }
        steps.clear();
        literal.setLength(0);
        isLiteral = true;
    }

    static BitSet range(int first, int last) {
        BitSet octets = new BitSet(OCTETS);
        octets.set(first, last + 1);
        return octets;
    }
}
