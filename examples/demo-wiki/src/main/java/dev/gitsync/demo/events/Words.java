package dev.gitsync.demo.events;

import dev.gitsync.report.PushedPage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counting in English. */
public final class Words {
    private Words() {}

    /** "1 page", "2 pages". */
    public static String count(long number, String singular) {
        return String.format(Locale.ENGLISH, "%,d %s%s", number, singular, number == 1 ? "" : "s");
    }

    /** A receipt in one line. */
    static String receipt(List<PushedPage> pages, int otherFiles) {
        String actions = Arrays.stream(PushedPage.Action.values())
                .map(action -> counted(pages, action))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        String start = actions.isEmpty() ? "no page changed" : actions;
        return otherFiles == 0 ? start : start + ", " + count(otherFiles, "other file");
    }

    private static String counted(List<PushedPage> pages, PushedPage.Action action) {
        long number = pages.stream().filter(page -> page.action() == action).count();
        return number == 0 ? "" : count(number, "page") + " " + action.name().toLowerCase(Locale.ROOT);
    }
}
