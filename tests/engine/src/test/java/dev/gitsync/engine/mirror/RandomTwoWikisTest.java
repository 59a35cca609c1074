package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Random histories of two wikis that mirror each other: people change pages at both, also the same ones; conflicts stay unsolved
 * for a long time and are then merged at one wiki or at both at once, each person with the own lines first; the processes are killed
 * anywhere. At the end both wikis are at one commit that contains each change once.
 */
class RandomTwoWikisTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.gitsync");
    private static final long SEEDS = Long.getLong("gitsync.twoWikis.seeds", 1);
    private static final long FIRST_SEED = Long.getLong("gitsync.twoWikis.firstSeed", 1);
    private static final int STEPS = 100;

    @BeforeAll
    static void killsAreNoNews() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void killsAreNewsAgain() {
        LOG.setLevel(null);
    }

    static Stream<Arguments> histories() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(Arguments.of(seed, false), Arguments.of(seed, true)));
    }

    @ParameterizedTest(name = "seed {0}, in one transaction {1}")
    @MethodSource("histories")
    void endsWithBothWikisAtOneCommitThatHasEachChangeOnce(long seed, boolean isTogether) throws IOException {
        History history = new History(seed, isTogether);
        for (int step = 0; step < STEPS; step++) {
            history.step(step);
        }
        history.settle();

        history.assertWhole();
        assertThat(history.told).containsKeys(Outcome.PUSHED, Outcome.TAKEN_IN);
    }

    private static final class History {
        final Random random;
        final MirroringWiki one;
        final MirroringWiki other;
        final Map<Outcome, Integer> told = new EnumMap<>(Outcome.class);
        /** How rarely people merge conflicts. */
        final int patience;

        History(long seed, boolean isTogether) throws IOException {
            random = new Random(seed);
            patience = 1 + random.nextInt(8);
            one = new MirroringWiki("One", random, isTogether, this::other);
            other = new MirroringWiki("Other", random, isTogether, this::one);
            one.begin();
            one.site.run(Outcome.PUSHED);
        }

        private MirroringWiki one() {
            return one;
        }

        private MirroringWiki other() {
            return other;
        }

        private MirroringWiki any() {
            return random.nextBoolean() ? one : other;
        }

        void step(int number) throws IOException {
            String message = "change %03d".formatted(number);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> any().change(message);
                case 4 -> {
                    MirroringWiki side = any();
                    any().dieSoon();
                    run(side);
                    restart();
                }
                default -> run(any());
            }
            if (told.getOrDefault(Outcome.CONFLICT, 0) > 0 && random.nextInt(patience) == 0) {
                merge("merge %03d".formatted(number));
            }
        }

        /** Both wikis are merged at one of them, or at both at once, each as it was before. */
        private void merge(String message) throws IOException {
            ObjectId here = one.site.caughtUp();
            ObjectId there = other.site.caughtUp();
            int choice = random.nextInt(4);
            if (choice != 0) {
                one.merge(other, there, message + " here");
            }
            if (choice != 1) {
                other.merge(one, here, message + " there");
            }
        }

        private MirrorReport run(MirroringWiki side) {
            MirrorReport report = side.run();
            told.merge(report.outcome(), 1, Integer::sum);
            return report;
        }

        private void restart() {
            one.restart();
            other.restart();
        }

        void settle() throws IOException {
            restart();
            boolean isSettled = false;
            for (int round = 0; round < 10 && !isSettled; round++) {
                isSettled = true;
                for (MirroringWiki side : List.of(one, other)) {
                    MirrorReport report = run(side);
                    assertThat(report.outcome())
                            .as("%s", report)
                            .isIn(
                                    Outcome.UP_TO_DATE,
                                    Outcome.PUSHED,
                                    Outcome.TAKEN_IN,
                                    Outcome.BOTH_WAYS,
                                    Outcome.CONFLICT);
                    if (report.outcome() == Outcome.CONFLICT) {
                        one.merge(
                                other,
                                other.site.caughtUp(),
                                "Last merge " + round + (side == one ? " here" : " there"));
                    }
                    isSettled &= report.outcome() == Outcome.UP_TO_DATE;
                }
            }
            assertThat(isSettled).isTrue();
        }

        void assertWhole() throws IOException {
            ObjectId main = one.site.main();
            assertThat(other.site.main()).isEqualTo(main);
            one.site.assertVerified();
            other.site.assertVerified();
            assertThat(new TreeSet<>(one.site.titles())).isEqualTo(new TreeSet<>(other.site.titles()));
            Set<String> messages = new HashSet<>(one.messages);
            messages.addAll(other.messages);
            List<String> log = one.site.here().log(main);
            assertThat(log.stream().filter(messages::contains))
                    .hasSize(messages.size())
                    .doesNotHaveDuplicates();
            Set<String> lines = new HashSet<>(one.lines);
            lines.addAll(other.lines);
            List<String> found = new ArrayList<>();
            for (String path : one.site.here().files(main).keySet()) {
                one.site
                        .here()
                        .read(main, path)
                        .lines()
                        .filter(line -> line.startsWith("change"))
                        .forEach(found::add);
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(lines);
        }
    }
}
