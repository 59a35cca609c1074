package dev.gitsync.format.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of an order file, so that what is not edited stays as it is. Immutable. */
final class OrderLines {
    private static final String BOM = "\u00EF\u00BB\u00BF";
    private static final String LINE_END = "\n";

    private final String start;
    private final List<OrderLine> lines;

    private OrderLines(String start, List<OrderLine> lines) {
        this.start = start;
        this.lines = List.copyOf(lines);
    }

    static OrderLines none() {
        return new OrderLines("", List.of());
    }

    /** Returns the lines of a file, or empty if it has more than {@code most}. */
    static Optional<OrderLines> read(byte[] file, int most) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String start = text.startsWith(BOM) ? BOM : "";
        List<OrderLine> lines = new ArrayList<>();
        int from = start.length();
        while (from < text.length() && lines.size() <= most) {
            int feed = text.indexOf('\n', from);
            int next = feed < 0 ? text.length() : feed + 1;
            int end = feed < 0 ? text.length() : feed;
            end = feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : end;
            lines.add(OrderLine.of(text.substring(from, end), text.substring(end, next)));
            from = next;
        }
        return lines.size() > most ? Optional.empty() : Optional.of(new OrderLines(start, lines));
    }

    List<OrderLine> lines() {
        return lines;
    }

    /** Returns the same file with other lines: line ends that are missing are added, and the last line has one if it had one before. */
    OrderLines with(List<OrderLine> others) {
        List<OrderLine> ended = new ArrayList<>(others);
        int last = ended.size() - 1;
        for (int i = 0; i < last; i++) {
            if (ended.get(i).end().isEmpty()) {
                ended.set(i, ended.get(i).withEnd(lineEnd()));
            }
        }
        if (last >= 0) {
            boolean hadEnd =
                    lines.isEmpty() || !lines.get(lines.size() - 1).end().isEmpty();
            boolean hasEnd = !ended.get(last).end().isEmpty();
            if (hadEnd != hasEnd) {
                ended.set(last, ended.get(last).withEnd(hadEnd ? lineEnd() : ""));
            }
        }
        return new OrderLines(start, ended);
    }

    /** Returns the line end that the file uses first. */
    String lineEnd() {
        return lines.isEmpty() || lines.get(0).end().isEmpty()
                ? LINE_END
                : lines.get(0).end();
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(start);
        lines.forEach(line -> text.append(line.content()).append(line.end()));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
