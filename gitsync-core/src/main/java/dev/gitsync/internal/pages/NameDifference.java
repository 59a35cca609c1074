package dev.gitsync.internal.pages;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Describes the difference between two names that look alike. */
final class NameDifference {
    private static final int MAX_SHOWN = 8;
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern VISIBLE = Pattern.compile("\\P{Cf}");

    private NameDifference() {}

    /** Returns a clause such as "differ only in case"; if the difference is invisible, with the code points. */
    static String between(String one, String other) {
        if (!same(one).equals(same(other))) {
            return "are the same name to this wiki"; // by a rule of the wiki itself
        }
        List<String> kinds = new ArrayList<>();
        if (!normal(visible(one)).equals(normal(visible(other)))) {
            kinds.add("case");
        }
        boolean isCaseAlone = true;
        if (!folded(visible(one)).equals(folded(visible(other)))) {
            kinds.add("Unicode form");
            isCaseAlone = false;
        }
        if (!invisible(one).equals(invisible(other))) {
            kinds.add("invisible characters");
            isCaseAlone = false;
        }
        String what = "differ only in " + String.join(" and ", kinds);
        return isCaseAlone ? what : what + " (" + codePoints(one, other) + ")";
    }

    /** Returns the name without the features in which two names that look alike may differ. */
    private static String same(String name) {
        return normal(folded(normal(visible(name))));
    }

    private static String visible(String name) {
        return INVISIBLE.matcher(name).replaceAll("");
    }

    private static String invisible(String name) {
        return VISIBLE.matcher(name).replaceAll("");
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Returns the code points of both names from the first to the last difference. */
    private static String codePoints(String one, String other) {
        int[] first = one.codePoints().toArray();
        int[] second = other.codePoints().toArray();
        int shorter = Math.min(first.length, second.length);
        int start = 0;
        while (start < shorter && first[start] == second[start]) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && first[first.length - 1 - end] == second[second.length - 1 - end]) {
            end++;
        }
        return shown(first, start, first.length - end) + " in the first, " + shown(second, start, second.length - end)
                + " in the second";
    }

    private static String shown(int[] name, int start, int end) {
        String points = Arrays.stream(name, start, end)
                .limit(MAX_SHOWN)
                .mapToObj(point -> String.format("U+%04X", point))
                .collect(Collectors.joining(" "));
        if (points.isEmpty()) {
            return "nothing";
        }
        return end - start > MAX_SHOWN ? points + " …" : points;
    }
}
