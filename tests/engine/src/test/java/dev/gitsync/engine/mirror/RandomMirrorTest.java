package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.error.StoreException;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Page;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Random histories: edits in the wiki, pushes to it, commits at the remote, runs of the mirror that are killed anywhere, and conflicts that
 * people resolve at the remote. At the end both sides are at one commit that contains each change once, and the wiki is what it says.
 */
class RandomMirrorTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.gitsync");
    private static final int STEPS = 150;
    private static final int PAGES = 8;
    private static final String BRANCH = "gitsync/handbook";

    @BeforeAll
    static void killsAreNoNews() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void killsAreNewsAgain() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void endsWithBothSidesAtOneCommitThatHasEachChangeOnce(long seed) throws IOException {
        History history = new History(seed);
        for (int step = 0; step < STEPS; step++) {
            history.step(step);
        }
        history.settle();

        history.site.assertSettled();
        List<String> log = history.site.here().log(history.site.main());
        assertThat(history.acknowledged).hasSizeGreaterThan(STEPS / 3);
        assertThat(log).as("seed %d, %s", seed, history.told).containsAll(history.acknowledged);
        assertThat(log.stream().filter(history.acknowledged::contains))
                .as("seed %d", seed)
                .doesNotHaveDuplicates();
        assertThat(history.told).contains(Outcome.TAKEN_IN, Outcome.CONFLICT);
    }

    private static final class History {
        final Random random;
        final FaultyRepositoryStore git = new FaultyRepositoryStore(new InMemoryRepositoryStore());
        final FaultyStateStore states = new FaultyStateStore(new InMemoryMirrorStateStore());
        final MirrorFixture site = new MirrorFixture(
                git,
                states,
                builder -> builder.settings(
                        GitSyncSettings.builder().commitWindow(Duration.ZERO).build()));
        final List<String> acknowledged = new ArrayList<>();
        final List<Outcome> told = new ArrayList<>();

        History(long seed) {
            random = new Random(seed);
            site.page("Page 0", "start");
            site.run(Outcome.PUSHED);
        }

        void step(int number) throws IOException {
            String message = "Change " + number;
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> edit(message);
                case 3 -> push(message);
                case 4, 5, 6 -> commitThere(message);
                case 7 -> {
                    breakSomething();
                    run();
                    restart();
                }
                default -> run();
            }
        }

        private String name() {
            return "Page " + random.nextInt(PAGES);
        }

        private void edit(String message) {
            List<Page> pages = site.wiki.pages(site.space, null, 1_000);
            String name = name();
            pages.stream()
                    .filter(page -> page.content().title().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            page -> site.wiki.edit(site.space, page.id(), text(message), site.edit(message)),
                            () -> site.wiki.create(site.space, null, name, text(message), site.edit(message)));
            acknowledged.add(message);
        }

        private void push(String message) throws IOException {
            if (site.push(name() + ".md", text(message), message) instanceof PushResult.Accepted) {
                acknowledged.add(message);
            }
        }

        private void commitThere(String message) throws IOException {
            site.there.at(site.there.branch("main"));
            String path = name() + ".md";
            if (random.nextInt(6) == 0
                    && site.there.paths().size() > 3
                    && site.there.paths().contains(path)) {
                site.there.delete(path);
            } else {
                site.there.write(path, text(message));
            }
            site.there.set("main", site.there.commit(message));
            acknowledged.add(message);
        }

        private static String text(String message) {
            return "first line\n\nsecond line\n\n" + message + "\n";
        }

        private void breakSomething() {
            boolean after = random.nextBoolean();
            boolean[] isDead = {false};
            site.remote.interfere(call -> {
                if (isDead[0]) {
                    throw new StoreException("The process is dead");
                }
            });
            states.deadWhile(() -> isDead[0]);
            switch (random.nextInt(3)) {
                case 0 -> git.fail(1 + random.nextInt(150), after ? Fault.DEAD_AFTER : Fault.DEAD_BEFORE);
                case 1 ->
                    states.fail(1 + random.nextInt(5), after, () -> {
                        isDead[0] = true;
                        git.failFromNowOn();
                    });
                default -> {
                    site.remote.cut(1 + random.nextInt(5), after);
                    site.remote.stayCut();
                }
            }
        }

        private void restart() {
            git.clearFaults();
            states.clearFaults();
            site.remote.clearFaults();
            site.sync = site.build();
        }

        private MirrorReport run() throws IOException {
            MirrorReport report = site.run();
            told.add(report.outcome());
            if (report.outcome() == Outcome.CONFLICT && random.nextInt(3) == 0) {
                resolve(told.size());
            }
            return report;
        }

        /** A person takes the wiki's side at the remote. */
        private void resolve(int number) throws IOException {
            ObjectId wikis = site.there.branch(BRANCH);
            ObjectId there = site.there.branch("main");
            String message = "Resolution " + number;
            site.there.set("main", site.there.at(wikis).merge(there, message));
            acknowledged.add(message);
        }

        void settle() throws IOException {
            restart();
            MirrorReport report = run();
            for (int i = 0; i < 10 && report.outcome() != Outcome.UP_TO_DATE; i++) {
                assertThat(report.outcome()).as("%s", report).isNotIn(Outcome.FAILED, Outcome.STORE_UNAVAILABLE);
                if (report.outcome() == Outcome.CONFLICT
                        && !site.there.branch("main").equals(site.main())) {
                    resolve(1_000 + i);
                }
                report = run();
            }
            assertThat(report.outcome()).as("%s", report).isEqualTo(Outcome.UP_TO_DATE);
        }
    }
}
