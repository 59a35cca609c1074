package dev.gitsync.demo.e2e;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a campaign saw: how long who waited during what, at which try they got through, and what they were told till then. */
final class CampaignLog {
    private static final String NONE = "none";

    private final Waits waits = new Waits();
    private final SortedMap<String, Integer> answers = new TreeMap<>();
    private final SortedMap<String, int[]> tries = new TreeMap<>();
    private String trouble = NONE;
    private String last = NONE;
    private int troubles;

    /** Says what goes wrong from now on. */
    synchronized void begins(String what) {
        trouble = what;
        last = what;
        troubles++;
    }

    /** Says that everything is well again. */
    synchronized void ends() {
        trouble = NONE;
    }

    /** How many troubles there were. */
    synchronized int troubles() {
        return troubles;
    }

    /** The beginning of a wait. */
    synchronized Since now() {
        return new Since(System.nanoTime(), trouble, troubles);
    }

    /** Notes the end of a wait; it counts for the trouble in which it began, or else for the last one that came up meanwhile. */
    synchronized void done(String role, Since since, int count) {
        String during = since.trouble.equals(NONE) && troubles > since.troubles ? last : since.trouble;
        waits.add(during, role, since.nanoTime);
        int[] firstAndAll = tries.computeIfAbsent(role, key -> new int[2]);
        firstAndAll[0] += count == 1 ? 1 : 0;
        firstAndAll[1]++;
    }

    /** Notes what someone was told who did not get through; numbers and ids don't matter. */
    synchronized void refused(String role, String answer) {
        answers.merge(role + " | " + answer.replaceAll("[0-9a-f]*[0-9]+[0-9a-f]*", "N"), 1, Integer::sum);
    }

    /** The waits as a table, and what those were told who did not get through at the first try. */
    synchronized String summary() {
        StringBuilder text = new StringBuilder(waits.table());
        tries.forEach(
                (role, count) -> text.append("%s: %d of %d at the first try%n".formatted(role, count[0], count[1])));
        answers.forEach((answer, count) -> text.append("%5d times: %s%n".formatted(count, answer)));
        return text.toString();
    }

    /** When a wait began, and what was wrong then. */
    record Since(long nanoTime, String trouble, int troubles) {
        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - nanoTime);
        }
    }
}
