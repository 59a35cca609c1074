package dev.gitsync.demo.e2e;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records a campaign: how long each actor waited during which failure, the number of attempts, and the refusals. */
final class CampaignLog {
    private static final String NONE = "none";

    private final Waits waits = new Waits();
    private final SortedMap<String, Integer> answers = new TreeMap<>();
    private final SortedMap<String, int[]> tries = new TreeMap<>();
    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private String trouble = NONE;
    private String last = NONE;
    private int troubles;

    /** Records that a failure begins. */
    synchronized void begins(String what) {
        trouble = what;
        last = what;
        troubles++;
        kinds.merge(what, 1, Integer::sum);
    }

    /** Records that the failure has ended. */
    synchronized void ends() {
        trouble = NONE;
    }

    /** Returns the number of failures of each kind. */
    synchronized String kinds() {
        return kinds.toString();
    }

    /** Returns the start of a wait. */
    synchronized Since now() {
        return new Since(System.nanoTime(), trouble, troubles);
    }

    /** Records the end of a wait. It counts for the failure in which it began, or else for the last one that began meanwhile. */
    synchronized void done(String role, Since since, int count) {
        String during = since.trouble.equals(NONE) && troubles > since.troubles ? last : since.trouble;
        waits.add(during, role, since.nanoTime);
        int[] firstAndAll = tries.computeIfAbsent(role, key -> new int[2]);
        firstAndAll[0] += count == 1 ? 1 : 0;
        firstAndAll[1]++;
    }

    /** Records a refusal, without its numbers and ids. */
    synchronized void refused(String role, String answer) {
        answers.merge(role + " | " + answer.replaceAll("[0-9a-f]*[0-9]+[0-9a-f]*", "N"), 1, Integer::sum);
    }

    /** Returns the waits as a table, and the refusals of actors that did not succeed at the first attempt. */
    synchronized String summary() {
        StringBuilder text = new StringBuilder(waits.table());
        tries.forEach(
                (role, count) -> text.append("%s: %d of %d at the first try%n".formatted(role, count[0], count[1])));
        answers.forEach((answer, count) -> text.append("%5d times: %s%n".formatted(count, answer)));
        return text.toString();
    }

    /** The start of a wait, with the failure at that time. */
    record Since(long nanoTime, String trouble, int troubles) {
        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - nanoTime);
        }
    }
}
