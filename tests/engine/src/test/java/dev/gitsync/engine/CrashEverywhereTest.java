package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.error.StoreException;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.store.FaultyPageStore.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Law 5: an engine that dies at any call on wiki or git storage, or meets a failure there and lives on, leaves nothing that
 * the next one does not put right by itself. The calls of each task are counted first; then the task is run once for every
 * call and every way in which it can fail, and afterwards the space has to be as if nothing had happened: either the push
 * was not made, and can be made again, or it was. Nothing is lost, nothing is there twice, history included.
 */
class CrashEverywhereTest {
    private static final Logger ENGINE_LOG = (Logger) LoggerFactory.getLogger("dev.gitsync");

    @TempDir
    private Path root;

    private int sites;

    @BeforeAll
    static void thousandsOfKnownFailuresCostNoCycle() {
        ENGINE_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void failuresAreNewsAgain() {
        ENGINE_LOG.setLevel(null);
    }

    static Stream<CrashTask> tasks() {
        return CrashTask.all();
    }

    static Stream<CrashTask> pushes() {
        return CrashTask.all().filter(CrashTask::isPush);
    }

    static Stream<CrashTask> bigTasks() {
        return Stream.of(CrashTask.edits(), CrashTask.everything());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gitStorageFails(CrashTask task) throws IOException {
        Expected expected = expect(task, inMemory());
        for (int n = 1; n <= expected.gitCalls().size(); n++) {
            for (Fault fault : faults(expected.gitCalls(), n)) {
                CrashSite site = prepared(task, inMemory());
                site.faultyGit.fail(n, fault);
                failAndJudge(site, expected, expected.broken(n, fault));
            }
        }
    }

    /** Slow, because files are made durable; so only death, at the calls that make them so. */
    @ParameterizedTest
    @MethodSource("bigTasks")
    void gitStorageInFilesFails(CrashTask task) throws IOException {
        Expected expected = expect(task, inFiles());
        for (int n = 1; n <= expected.gitCalls().size(); n++) {
            RepositoryCall call = expected.gitCalls().get(n - 1);
            if (call == RepositoryCall.FLUSH || call == RepositoryCall.MOVE_REFS) {
                for (Fault fault : List.of(Fault.DEAD_BEFORE, Fault.DEAD_AFTER)) {
                    CrashSite site = prepared(task, inFiles());
                    site.faultyGit.fail(n, fault);
                    failAndJudge(site, expected, expected.broken(n, fault));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void wikiFails(CrashTask task) throws IOException {
        Expected expected = expect(task, inMemory());
        for (WikiFault fault : wikiFaults(expected)) {
            CrashSite site = prepared(task, inMemory());
            fault.set(site);
            failAndJudge(site, expected, new Broken(fault.toString(), fault.dies()));
        }
    }

    /** Promise C2: recovery may be broken off as well, at any of its own calls. */
    @ParameterizedTest
    @MethodSource("bigTasks")
    void gitStorageFailsAgainDuringRecovery(CrashTask task) throws IOException {
        Expected expected = expect(task, inMemory());
        for (WikiFault first : wikiFaults(expected)) {
            if (first.dies() && (first.call() == Call.APPLY || !task.isPush())) {
                CrashSite counted = crashed(task, first);
                counted.recover(false);
                List<RepositoryCall> calls = counted.faultyGit.calls();
                for (int n = 1; n <= calls.size(); n++) {
                    for (Fault second : faults(calls, n)) {
                        CrashSite site = crashed(task, first);
                        site.faultyGit.fail(n, second);
                        site.sync.runOnce(site.space.id());
                        site.restart();
                        judge(site, expected, false, first + ", then " + n + " " + calls.get(n - 1) + second);
                    }
                }
            }
        }
    }

    /** The wiki's users do not wait for the engine: they edit, move and delete what the push was about. */
    @ParameterizedTest
    @MethodSource("pushes")
    void wikiStaysUsableWithoutTheEngine(CrashTask task) throws IOException {
        Expected expected = expect(task, inMemory());
        CrashSite out = prepared(task, inMemory());
        CrashSite in = prepared(task, inMemory());
        assertThat(task.work().on(in)).isTrue();
        for (CrashSite site : List.of(out, in)) {
            CrashTask.goOn(site);
            site.recover(false);
        }
        SpaceState[] allowed = {SpaceState.of(out), SpaceState.of(in)};
        for (int n = 1; n <= expected.gitCalls().size(); n++) {
            CrashSite site = prepared(task, inMemory());
            site.faultyGit.fail(n, Fault.DEAD_BEFORE);
            boolean acknowledged = task.work().on(site);
            CrashTask.goOn(site);
            site.restart();
            site.recover(n % 2 == 0);
            assertThat(SpaceState.of(site)).as(expected.gitCall(n)).isIn((Object[]) allowed);
            assertThat(acknowledged).as("nobody can be told by a dead engine").isFalse();
            site.assertVerified();
        }
    }

    /** What a killed process leaves in files beyond what a failing call does. */
    @Test
    void locksOfADeadProcessAreNotInTheWay() throws IOException {
        CrashTask task = CrashTask.edits();
        CrashSite site = prepared(task, inFiles());
        try (Repository repository = site.plain.open(site.space).git()) {
            Path directory = repository.getDirectory().toPath();
            for (String name : List.of("HEAD", "config", "packed-refs", "refs/heads/main")) {
                Path lock = Files.createFile(directory.resolve(name + ".lock"));
                Files.setLastModifiedTime(lock, FileTime.from(EngineFixture.NOON.minus(Duration.ofDays(365))));
            }
        }
        assertThat(site.pull()).isFalse();

        failAndJudge(site, expect(task, inFiles()), new Broken("locks", true));
    }

    private CrashSite crashed(CrashTask task, WikiFault fault) throws IOException {
        CrashSite site = prepared(task, inMemory());
        fault.set(site);
        task.work().on(site);
        site.restart();
        return site;
    }

    /**
     * The ways in which the call can fail. A dead engine leaves only what was written, so it dies at the first of several reads
     * and not at each of them; one that lives on meets a failure at every call.
     */
    private static List<Fault> faults(List<RepositoryCall> calls, int n) {
        if (calls.get(n - 1).isWrite()) {
            return List.of(Fault.values());
        }
        boolean isFirstRead = n == 1 || calls.get(n - 2).isWrite();
        return isFirstRead ? List.of(Fault.BEFORE, Fault.DEAD_BEFORE) : List.of(Fault.BEFORE);
    }

    private static List<WikiFault> wikiFaults(Expected expected) {
        List<WikiFault> faults = new ArrayList<>();
        expected.wikiCalls().forEach((call, calls) -> {
            for (int n = 1; n <= calls; n++) {
                for (boolean after : new boolean[] {false, true}) {
                    faults.add(new WikiFault(call, n, after, false));
                    faults.add(new WikiFault(call, n, after, true));
                }
            }
        });
        return faults;
    }

    /** Does the task, lets it fail, lets the next engine come or this one live on, and looks at what is left. */
    private static void failAndJudge(CrashSite site, Expected expected, Broken broken) throws IOException {
        boolean acknowledged = expected.task().work().on(site);
        if (broken.dies()) {
            site.restart();
        } else {
            site.clearFaults();
        }
        judge(site, expected, acknowledged, broken.what());
    }

    private static void judge(CrashSite site, Expected expected, boolean acknowledged, String fault)
            throws IOException {
        CrashTask task = expected.task();
        site.recover(fault.hashCode() % 2 == 0);
        SpaceState left = SpaceState.of(site);
        if (!task.isPush() || acknowledged) {
            assertThat(left).as(fault).isEqualTo(expected.after());
        } else {
            assertThat(left).as(fault).isIn(expected.before(), expected.after());
        }
        site.assertVerified();
        if (!left.equals(expected.after())) {
            assertThat(task.work().on(site)).as("%s: again", fault).isTrue();
            assertThat(SpaceState.of(site)).as("%s: again", fault).isEqualTo(expected.after());
        }
        site.page(null, "Life goes on", "in the wiki");
        site.recover(true);
        assertThat(site.push(client -> client.write("Me.md", "too"))).as(fault).isTrue();
        site.assertVerified();
    }

    private static CrashSite prepared(CrashTask task, Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = new CrashSite(storage);
        task.prepare().on(site);
        site.faultyGit.clearFaults();
        return site;
    }

    private static Expected expect(CrashTask task, Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = prepared(task, storage);
        SpaceState before = SpaceState.of(site);
        Map<Call, Integer> wikiCalls = new EnumMap<>(Call.class);
        for (Call call : Call.values()) {
            wikiCalls.put(call, -site.faultyWiki.calls(call));
        }
        assertThat(task.work().on(site)).isTrue();
        wikiCalls.replaceAll((call, earlier) -> site.faultyWiki.calls(call) + earlier);
        SpaceState after = SpaceState.of(site);
        assertThat(after).isNotEqualTo(before);
        return new Expected(task, site.faultyGit.calls(), wikiCalls, before, after);
    }

    private Supplier<RepositoryStore> inMemory() {
        RepositoryStore store = new InMemoryRepositoryStore();
        return () -> store;
    }

    private Supplier<RepositoryStore> inFiles() {
        Path directory = root.resolve("site" + sites++);
        return () -> {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new FileRepositoryStore(directory);
        };
    }

    /** How the task goes when nothing fails. */
    private record Expected(
            CrashTask task,
            List<RepositoryCall> gitCalls,
            Map<Call, Integer> wikiCalls,
            SpaceState before,
            SpaceState after) {
        Broken broken(int n, Fault fault) {
            boolean dies = fault == Fault.DEAD_BEFORE || fault == Fault.DEAD_AFTER;
            return new Broken(gitCall(n) + ", " + fault, dies);
        }

        String gitCall(int n) {
            return "call " + n + ", " + gitCalls.get(n - 1);
        }
    }

    /** What failed, and whether the engine is dead then. */
    private record Broken(String what, boolean dies) {}

    /**
     * A failure of the wiki.
     *
     * @param after whether the wiki did its work
     * @param dies whether the engine does not live on
     */
    private record WikiFault(Call call, int nth, boolean after, boolean dies) {
        void set(CrashSite site) {
            Runnable fault = () -> {
                if (dies) {
                    site.faultyGit.failFromNowOn();
                }
                throw new StoreException("The wiki is gone");
            };
            if (after) {
                site.faultyWiki.after(call, nth, fault);
            } else {
                site.faultyWiki.before(call, nth, fault);
            }
        }
    }
}
