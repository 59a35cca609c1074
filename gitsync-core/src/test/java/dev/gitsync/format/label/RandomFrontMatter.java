package dev.gitsync.format.label;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random front matter with one entry for labels, and what is before and behind it. */
final class RandomFrontMatter {
    static final List<String> WORDS = List.of(
            "alpha", "beta", "gamma-ray", "2024", "true", "C#", "two words", "it's", "Größe", "x: y", "say \"hi\"");

    private static final String TOP_KEYS =
            "title: T\n|# a comment\n|date: 2024-01-01\n|list:\n  - tags\n|text: >\n  tags: [no]\n\n  more\n|"
                    + "map:\n  tags: [no]\n|\n|tagsx: [no]\n|'quoted': \"tags: [no]\"\n";
    private static final String TOML_KEYS =
            "title = \"T\"\n|# a comment\n|date = 2024-01-01\n|list = [\n \"tags = 1\",\n]\n|\n|text = \"\"\"\ntags = [\"no\"]\n\"\"\"\n|"
                    + "tagsx = [\"no\"]\n";

    private final Random random;
    private final boolean isToml;
    private final String before;
    private final String after;
    private final List<String> labels;
    private final String entry;
    private final boolean hasComments;

    RandomFrontMatter(Random random) {
        this.random = random;
        isToml = random.nextInt(3) == 0;
        boolean isWindows = random.nextInt(3) == 0;
        String fence = isToml ? "+++\n" : "---\n";
        before = lines(isWindows, (random.nextInt(5) == 0 ? "\ufeff" : "") + fence + others());
        after = lines(isWindows, others() + fence + "# Heading\n\ntags: [no]\n");
        labels = List.copyOf(some(WORDS));
        int form = random.nextInt(isToml ? 2 : 4);
        hasComments = form > 0 && random.nextBoolean();
        entry = lines(isWindows, entry(form));
    }

    private static String lines(boolean isWindows, String text) {
        return isWindows ? text.replace("\n", "\r\n") : text;
    }

    private String others() {
        List<String> keys = List.of((isToml ? TOML_KEYS : TOP_KEYS).split("\\|"));
        return String.join("", some(keys));
    }

    <T> Set<T> some(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        java.util.Collections.shuffle(shuffled, random);
        return new LinkedHashSet<>(shuffled.subList(0, random.nextInt(Math.min(4, all.size() + 1))));
    }

    private String entry(int form) {
        String key = isToml ? "tags = " : random.nextInt(5) == 0 ? "\"tags\":" : "tags:";
        List<String> items = labels.stream().map(this::item).toList();
        String end = hasComments ? " # kept\n" : "\n";
        return switch (form) {
            case 0 -> key + " [" + String.join(random.nextBoolean() ? ", " : ",", items) + "]\n";
            case 1 ->
                key + " [" + (hasComments ? " # kept" : "") + "\n  " + String.join(",\n  ", items) + "\n  ]" + end;
            case 2 -> labels.isEmpty() ? key + end : key + end + "  - " + String.join("\n  - ", items) + "\n";
            default -> labels.isEmpty() ? key + " []" + end : key + end + "- " + String.join("\n- ", items) + "\n";
        };
    }

    private String item(String label) {
        boolean isPlain = label.matches("\\p{L}[\\p{L} -]*") && !label.equals("true");
        if (isPlain && !isToml && random.nextBoolean()) {
            return label;
        }
        boolean isLiteral = label.indexOf('\'') < 0 && random.nextBoolean();
        return isLiteral ? "'" + label + "'" : "\"" + label.replace("\"", "\\\"") + "\"";
    }

    String before() {
        return before;
    }

    String entry() {
        return entry;
    }

    String after() {
        return after;
    }

    List<String> labels() {
        return labels;
    }

    /** Returns whether the comments of the entry are still there. */
    boolean comments(String edited, String start, String end) {
        String now = edited.substring(start.length(), edited.length() - end.length());
        return count(now) == count(entry);
    }

    private static long count(String text) {
        return text.lines().filter(line -> line.contains("# kept")).count();
    }
}
