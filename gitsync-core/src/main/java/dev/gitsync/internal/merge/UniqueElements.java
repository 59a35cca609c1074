package dev.gitsync.internal.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds elements that occur once in each of two sequences and in the same order in both: the longest increasing subsequence of
 * their positions, as in patience diff (Bram Cohen). Runs in O(n log n).
 */
final class UniqueElements {
    private UniqueElements() {}

    /** One element, by its position in each sequence. */
    record Match(int before, int after) {}

    /** Returns the matches, in order. */
    static List<Match> matches(int[] before, int[] after) {
        Map<Integer, Integer> placesAfter = uniquePlaces(after);
        Map<Integer, Integer> placesBefore = uniquePlaces(before);
        List<Match> common = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            Integer place = placesAfter.getOrDefault(before[i], -1);
            if (place >= 0 && placesBefore.getOrDefault(before[i], -1) >= 0) {
                common.add(new Match(i, place));
            }
        }
        return longestIncreasing(common);
    }

    /** Returns the position of each element that occurs once, and -1 for those that occur more often. */
    private static Map<Integer, Integer> uniquePlaces(int[] elements) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < elements.length; i++) {
            places.merge(elements[i], i, (first, other) -> -1);
        }
        return places;
    }

    private static List<Match> longestIncreasing(List<Match> matches) {
        int[] piles = new int[matches.size()];
        int[] previous = new int[matches.size()];
        int count = 0;
        for (int i = 0; i < matches.size(); i++) {
            int pile = pile(matches, piles, count, matches.get(i).after());
            previous[i] = pile == 0 ? -1 : piles[pile - 1];
            piles[pile] = i;
            count = Math.max(count, pile + 1);
        }
        List<Match> longest = new ArrayList<>();
        for (int i = count == 0 ? -1 : piles[count - 1]; i >= 0; i = previous[i]) {
            longest.add(matches.get(i));
        }
        Collections.reverse(longest);
        return longest;
    }

    /** Returns the first pile whose top is not before {@code place}. */
    private static int pile(List<Match> matches, int[] piles, int count, int place) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (matches.get(piles[middle]).after() < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
