package dev.gitsync.engine.lfs;

import java.util.List;
import java.util.Random;

/** Random {@code .gitattributes} files and paths over a small alphabet, so that patterns match often. */
final class RandomAttributes {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "c",
            ".",
            "*",
            "?",
            "[ab]",
            "[!a]",
            "[^b-]",
            "[a-c]",
            "[]a]",
            "[[:alpha:]]",
            "\\a",
            "\\*",
            "[a\\]b]",
            "[b-a]",
            "[[:x:]]",
            "[a",
            "-",
            "ü");
    private static final List<String> VALUES = List.of(
            "filter=lfs",
            "filter=lfs",
            "filter=lfs -text",
            "-filter",
            "!filter",
            "filter",
            "filter=other",
            "text",
            "m1",
            "m2",
            "-m1",
            "!m2",
            "m1 -filter",
            "filter=lfs m2",
            "bin=x filter=lfs",
            "");
    private static final List<String> NAMES = List.of("a", "b", "ab", "c", "a.b", "abc", "ba", "*", "a-", "]", "ü");

    private RandomAttributes() {}

    static String file(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(random.nextInt(6) == 0 ? "[attr]m" + (1 + random.nextInt(2)) : pattern(random))
                    .append(random.nextBoolean() ? " " : "\t ")
                    .append(any(random, VALUES))
                    .append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    /** Returns a pattern of names. Two stars occur only alone: elsewhere, git's own matching depends on the text before them. */
    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder(random.nextInt(6) == 0 ? "/" : "");
        for (int names = random.nextInt(3); names >= 0; names--) {
            if (random.nextInt(4) == 0) {
                pattern.append("**");
            } else {
                String name = "";
                for (int parts = random.nextInt(3); parts >= 0; parts--) {
                    String part = any(random, PARTS);
                    name += part.equals("*") && name.endsWith("*") ? "a" : part;
                }
                pattern.append(name);
            }
            pattern.append(names == 0 ? "" : "/");
        }
        return pattern + (random.nextInt(15) == 0 ? "/" : "");
    }

    static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int names = random.nextInt(4); names > 0; names--) {
            path.append(any(random, List.of("a", "b", "ab", "a", "c"))).append('/');
        }
        return path.append(any(random, NAMES)).toString();
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
