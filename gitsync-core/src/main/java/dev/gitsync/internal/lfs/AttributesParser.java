package dev.gitsync.internal.lfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/** Parses {@code .gitattributes} files as git does. Lines that git ignores are ignored. Works with bytes, which it keeps as Latin-1. */
final class AttributesParser {
    /** Git ignores longer lines. */
    static final int MAX_LINE = 2048;

    private static final String BLANKS = " \t\r\n";
    private static final String MACRO = "[attr]";
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final List<AttributeRule> rules = new ArrayList<>();
    private final Map<String, List<AttributeAssignment>> macros = new HashMap<>();
    /** The attributes of lines: many lines have the same ones. */
    private final Map<List<String>, Optional<List<AttributeAssignment>>> parsed = new HashMap<>();

    private AttributesParser() {}

    static AttributesFile parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        AttributesParser parser = new AttributesParser();
        String lines = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        for (String line : lines.split("\n", -1)) {
            if (line.length() < MAX_LINE) {
                parser.addLine(line);
            }
        }
        Collections.reverse(parser.rules);
        return new AttributesFile(List.copyOf(parser.rules), Map.copyOf(parser.macros));
    }

    private void addLine(String line) {
        int start = skipBlanks(line, 0);
        if (start == line.length() || line.charAt(start) == '#') {
            return;
        }
        Optional<QuotedName> quoted = QuotedName.at(line, start);
        int end = quoted.map(QuotedName::end).orElseGet(() -> endOfWord(line, start));
        String name = quoted.map(QuotedName::name).orElseGet(() -> line.substring(start, end));
        if (name.startsWith(MACRO) && name.length() > MACRO.length()) {
            addMacro(name.substring(MACRO.length()), line.substring(end));
        } else {
            assignments(line.substring(end))
                    .ifPresent(found -> PathPattern.compile(name)
                            .ifPresent(pattern -> rules.add(new AttributeRule(pattern, found))));
        }
    }

    private void addMacro(String name, String rest) {
        boolean isName = AttributeAssignment.parse(name)
                .filter(macro -> macro.isSet() && macro.name().equals(name))
                .isPresent();
        if (isName) {
            assignments(rest).ifPresent(found -> macros.put(name, found));
        }
    }

    /** Returns the assignments of a line; empty if one of them is invalid. */
    private Optional<List<AttributeAssignment>> assignments(String rest) {
        List<String> tokens = Collections.list(new StringTokenizer(rest, BLANKS)).stream()
                .map(String.class::cast)
                .toList();
        return parsed.computeIfAbsent(tokens, AttributesParser::parse);
    }

    private static Optional<List<AttributeAssignment>> parse(List<String> tokens) {
        List<AttributeAssignment> found = new ArrayList<>();
        for (String token : tokens) {
            Optional<AttributeAssignment> assignment = AttributeAssignment.parse(token);
            if (assignment.isEmpty()) {
                return Optional.empty();
            }
            found.add(assignment.get());
        }
        return Optional.of(List.copyOf(found));
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && BLANKS.indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int endOfWord(String line, int from) {
        int at = from;
        while (at < line.length() && BLANKS.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
