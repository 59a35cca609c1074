package dev.gitsync.examples.embedding.markup;

import java.util.Optional;

/** Lines of a text, which end with a line feed. */
final class Lines {
    private Lines() {}

    /** Returns the position of the next line. */
    static int next(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }

    /** Returns a line without its line end. */
    static String content(String text, int line) {
        int end = text.indexOf('\n', line);
        String content = text.substring(Math.min(line, text.length()), end < 0 ? text.length() : end);
        return content.endsWith("\r") ? content.substring(0, content.length() - 1) : content;
    }

    /** Returns a part of a text without the blanks around it, unless it is blank. */
    static Optional<TextRange> solid(String text, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return begin < end ? Optional.of(new TextRange(begin, end)) : Optional.empty();
    }
}
