package dev.gitsync.format.order;

import java.nio.charset.StandardCharsets;

/**
 * One line of an order file.
 *
 * @param content its bytes without the line end, one {@code char} for each
 * @param end the line end; empty if there is none
 * @param name the name in it; empty for a blank line, and for one that is not UTF-8
 */
record OrderLine(String content, String end, String name) {
    private static final char NOT_UTF8 = '\uFFFD';

    static OrderLine of(String content, String end) {
        String text = new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new OrderLine(content, end, text.indexOf(NOT_UTF8) < 0 ? text.strip() : "");
    }

    static OrderLine named(String name, String end) {
        return new OrderLine(bytes(name), end, name);
    }

    /** Returns whether a line can contain a name, so that reading it gives the name again. */
    static boolean canContain(String name) {
        return !name.isEmpty()
                && name.indexOf('\n') < 0
                && name.indexOf('\uFEFF') != 0
                && OrderLine.of(bytes(name), "").name().equals(name);
    }

    OrderLine withEnd(String other) {
        return new OrderLine(content, other, name);
    }

    /** Returns the line with another name; blanks around the name stay. */
    OrderLine withName(String other) {
        int at = content.indexOf(bytes(name));
        return new OrderLine(
                content.substring(0, at)
                        + bytes(other)
                        + content.substring(at + bytes(name).length()),
                end,
                other);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
