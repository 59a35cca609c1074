package dev.gitsync.spring;

import java.util.List;
import java.util.Locale;

/** Draws the spans of a trace as a waterfall, in SVG: a line for each, with its name, its duration, and a bar from its start to its end. */
final class TracePicture {
    private static final int LINE = 20;
    private static final int NAMES = 400;
    private static final int BARS = 520;
    private static final int WIDTH = NAMES + BARS + 90;
    private static final int TOP = 46;

    private final SpanTree root;
    private final StringBuilder svg = new StringBuilder();
    private int line;

    private TracePicture(SpanTree root) {
        this.root = root;
    }

    /** Returns the picture, without the filters of Spring Security. */
    static String of(SpanTree root, String title) {
        return new TracePicture(root).draw(title);
    }

    private String draw(String title) {
        add(root, 0);
        int height = TOP + line * LINE + 12;
        String head = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="ui-sans-serif, sans-serif" font-size="12">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="12" y="24" font-size="14" font-weight="600" fill="#1f2328">%s</text>
                """.formatted(WIDTH, height, escaped(title), escaped(title));
        return head + svg + "</svg>\n";
    }

    private void add(SpanTree tree, int depth) {
        if (tree.name().startsWith("security filterchain")) {
            return;
        }
        int y = TOP + line * LINE;
        line++;
        double x = NAMES + scaled(tree.span().getStartEpochNanos() - root.span().getStartEpochNanos());
        double width = Math.max(
                1.5, scaled(tree.span().getEndEpochNanos() - tree.span().getStartEpochNanos()));
        text(12 + depth * 16, y, tree.name(), tree.name().startsWith("gitsync.") ? "600" : "400");
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\" fill=\"%s\"/>%n",
                x,
                y + 2,
                width,
                colour(tree)));
        text((int) (x + width) + 6, y, String.format(Locale.ROOT, "%.1f ms", tree.micros() / 1_000.0), "400");
        List<SpanTree> children = tree.children();
        children.forEach(child -> add(child, depth + 1));
    }

    private void text(int x, int y, String text, String weight) {
        svg.append("<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"#1f2328\">%s</text>%n"
                .formatted(x, y + 12, weight, escaped(text)));
    }

    private double scaled(long nanos) {
        long all = root.span().getEndEpochNanos() - root.span().getStartEpochNanos();
        return (double) nanos * BARS / all;
    }

    private static String colour(SpanTree tree) {
        if (!tree.sql().isEmpty()) {
            return "#8c959f";
        }
        return tree.name().startsWith("gitsync.") ? "#0969da" : "#1a7f37";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
