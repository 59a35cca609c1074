package dev.gitsync.examples.fitnesse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The block between two lines of {@code ---} at the top of a {@code .wiki} file, in which FitNesse keeps what it calls the
 * properties of a page: one a line, {@code Test} or {@code Help: some text}, and below {@code SymbolicLinks} one indented
 * line for each link.
 *
 * @param entries the properties in the order of the lines
 * @param body where the content of the page begins
 */
record Header(List<Entry> entries, int body) {
    private static final String MARK = "---";
    /** The names that are valid in a {@code .wiki} file and in the {@code properties.xml} of an older page. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][\\w.-]*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    /** The header of a text; without entries if the text has none. */
    static Header of(String text) {
        int begin = lineEnd(text, 0);
        if (!line(text, 0).equals(MARK) || begin == text.length()) {
            return new Header(List.of(), 0);
        }
        List<String> lines = new ArrayList<>();
        for (int at = begin; at < text.length(); at = lineEnd(text, at)) {
            String line = line(text, at);
            if (line.equals(MARK) && text.charAt(lineEnd(text, at) - 1) == '\n') {
                return new Header(entries(lines), lineEnd(text, at));
            }
            lines.add(line);
        }
        return new Header(List.of(), 0);
    }

    /** Whether FitNesse would read the beginning of {@code content} as a header. */
    static boolean looksLikeHeader(String content) {
        return content.startsWith(MARK + "\n");
    }

    private static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            Entry entry = entry(line.strip());
            if (!Character.isWhitespace(line.charAt(0))) {
                entries.add(entry);
            } else if (entries.isEmpty()) {
                throw new RuleException("The first line of the header is indented, but belongs to nothing.");
            } else {
                entries.get(entries.size() - 1).below().add(entry);
            }
        }
        return entries;
    }

    private static Entry entry(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ':' && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String key = line.substring(0, end);
        String value = line.substring(end).replaceFirst("^[\\s:]+", "").strip();
        if (!KEY.matcher(key).matches() || CONTROL.matcher(value).find()) {
            throw new RuleException(
                    "A line of the header is not \"Property\" or \"Property: value\" as FitNesse reads it.");
        }
        return new Entry(key, value, new ArrayList<>());
    }

    private static String line(String text, int at) {
        int end = lineEnd(text, at);
        while (end > at && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(at, end);
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /**
     * One property.
     *
     * @param value its value, possibly empty
     * @param below the properties of this property
     */
    record Entry(String key, String value, List<Entry> below) {}
}
