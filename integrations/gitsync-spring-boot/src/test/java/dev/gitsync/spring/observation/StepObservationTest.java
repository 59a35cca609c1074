package dev.gitsync.spring.observation;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Ending;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitServer;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The observations of the engine's steps: names, keys, nesting, and what they don't contain. */
class StepObservationTest {
    private static final Path DOCS = Path.of("..", "..", "docs", "monitoring.md");
    private static final Space SPACE = new Space(new SpaceId("handbook"), "", "handbook");
    private static final String PAGE_TEXT = "the-launch-code-is-4711";

    @TempDir
    private Path home;

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

    private StepObservationTest() {
        registry.observationConfig().observationHandler(new Recorder());
    }

    private final class Recorder implements ObservationHandler<Observation.Context> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context);
        }
    }

    /** Clones, pushes, loses the race for main once, and maintains, with the real engine and the real git. */
    private void work() throws InterruptedException {
        try (GitSync sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(SPACE))
                .pages(new InMemoryPageStore())
                .repositories(new InMemoryRepositoryStore())
                .observer(new ObservedSteps(registry, new StepConvention()))
                .build()) {
            Pusher ada = new Pusher("ada", new Person("Ada Lovelace", "ada@example.org"));
            try (GitServer server = new GitServer(sync, SPACE, ada)) {
                GitClient git = GitClient.at(home).clone(server.url(), "git");
                git.commit("Setup.md", "# Setup\n");
                git.ok("push", "origin", "HEAD:main");
                GitClient.at(home).clone(server.url(), "again");
            }
            sync.maintain(SPACE.id());
        }
        await().untilAsserted(() -> assertThat(names()).contains("gitsync.fetch"));
    }

    private List<String> names() {
        return ended.stream().map(Observation.Context::getName).toList();
    }

    @Test
    void stepsOfAPushAreItsChildren() throws Exception {
        work();

        assertThat(registry)
                .doesNotHaveAnyRemainingCurrentObservation()
                .hasObservationWithNameEqualTo("gitsync.push")
                .that()
                .hasBeenStarted()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("kind", "client")
                .hasLowCardinalityKeyValue("outcome", "accepted")
                .hasLowCardinalityKeyValue("exception", "none")
                .hasHighCardinalityKeyValue("space", "handbook")
                .doesNotHaveError();
        for (String child : List.of("gitsync.plan", "gitsync.apply")) {
            assertThat(registry)
                    .hasObservationWithNameEqualTo(child)
                    .that()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("kind", "push")
                    .hasParentObservationContextMatching(
                            parent -> parent.getName().equals("gitsync.push"));
        }
    }

    @Test
    void docsListEveryStepAndEveryKeyThatIsObserved() throws Exception {
        work();
        List<String> rows = Files.readAllLines(DOCS);

        for (StepObserver.Type type : StepObserver.Type.values()) {
            String name = "gitsync." + type.name().toLowerCase(Locale.ROOT);
            assertThat(rows).as(name).anyMatch(row -> row.startsWith("| `" + name + "` |"));
        }
        assertThat(ended)
                .isNotEmpty()
                .allSatisfy(context -> assertThat(rows)
                        .filteredOn(row -> row.startsWith("| `" + context.getName() + "` |"))
                        .singleElement()
                        .asString()
                        .contains(value(context, "kind"), value(context, "outcome")));
        assertThat(ended).allSatisfy(context -> {
            assertThat(context.getLowCardinalityKeyValues())
                    .extracting(KeyValue::getKey)
                    .containsExactlyInAnyOrder("kind", "outcome", "exception");
            assertThat(context.getHighCardinalityKeyValues())
                    .extracting(KeyValue::getKey)
                    .containsExactly("space");
        });
    }

    private static String value(Observation.Context context, String key) {
        return context.getLowCardinalityKeyValue(key).getValue();
    }

    @Test
    void failedStepIsAnErrorWithoutTheMessageOfItsException() {
        StepObserver observer = new ObservedSteps(registry, new StepConvention());

        observer.begin(new Step(StepObserver.Type.APPLY, "push", SPACE.id()))
                .end(new Ending("failed", new IllegalStateException(PAGE_TEXT)));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasError()
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasLowCardinalityKeyValue("exception", "IllegalStateException");
        Observation.Context context = ended.get(0);
        assertThat(context.toString()).doesNotContain(PAGE_TEXT);
        assertThat(context.getError()).hasMessage("IllegalStateException").hasNoCause();
        assertThat(context.getError().getStackTrace()).isEmpty();
    }

    /** On a thread of its own, because Micrometer leaves the scope open then. */
    @Test
    void observationStopsIfAHandlerFails() {
        registry.observationConfig().observationHandler(new FailingScopes());
        StepObserver observer = new ObservedSteps(registry, new StepConvention());

        var step =
                CompletableFuture.runAsync(() -> observer.begin(new Step(StepObserver.Type.APPLY, "push", SPACE.id()))
                        .end(new Ending("applied", null)));

        assertThatThrownBy(step::join).hasRootCauseMessage("scope");

        assertThat(ended).hasSize(1);
    }

    private static final class FailingScopes implements ObservationHandler<Observation.Context> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            throw new IllegalStateException("scope");
        }
    }

    private static final class OwnConvention extends StepConvention {
        @Override
        public String name(Step step) {
            return "wiki." + step.kind();
        }

        @Override
        public KeyValues getHighCardinalityKeyValues(StepContext context) {
            return KeyValues.empty();
        }
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GitSyncObservationAutoConfiguration.class))
                .withBean(InMemoryPageStore.class);
    }

    @Test
    void beanReplacesTheConvention() {
        runner().withBean(ObservationRegistry.class, () -> registry)
                .withBean(StepConvention.class, OwnConvention::new)
                .run(context -> context.getBean(StepObserver.class)
                        .begin(new Step(StepObserver.Type.MIRROR, "requested", SPACE.id()))
                        .end(new Ending("pushed", null)));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("wiki.requested")
                .hasLowCardinalityKeyValue("outcome", "pushed")
                .doesNotHaveHighCardinalityKeyValueWithKey("space");
    }

    @Test
    void observesNothingWithoutARegistry() {
        runner().run(context ->
                assertThat(context.getBeansOfType(StepObserver.class)).isEmpty());
    }
}
