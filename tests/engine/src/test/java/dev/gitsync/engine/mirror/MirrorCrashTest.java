package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.error.StoreException;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * A run of a mirror that dies at any call on the remote, the states, the git storage or the wiki, or meets a failure there and lives on,
 * is continued by the next run: at the end everything is as if nothing had happened, and nothing is there twice.
 */
class MirrorCrashTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.gitsync");
    private static final int MOST_RUNS = 4;

    @BeforeAll
    static void hundredsOfFailuresAreNoNews() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void failuresAreNewsAgain() {
        LOG.setLevel(null);
    }

    static Stream<MirrorCrashTask> tasks() {
        return MirrorCrashTask.all();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void remoteBreaksOffOrTheProcessDiesThere(MirrorCrashTask task) throws IOException {
        Site counted = new Site(task);
        Sides expected = counted.undisturbed();
        int calls = counted.fixture.remote.calls().size();
        for (int n = 1; n <= calls; n++) {
            for (boolean after : new boolean[] {false, true}) {
                for (boolean dies : new boolean[] {false, true}) {
                    int at = n;
                    Site site = new Site(task);
                    site.fixture.remote.cut(n, after);
                    if (dies) {
                        site.fixture.remote.stayCut();
                        site.dead(() -> site.fixture.remote.calls().size() >= at);
                    }
                    site.failAndContinue(expected, "remote call " + n + ", after " + after + ", dies " + dies);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void statesFailOrTheProcessDiesThere(MirrorCrashTask task) throws IOException {
        Site counted = new Site(task);
        Sides expected = counted.undisturbed();
        int calls = counted.states.calls();
        for (int n = 1; n <= calls; n++) {
            for (boolean after : new boolean[] {false, true}) {
                for (boolean dies : new boolean[] {false, true}) {
                    boolean[] isDead = {false};
                    Site site = new Site(task);
                    site.states.fail(n, after, () -> isDead[0] = dies);
                    site.dead(() -> isDead[0]);
                    site.failAndContinue(expected, "states call " + n + ", after " + after + ", dies " + dies);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gitStorageFailsOrTheProcessDiesThere(MirrorCrashTask task) throws IOException {
        Site counted = new Site(task);
        Sides expected = counted.undisturbed();
        List<RepositoryCall> calls = counted.git.calls();
        for (int n = 1; n <= calls.size(); n++) {
            for (Fault fault : faults(calls, n)) {
                int at = n;
                Site site = new Site(task);
                site.git.fail(n, fault);
                if (fault == Fault.DEAD_BEFORE || fault == Fault.DEAD_AFTER) {
                    site.dead(() -> site.git.calls().size() >= at);
                }
                site.failAndContinue(expected, "git call " + n + " " + calls.get(n - 1) + ", " + fault);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void wikiFailsOrTheProcessDiesThere(MirrorCrashTask task) throws IOException {
        Site counted = new Site(task);
        Map<Call, Integer> earlier = counted.wikiCalls();
        Sides expected = counted.undisturbed();
        for (Map.Entry<Call, Integer> call : counted.wikiCalls().entrySet()) {
            for (int n = 1; n <= call.getValue() - earlier.get(call.getKey()); n++) {
                for (boolean after : new boolean[] {false, true}) {
                    boolean[] isDead = {false};
                    Site site = new Site(task);
                    Runnable fault = () -> {
                        isDead[0] = true;
                        site.git.failFromNowOn();
                        throw new StoreException("The wiki is gone");
                    };
                    if (after) {
                        site.fixture.faultyWiki.after(call.getKey(), n, fault);
                    } else {
                        site.fixture.faultyWiki.before(call.getKey(), n, fault);
                    }
                    site.dead(() -> isDead[0]);
                    site.failAndContinue(expected, "wiki call " + call.getKey() + " " + n + ", after " + after);
                }
            }
        }
    }

    /**
     * The ways in which a call can fail. What is inserted has no effect before it is flushed, so of several inserts or reads in a row
     * only the first one fails.
     */
    private static List<Fault> faults(List<RepositoryCall> calls, int n) {
        RepositoryCall call = calls.get(n - 1);
        if (call.isWrite() && call != RepositoryCall.INSERT) {
            return List.of(Fault.AFTER, Fault.DEAD_BEFORE, Fault.DEAD_AFTER);
        }
        boolean isFirst = n == 1
                || (call.isWrite() ? calls.get(n - 2) != call : calls.get(n - 2).isWrite());
        return isFirst ? List.of(Fault.BEFORE, Fault.DEAD_BEFORE) : List.of();
    }

    /**
     * What both sides have.
     *
     * @param files the files of main
     * @param commits the messages of all commits that are no merges, in order
     * @param feed every revision, in order
     * @param there the branches of the remote that are not where main is
     */
    private record Sides(
            SortedMap<String, ObjectId> files, List<String> commits, List<String> feed, Map<String, ObjectId> there) {}

    /** The stores that outlive the processes on them. */
    private static final class Site {
        final FaultyRepositoryStore git = new FaultyRepositoryStore(new InMemoryRepositoryStore());
        final FaultyStateStore states = new FaultyStateStore(new InMemoryMirrorStateStore());
        final MirrorFixture fixture = new MirrorFixture(git, states, builder -> builder);

        Site(MirrorCrashTask task) throws IOException {
            task.prepare().on(fixture);
            clearFaults();
        }

        private void clearFaults() {
            git.clearFaults();
            states.clearFaults();
            fixture.remote.clearFaults();
            fixture.faultyWiki.clearFaults();
        }

        /** Lets nothing have an effect any more as soon as this is true. */
        void dead(BooleanSupplier isDead) {
            states.deadWhile(isDead);
            fixture.remote.interfere(call -> {
                if (isDead.getAsBoolean()) {
                    throw new StoreException("The process is dead");
                }
            });
        }

        Map<Call, Integer> wikiCalls() {
            Map<Call, Integer> calls = new EnumMap<>(Call.class);
            for (Call call : Call.values()) {
                calls.put(call, fixture.faultyWiki.calls(call));
            }
            return calls;
        }

        Sides undisturbed() throws IOException {
            MirrorReport report = fixture.run();
            assertThat(report.outcome().next()).as("%s", report).isIn(Next.SETTLED, Next.WAIT);
            return sides();
        }

        void failAndContinue(Sides expected, String fault) throws IOException {
            fixture.run();
            clearFaults();
            fixture.sync = fixture.build();
            MirrorReport report = fixture.run();
            for (int run = 1; run < MOST_RUNS && report.outcome().next() == Next.RETRY; run++) {
                report = fixture.run();
            }
            assertThat(report.outcome().next()).as("%s: %s", fault, report).isIn(Next.SETTLED, Next.WAIT);
            assertThat(sides()).as("%s: %s", fault, report).isEqualTo(expected);
            assertThat(fixture.state().underway()).as(fault).isEmpty();
            fixture.assertVerified();
            assertThat(fixture.run().outcome()).as(fault).isIn(MirrorReport.Outcome.UP_TO_DATE, report.outcome());
        }

        private Sides sides() throws IOException {
            ObjectId main = fixture.main();
            Map<String, ObjectId> there = fixture.branches();
            there.values().removeIf(main::equals);
            return new Sides(
                    fixture.here().files(main),
                    fixture.here().log(main).stream()
                            .filter(message -> !message.startsWith("Merge"))
                            .sorted()
                            .toList(),
                    fixture.feed().stream().sorted().toList(),
                    there);
        }
    }
}
