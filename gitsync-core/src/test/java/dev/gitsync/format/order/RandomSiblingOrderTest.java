package dev.gitsync.format.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, an edit gives the order that was asked for, changes no other line, and writes no more lines than necessary. */
class RandomSiblingOrderTest {
    private static final int SEEDS = Integer.getInteger("gitsync.test.seeds", 20) * 100;

    @Test
    void everyEditGivesTheWantedOrderAndKeepsAllOtherLines() {
        for (int seed = 0; seed < SEEDS; seed++) {
            check(new Random(seed), "seed " + seed);
        }
    }

    private static void check(Random random, String seed) {
        Siblings siblings = Siblings.of(some(random, 1 + random.nextInt(8)));
        String end = random.nextBoolean() ? "\n" : "\r\n";
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            lines.add(random.nextInt(5) == 0 ? random.nextBoolean() ? "" : "unknown " + i : name(random));
        }
        String file = (random.nextInt(4) == 0 ? "\uFEFF" : "")
                + String.join(end, lines)
                + (lines.isEmpty() || random.nextInt(3) == 0 ? "" : end);
        SiblingOrder order =
                SiblingOrder.read(file.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(text(order)).as(seed).isEqualTo(file);

        List<String> wanted = new ArrayList<>(siblings.names());
        Collections.shuffle(wanted, random);
        SiblingOrder shuffled = order.arranged(wanted, siblings);
        assertThat(shuffled.arrange(siblings)).as(seed).isEqualTo(wanted);
        assertOthersStay(order, shuffled, siblings.names(), seed);

        String moved = name(random);
        Set<String> all = new HashSet<>(siblings.names());
        all.add(moved);
        List<String> before = new ArrayList<>(order.arrange(siblings));
        before.remove(moved);
        int at = random.nextInt(before.size() + 1);
        Position position = at < before.size()
                ? Position.before(before.get(at))
                : at == 0 ? Position.first() : Position.after(before.get(at - 1));
        SiblingOrder placed = order.placed(moved, position, siblings);
        before.add(at, moved);
        Siblings with = Siblings.of(all);
        assertThat(placed.arrange(with)).as(seed).isEqualTo(before);
        assertOthersStay(order, placed, all, seed);
        boolean isComplete =
                order.names().containsAll(all) && all.size() == siblings.names().size();
        if (isComplete && lines(order).size() == order.names().size()) {
            assertThat(changes(order, placed)).as(seed).isLessThanOrEqualTo(2);
        }
        String other = name(random);
        SiblingOrder renamed = order.renamed(moved, other);
        if (!other.equals(moved) && order.names().contains(moved)) {
            List<String> names = new ArrayList<>(order.names());
            names.remove(other);
            names.set(names.indexOf(moved), other);
            assertThat(renamed.names()).as(seed).isEqualTo(names);
        }
        assertThat(order.without(moved).names()).as(seed).doesNotContain(moved);
        assertOthersStay(order, order.without(moved), Set.of(moved), seed);
    }

    private static void assertOthersStay(SiblingOrder before, SiblingOrder after, Set<String> edited, String seed) {
        assertThat(others(after, edited)).as(seed).isEqualTo(others(before, edited));
        assertThat(text(after).startsWith("\uFEFF"))
                .as(seed)
                .isEqualTo(text(before).startsWith("\uFEFF"));
        if (text(before).contains("\r\n")) {
            assertThat(text(after).replace("\r\n", "")).as(seed).doesNotContain("\n");
        }
        if (!lines(before).contains("") && !lines(after).contains("")) {
            assertThat(text(after).endsWith("\n"))
                    .as(seed)
                    .isEqualTo(text(before).endsWith("\n"));
        }
    }

    private static List<String> others(SiblingOrder order, Set<String> edited) {
        return lines(order).stream()
                .filter(line -> !line.isEmpty() && !edited.contains(line))
                .toList();
    }

    /** The lines that are only in one of the files, as a diff would show them. */
    private static int changes(SiblingOrder one, SiblingOrder other) {
        List<String> from = lines(one);
        List<String> to = lines(other);
        int[][] common = new int[from.size() + 1][to.size() + 1];
        for (int i = 1; i <= from.size(); i++) {
            for (int j = 1; j <= to.size(); j++) {
                common[i][j] = from.get(i - 1).equals(to.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return from.size() + to.size() - 2 * common[from.size()][to.size()];
    }

    private static List<String> lines(SiblingOrder order) {
        return Arrays.asList(text(order).replace("\uFEFF", "").split("\r?\n"));
    }

    private static String text(SiblingOrder order) {
        return new String(order.bytes(), StandardCharsets.UTF_8);
    }

    private static Set<String> some(Random random, int most) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < most; i++) {
            names.add(name(random));
        }
        return names;
    }

    private static String name(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(10)));
    }
}
