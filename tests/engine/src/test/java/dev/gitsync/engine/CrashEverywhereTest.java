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
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * call that stores something, and for others, and for every way in which it can fail, and afterwards the space has to be as if nothing had happened: either the push
 * was not made, and can be made again, or it was. Nothing is lost, nothing is there twice, history included.
 */
class CrashEverywhereTest {
    /**
     * Which reads and inserts fail: each one with {@code -Dgitsync.crashes.step=1}, and by default one of eleven. With 1, an engine that
     * lives on also meets both failures of each call that stores something: the one before the call and the one after it.
     */
    private static final int STEP = Integer.getInteger("gitsync.crashes.step", 11);

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
        CrashJudge judge = CrashJudge.of(task, inMemory());
        for (int n = 1; n <= judge.gitCalls().size(); n++) {
            for (Fault fault : faults(judge.gitCalls(), n)) {
                CrashSite site = task.prepared(inMemory());
                site.faultyGit.fail(n, fault);
                String call = "call " + n + ", " + judge.gitCalls().get(n - 1);
                if (fault == Fault.DEAD_BEFORE || fault == Fault.DEAD_AFTER) {
                    judge.judgeDeath(site, call + ", " + fault);
                } else {
                    judge.judgeFailure(site, call, fault.toString());
                }
            }
        }
    }

    /** Slow, because files are made durable; so only death, at the calls that make them so. */
    @ParameterizedTest
    @MethodSource("bigTasks")
    void gitStorageInFilesFails(CrashTask task) throws IOException {
        CrashJudge judge = CrashJudge.of(task, inFiles());
        for (int n = 1; n <= judge.gitCalls().size(); n++) {
            RepositoryCall call = judge.gitCalls().get(n - 1);
            if (call == RepositoryCall.FLUSH || call == RepositoryCall.MOVE_REFS) {
                for (Fault fault : List.of(Fault.DEAD_BEFORE, Fault.DEAD_AFTER)) {
                    CrashSite site = task.prepared(inFiles());
                    site.faultyGit.fail(n, fault);
                    judge.judgeDeath(site, "call " + n + ", " + call + ", " + fault);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void wikiFails(CrashTask task) throws IOException {
        CrashJudge judge = CrashJudge.of(task, inMemory());
        for (WikiFault fault : wikiFaults(judge)) {
            CrashSite site = task.prepared(inMemory());
            fault.set(site);
            if (fault.dies()) {
                judge.judgeDeath(site, fault.toString());
            } else {
                judge.judgeFailure(site, fault.call() + " " + fault.nth(), fault.toString());
            }
        }
    }

    /** Promise C2: recovery may be broken off as well, at any of its own calls. */
    @ParameterizedTest
    @MethodSource("bigTasks")
    void gitStorageFailsAgainDuringRecovery(CrashTask task) throws IOException {
        CrashJudge judge = CrashJudge.of(task, inMemory());
        for (WikiFault first : wikiFaults(judge)) {
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
                        judge.judgeRestarted(site, false, first + ", then " + n + " " + calls.get(n - 1) + second);
                    }
                }
            }
        }
    }

    /** The wiki's users do not wait for the engine: they edit, move and delete what the push was about. */
    @ParameterizedTest
    @MethodSource("pushes")
    void wikiStaysUsableWithoutTheEngine(CrashTask task) throws IOException {
        CrashJudge judge = CrashJudge.of(task, inMemory());
        CrashSite out = task.prepared(inMemory());
        CrashSite in = task.prepared(inMemory());
        assertThat(task.work().on(in)).isTrue();
        for (CrashSite site : List.of(out, in)) {
            CrashTask.goOn(site);
            site.recover(false);
        }
        VisibleState[] allowed = {VisibleState.of(out), VisibleState.of(in)};
        for (int n = 1; n <= judge.gitCalls().size(); n++) {
            if (!isDurable(judge.gitCalls().get(n - 1)) && !isFirstOfMany(judge.gitCalls(), n)) {
                continue;
            }
            CrashSite site = task.prepared(inMemory());
            site.faultyGit.fail(n, Fault.DEAD_BEFORE);
            boolean acknowledged = task.work().on(site);
            CrashTask.goOn(site);
            site.restart();
            assertThat(acknowledged).as("nobody can be told by a dead engine").isFalse();
            int earlier = judge.earlier(LeftBehind.by(site));
            if (earlier < 2) {
                site.recover(earlier == 1);
                assertThat(VisibleState.of(site)).as("call %d", n).isIn((Object[]) allowed);
                site.assertVerified();
            }
        }
    }

    /** What a killed process leaves in files beyond what a failing call does. */
    @Test
    void locksOfADeadProcessAreNotInTheWay() throws IOException {
        CrashTask task = CrashTask.edits();
        CrashSite site = task.prepared(inFiles());
        try (Repository repository = site.plain.open(site.space).git()) {
            Path directory = repository.getDirectory().toPath();
            for (String name : List.of("HEAD", "config", "packed-refs", "refs/heads/main")) {
                Path lock = Files.createFile(directory.resolve(name + ".lock"));
                Files.setLastModifiedTime(lock, FileTime.from(EngineFixture.NOON.minus(Duration.ofDays(365))));
            }
        }

        // An engine that still lives would only show that JGit waits 3 s for each of them.
        site.restart();
        CrashJudge.of(task, inFiles()).judgeRestarted(site, false, "locks");
    }

    private CrashSite crashed(CrashTask task, WikiFault fault) throws IOException {
        CrashSite site = task.prepared(inMemory());
        fault.set(site);
        task.work().on(site);
        site.restart();
        return site;
    }

    /**
     * The ways in which the call can fail. A dead engine leaves only what was made durable, so it dies only before and after a call that
     * stores something; one that lives on meets a failure at every {@link #STEP}th of the others as well.
     */
    private static List<Fault> faults(List<RepositoryCall> calls, int n) {
        RepositoryCall call = calls.get(n - 1);
        if (isDurable(call)) {
            return STEP == 1
                    ? List.of(Fault.values())
                    : List.of(n % 2 == 0 ? Fault.BEFORE : Fault.AFTER, Fault.DEAD_BEFORE, Fault.DEAD_AFTER);
        }
        List<Fault> faults = new ArrayList<>();
        if (n % STEP == 0) {
            faults.add(Fault.BEFORE);
            if (call.isWrite()) {
                faults.add(Fault.AFTER);
            }
        }
        if (n == 1 || STEP == 1 && isFirstOfMany(calls, n)) {
            faults.add(Fault.DEAD_BEFORE);
        }
        return faults;
    }

    /** Returns whether the call is the first of several calls that leave nothing. */
    private static boolean isFirstOfMany(List<RepositoryCall> calls, int n) {
        return n == 1 || isDurable(calls.get(n - 2));
    }

    /** In memory, an inserter leaves nothing before it flushes. */
    private static boolean isDurable(RepositoryCall call) {
        return call.isWrite() && call != RepositoryCall.INSERT;
    }

    private static List<WikiFault> wikiFaults(CrashJudge judge) {
        List<WikiFault> faults = new ArrayList<>();
        judge.wikiCalls().forEach((call, calls) -> {
            for (int n = 1; n <= calls; n++) {
                for (boolean after : new boolean[] {false, true}) {
                    faults.add(new WikiFault(call, n, after, false));
                    faults.add(new WikiFault(call, n, after, true));
                }
            }
        });
        return faults;
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
