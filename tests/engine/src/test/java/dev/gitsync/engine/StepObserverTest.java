package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitServer;
import dev.gitsync.tests.store.Call;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps that {@link StepObserver} sees, and how they nest. */
class StepObserverTest {
    private final RecordedSteps steps = new RecordedSteps();
    private final EngineFixture wiki = fixture(builder -> builder);

    private EngineFixture fixture(UnaryOperator<GitSyncBuilder> more) {
        return new EngineFixture(
                new InMemoryRepositoryStore(), builder -> more.apply(builder).observer(steps));
    }

    @Test
    void observesTheStepsOfAPushWithinIt() {
        wiki.git.write("A.md", "a").pushed("push");

        assertThat(steps.take())
                .containsExactly(
                        "push client > cycle leased: up-to-date",
                        "push client > plan push: done",
                        "push client > apply push: applied",
                        "push client: accepted");
    }

    @Test
    void observesTheMergeOfAPushWithWhatChangedMeanwhile() {
        PageId a = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        wiki.git.fetch().write("B.md", "from git");
        wiki.wiki.edit(wiki.space, a, "from the wiki", wiki.edit("meanwhile"));
        wiki.git.commit("push");
        steps.take();

        wiki.git.push();

        assertThat(steps.take())
                .containsExactly(
                        "push client > cycle leased: pulled",
                        "push client > plan push > merge push: merged",
                        "push client > plan push: done",
                        "push client > apply push: applied",
                        "push client: accepted");
    }

    @Test
    void observesAConflictWithoutAFailure() {
        PageId a = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "from git");
        wiki.wiki.edit(wiki.space, a, "from the wiki", wiki.edit("meanwhile"));
        wiki.git.commit("push");
        steps.take();

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Refused.class);

        assertThat(steps.take())
                .containsExactly(
                        "push client > cycle leased: pulled",
                        "push client > plan push > merge push: conflict",
                        "push client > plan push: done",
                        "push client: conflict");
    }

    @Test
    void observesMainThatMovedWithoutAPush() {
        PageId a = wiki.page(null, "A", "a");
        wiki.git.fetch();
        wiki.move(Constants.R_HEADS + "main", wiki.git.write("B.md", "b").commit("moved"));
        wiki.wiki.edit(wiki.space, a, "edited", wiki.edit("edit"));
        steps.take();

        wiki.pull();

        assertThat(steps.take())
                .containsExactly(
                        "cycle leased > plan moved-main > merge moved-main: merged",
                        "cycle leased > plan moved-main: done",
                        "cycle leased > apply moved-main: applied",
                        "cycle leased: pulled");
    }

    @Test
    void observesThePagesOfAnAcceptedPush() {
        EngineFixture durable = fixture(builder -> builder.settings(
                GitSyncSettings.builder().acceptance(Acceptance.DURABLE).build()));
        durable.git.write("A.md", "a").pushed("push");
        steps.take();

        durable.pull();

        assertThat(steps.take()).contains("cycle leased > apply accepted-push: applied");
    }

    @Test
    void observesTheExceptionThatEndedAStep() {
        wiki.faulty.failBefore(Call.APPLY, 1);
        wiki.git.write("A.md", "a").commit("push");

        wiki.git.push();

        assertThat(steps.take())
                .contains("push client > apply push: failed StoreException", "push client: unavailable");
    }

    @Test
    void checkThatFindsNothingNewIsNoStep() {
        wiki.page(null, "A", "a");
        wiki.pull();
        steps.take();

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.UpToDate.class);

        assertThat(steps.take()).isEmpty();
    }

    @Test
    void observesAFetchOverAConnection(@TempDir Path home) {
        wiki.page(null, "A", "a");
        wiki.pull();
        steps.take();
        Pusher grace = new Pusher("grace", new Person("Grace Hopper", "grace@example.org"));
        try (GitServer server = new GitServer(wiki.sync, wiki.space, grace)) {
            GitClient.at(home).clone(server.url(), "grace");
        }

        await().untilAsserted(() -> assertThat(steps.taken()).contains("fetch session: pack-sent"));
    }

    @Test
    void observesMaintenance() throws InterruptedException {
        wiki.sync.maintain(wiki.space.id());

        assertThat(steps.take()).hasSize(1).first().asString().startsWith("maintenance requested: ");
    }

    @Test
    void observesCompactionAfterAWrite() {
        RepositoryStore memory = new InMemoryRepositoryStore();
        RepositoryStore compacting = new RepositoryStore() {
            @Override
            public SpaceRepository open(Space space, PackLimits limits) {
                return memory.open(space, limits);
            }

            @Override
            public Optional<Runnable> pendingCompaction(Space space) {
                return Optional.of(() -> {});
            }
        };
        EngineFixture observed = new EngineFixture(compacting, builder -> builder.observer(steps));

        observed.pull();

        await().untilAsserted(() -> assertThat(steps.taken()).contains("maintenance compaction: done"));
    }

    @Test
    void observesOutsideTheInterceptor() {
        PushInterceptor failing = (push, work) -> {
            throw new StoreException("no connection");
        };
        EngineFixture refusing = fixture(builder -> builder.interceptor(failing));
        refusing.git.write("A.md", "a").commit("push");

        refusing.git.push();

        assertThat(steps.take()).contains("push client > plan push: failed StoreException");
    }

    @Test
    void failuresOfAnObserverChangeNothing() {
        RepositoryStore repositories = new InMemoryRepositoryStore();
        StepObserver broken = step -> {
            if (step.type() == StepObserver.Type.PLAN) {
                throw new IllegalStateException("begin");
            }
            return ending -> {
                throw new IllegalStateException("end");
            };
        };
        EngineFixture observed =
                new EngineFixture(new InMemoryPageStore(), repositories, builder -> builder.observer(broken));

        observed.git.write("A.md", "a").pushed("push");

        observed.assertVerified();
    }
}
