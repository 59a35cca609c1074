package dev.gitsync.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.merge.UniqueElements.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UniqueElementsTest {
    @Test
    void matchesAnElementThatOccursOnceOnEachSide() {
        assertThat(matches(List.of(1, 2, 3), List.of(1, 9, 3))).containsExactly(new Match(0, 0), new Match(2, 2));
        assertThat(matches(List.of(1, 2, 3), List.of(4, 5))).isEmpty();
        assertThat(matches(List.of(), List.of(1))).isEmpty();
    }

    @Test
    void matchesNoElementThatOccursMoreOftenOnOneSide() {
        assertThat(matches(List.of(1, 2, 1), List.of(1, 2))).containsExactly(new Match(1, 1));
        assertThat(matches(List.of(1, 2), List.of(1, 2, 1, 1))).containsExactly(new Match(1, 1));
    }

    @Test
    void choosesTheLongestRunInTheSameOrder() {
        assertThat(matches(List.of(1, 2, 3, 4, 5), List.of(3, 4, 5, 1, 2)))
                .containsExactly(new Match(2, 0), new Match(3, 1), new Match(4, 2));
        assertThat(matches(List.of(1, 2, 3, 4, 5, 6, 7), List.of(7, 1, 6, 2, 5, 3, 4)))
                .containsExactly(new Match(0, 1), new Match(1, 3), new Match(2, 5), new Match(3, 6));
    }

    @Test
    void findsALongestRunOfRandomOrders() {
        for (int seed = 0; seed < 100; seed++) {
            List<Integer> before = IntStream.range(0, 12).boxed().toList();
            List<Integer> after = new ArrayList<>(before);
            Collections.shuffle(after, new Random(seed));
            List<Match> matches = matches(before, after);
            assertThat(matches).isSortedAccordingTo((a, b) -> Integer.compare(a.after(), b.after()));
            assertThat(matches).allMatch(match -> after.get(match.after()).equals(before.get(match.before())));
            assertThat(matches).hasSize(longest(after));
        }
    }

    /** Returns the length of the longest increasing subsequence, by comparing all pairs. */
    private static int longest(List<Integer> numbers) {
        int[] ending = new int[numbers.size()];
        for (int i = 0; i < ending.length; i++) {
            for (int j = 0; j < i; j++) {
                ending[i] = numbers.get(j) < numbers.get(i) ? Math.max(ending[i], ending[j]) : ending[i];
            }
            ending[i]++;
        }
        return IntStream.of(ending).max().orElse(0);
    }

    private static List<Match> matches(List<Integer> before, List<Integer> after) {
        return UniqueElements.matches(
                before.stream().mapToInt(i -> i).toArray(),
                after.stream().mapToInt(i -> i).toArray());
    }
}
