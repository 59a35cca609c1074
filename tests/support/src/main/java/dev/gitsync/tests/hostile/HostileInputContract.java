package dev.gitsync.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.report.SyncReport;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 11: input of clients without an account and of malicious users. Each case expects an exact answer. After all
 * cases of a kind, the wiki is unchanged and the server answers a clone.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostileInputContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MORE_THREADS = 60;
    private static final long MORE_HEAP = 64L << 20;

    @TempDir
    private Path home;

    private HostileClient client;
    private int threads;
    private long heap;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected HostileInputContract() {}

    /** Starts the server under test. The contract closes it. */
    protected abstract HostileTarget open() throws IOException;

    @BeforeAll
    final void start() throws IOException {
        HostileTarget target = open();
        target.gitSync().runOnce(target.space().id());
        client = new HostileClient(target, tip(target));
        heap = heap();
        threads = ManagementFactory.getThreadMXBean().getThreadCount();
    }

    @AfterAll
    final void stop() {
        try (HostileTarget target = client.target()) {
            await().pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(heap())
                            .as("heap in use by %s", target.server())
                            .isLessThan(heap + MORE_HEAP));
        }
    }

    /** Returns the heap in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static ObjectId tip(HostileTarget target) {
        return ObjectId.fromString(
                target.gitSync().status(target.space().id()).orElseThrow().main());
    }

    @AfterEach
    final void assertNothingChangedAndTheServerAnswersAClone() {
        HostileTarget target = client.target();
        assertThat(tip(target)).isEqualTo(client.tip());
        assertThat(target.gitSync().verify(target.space().id()).isClean()).isTrue();
        GitClient.at(home).ok("clone", "-q", client.url(HostileTarget.READER), "docs");
        assertThat(GitClient.at(home).in("docs").ok("ls-files")).isEqualTo("Home.md");
        GitClient.Outcome fsck = GitClient.at(home).in("docs").run("fsck", "--full", "--strict");
        assertThat(fsck.exitCode()).as(fsck.stderr()).isZero();
        assertThat(target.gitSync().runOnce(target.space().id()))
                .as("next pull, which needs the lease")
                .isInstanceOf(SyncReport.UpToDate.class);
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() < threads + MORE_THREADS);
    }

    @TestFactory
    final Stream<DynamicTest> rejectsInvalidCredentials() {
        return tests(new HostileRequests(client).invalidCredentials());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsHeadersAndBodiesThatGitNeverSends() {
        return tests(new HostileRequests(client).headersAndBodies());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsInvalidFetches() {
        return tests(new HostileFetches(client).invalid());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsInvalidPushes() {
        return tests(new HostilePushes(client).invalidCommands());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsRefsThatClientsMayNotPush() {
        return tests(new HostilePushes(client).refs());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsInvalidPushOptions() {
        return tests(new HostilePushes(client).options());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsInvalidPacks() {
        return tests(new HostilePacks(client).invalid());
    }

    @TestFactory
    final Stream<DynamicTest> rejectsMaliciousTrees() {
        return tests(new HostileTrees(client).malicious());
    }

    private static Stream<DynamicTest> tests(Stream<HostileCase> cases) {
        return cases.map(HostileCase::test);
    }

    @TestFactory
    final Stream<DynamicTest> limitsFloodsOfRequests() {
        return Stream.of(
                DynamicTest.dynamicTest("60 clients that send nothing more don't stop a clone", () -> {
                    List<Socket> idle = new ArrayList<>();
                    try {
                        for (int i = 0; i < 60; i++) {
                            idle.add(client.fetch()
                                    .header("Content-Type", "application/x-git-upload-pack-request")
                                    .header("Content-Length", "1000")
                                    .open());
                        }
                        GitClient.at(home).ok("clone", "-q", client.url(HostileTarget.WRITER), "amid");
                    } finally {
                        for (Socket socket : idle) {
                            socket.close();
                        }
                    }
                }),
                DynamicTest.dynamicTest("200 wrong passwords at once are 200 times 401", () -> {
                    List<Integer> answers = Collections.nCopies(200, 0).parallelStream()
                            .map(none -> client.refs()
                                    .as(HostileTarget.READER, "wrong")
                                    .send()
                                    .status())
                            .distinct()
                            .toList();
                    assertThat(answers).containsExactly(401);
                }));
    }
}
