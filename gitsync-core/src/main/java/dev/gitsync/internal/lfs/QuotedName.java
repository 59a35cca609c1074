package dev.gitsync.internal.lfs;

import java.util.Optional;

/**
 * A name in double quotes, with escapes as in C.
 *
 * @param name the name without quotes and escapes
 * @param end the position after the closing quote
 */
record QuotedName(String name, int end) {
    private static final String LETTERS = "abfnrtv\"\\";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\"\\";
    private static final int OCTAL_DIGITS = 3;
    private static final int OCTAL = 8;

    /** Parses the name at a position; empty if there is none, or if it has no end or an unknown escape. */
    static Optional<QuotedName> at(String line, int start) {
        if (line.charAt(start) != '"') {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        for (int at = start + 1; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                return Optional.of(new QuotedName(name.toString(), at + 1));
            } else if (c != '\\') {
                name.append(c);
            } else if (at + 1 < line.length() && LETTERS.indexOf(line.charAt(at + 1)) >= 0) {
                at++;
                name.append(MEANINGS.charAt(LETTERS.indexOf(line.charAt(at))));
            } else if (isOctal(line, at + 1)) {
                name.append((char) Integer.parseInt(line.substring(at + 1, at + 1 + OCTAL_DIGITS), OCTAL));
                at += OCTAL_DIGITS;
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isOctal(String line, int at) {
        return at + OCTAL_DIGITS <= line.length()
                && line.substring(at, at + OCTAL_DIGITS).matches("[0-3][0-7]{2}");
    }
}
