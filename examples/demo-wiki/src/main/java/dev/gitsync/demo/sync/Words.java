package dev.gitsync.demo.sync;

import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats numbers, times and names for people. */
public final class Words {
    /** In UTC, because without a script the time zone of the reader is unknown. */
    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int SHORT_ID = 7;
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    private Words() {}

    /** A point in time. */
    public static String time(Instant time) {
        return READABLE.format(time);
    }

    /** How long ago that was. */
    public static String timeAgo(Instant since) {
        long seconds = Math.max(0, Duration.between(since, Instant.now()).toSeconds());
        return seconds < 120
                ? count(seconds, "second")
                : seconds < 7_200 ? count(seconds / 60, "minute") : count(seconds / 3_600, "hour");
    }

    /** The beginning of a commit id. */
    public static String shortId(String commit) {
        return commit.substring(0, Math.min(SHORT_ID, commit.length()));
    }

    /** The first line of a message. */
    public static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    /** A sentence for a place that adds the period itself. */
    public static String withoutPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** A number of bytes, such as "12.5 KiB". */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return count(bytes, "byte");
        }
        double amount = bytes / 1024.0;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.size() - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ENGLISH, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS.get(unit));
    }

    /** "1 page", "2 pages". */
    public static String count(long number, String singular) {
        return String.format(Locale.ENGLISH, "%,d %s%s", number, singular, number == 1 ? "" : "s");
    }

    static String committed(SyncReport.Pulled pulled) {
        return count(pulled.changes(), "edit") + " committed in " + count(pulled.commits(), "commit");
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
