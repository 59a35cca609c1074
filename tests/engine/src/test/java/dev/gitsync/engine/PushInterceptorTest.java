package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushInterceptor.Context.Cause;
import dev.gitsync.push.PushInterceptor.Context.Stage;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.tests.store.Call;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the hook around a push: the wiki's code runs as the pusher, and a push whose commit fails is not accepted. */
class PushInterceptorTest {
    private static final ThreadLocal<PushInterceptor.Context> CURRENT = new ThreadLocal<>();

    private final List<PushInterceptor.Context> seen = new ArrayList<>();
    private PushInterceptor inner = PushInterceptor.none();

    @Test
    void callsTheWikiAsThePusherOnTheThreadOfThePush() {
        EngineFixture wiki = fixture(settings -> settings);
        List<PushInterceptor.Context> during = new ArrayList<>();
        wiki.faulty.before(Call.APPLY, 1, () -> during.add(CURRENT.get()));
        wiki.git.write("A.md", "a");
        wiki.git.pushed("push");

        PushInterceptor.Context plan = context(wiki, "grace", Cause.PUSH, Stage.PLAN);
        PushInterceptor.Context apply = context(wiki, "grace", Cause.PUSH, Stage.APPLY);
        assertThat(seen).containsExactly(plan, apply);
        assertThat(during).containsExactly(apply);
        assertThat(CURRENT.get()).isNull();
    }

    @Test
    void runsTheValidatorAsThePusher() {
        List<PushInterceptor.Context> asked = new ArrayList<>();
        EngineFixture wiki = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.interceptor(this::around).validator((space, pusher, plan) -> {
                    asked.add(CURRENT.get());
                    return Optional.of("Not today.");
                }));
        wiki.git.write("A.md", "a");

        assertThat(wiki.git.refused("push").reason()).isEqualTo(Reason.REFUSED_BY_WIKI);
        assertThat(asked).isEqualTo(seen).containsExactly(context(wiki, "grace", Cause.PUSH, Stage.PLAN));
    }

    @Test
    void plansADryRunAsThePusher() {
        EngineFixture wiki = fixture(settings -> settings);
        wiki.git.write("A.md", "a").commit("try");
        wiki.git.push("gitsync.dry-run");

        assertThat(seen).containsExactly(context(wiki, "grace", Cause.PUSH, Stage.PLAN));
    }

    @Test
    void writesThePagesOfAnAcceptedPushAsThePusher() {
        EngineFixture wiki = fixture(settings -> settings.acceptance(Acceptance.DURABLE));
        wiki.git.write("A.md", "a");
        wiki.git.pushed("push");
        seen.clear();

        wiki.pull();

        assertThat(seen)
                .containsExactly(
                        context(wiki, "grace", Cause.ACCEPTED_PUSH, Stage.PLAN),
                        context(wiki, "grace", Cause.ACCEPTED_PUSH, Stage.APPLY));
        assertThat(wiki.textOf(wiki.pageAt("A.md"))).isEqualTo("a");
    }

    @Test
    void mergesMainThatMovedWithoutAPushAsTheService() {
        EngineFixture wiki = fixture(settings -> settings);
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        wiki.move(Constants.R_HEADS + "main", wiki.git.write("B.md", "b").commit("moved"));

        wiki.pull();

        String service = GitSyncSettings.defaults().serviceUser();
        assertThat(seen)
                .containsExactly(
                        context(wiki, service, Cause.MOVED_MAIN, Stage.PLAN),
                        context(wiki, service, Cause.MOVED_MAIN, Stage.APPLY));
        wiki.assertVerified();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void rejectsAPushWhoseTransactionIsRolledBackAtCommit(RuntimeException failure, Reason reason) {
        EngineFixture wiki = fixture(settings -> settings);
        PageId page = wiki.page(null, "A", "a");
        inner = (push, work) -> {
            Runnable undo = wiki.wiki.backup(wiki.space);
            work.run();
            if (push.stage() == Stage.APPLY) {
                undo.run();
                throw failure;
            }
        };
        wiki.git.fetch().write("A.md", "edited");

        assertThat(wiki.git.refused("push").reason()).isEqualTo(reason);
        assertThat(wiki.textOf(page)).isEqualTo("a");
        inner = PushInterceptor.none();
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IllegalStateException("A constraint is violated"), Reason.FAILED),
                Arguments.of(new StoreException("The connection was lost"), Reason.UNAVAILABLE),
                Arguments.of(
                        new StoreRejectedException("A constraint is violated", new SQLException()), Reason.FAILED));
    }

    @Test
    void acceptsAPushWhoseTransactionCommittedWithoutAnAnswer() {
        EngineFixture wiki = fixture(settings -> settings);
        failAfter(Stage.APPLY, new IllegalStateException("The connection was lost during the commit"));
        wiki.git.write("A.md", "a");

        wiki.git.pushed("push");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        wiki.assertVerified();
    }

    /** For example, an exception of a transaction that was marked for rollback. */
    @Test
    void reportsTheRefusalOfTheWikiIfTheInterceptorFailsAfterwards() {
        EngineFixture wiki = fixture(settings -> settings);
        PageId top = wiki.page(null, "Top", "top");
        wiki.git.fetch().delete("Top.md");
        wiki.faulty.before(Call.APPLY, 1, () -> wiki.page(top, "Leaf", "leaf"));
        failAfter(Stage.APPLY, new IllegalStateException("The transaction was marked for a rollback"));

        PushResult.Refused refused = wiki.git.refused("push");
        assertThat(refused.reason()).isEqualTo(Reason.REFUSED_BY_WIKI);
        assertThat(refused.details().toString()).contains("can't be deleted while page");
    }

    @Test
    void changesNothingIfTheInterceptorFailsBeforeThePlan() {
        EngineFixture wiki = fixture(settings -> settings);
        inner = (push, work) -> {
            throw new IllegalStateException("No such user");
        };
        wiki.git.write("A.md", "a");
        assertThat(wiki.git.refused("push").reason()).isEqualTo(Reason.FAILED);
        inner = (push, work) -> {
            throw new StoreException("The users can't be read");
        };
        assertThat(refused(wiki)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).isEmpty();
    }

    @Test
    void failsUnlessTheInterceptorRunsTheWorkOnce() {
        EngineFixture wiki = fixture(settings -> settings);
        inner = (push, work) -> {};
        wiki.git.write("A.md", "a");
        assertThat(wiki.git.refused("push").reason()).isEqualTo(Reason.FAILED);
        inner = (push, work) -> {
            work.run();
            work.run();
        };
        assertThat(refused(wiki)).isEqualTo(Reason.FAILED);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).isEmpty();
    }

    @Test
    void reportsAFailureOfTheStoreWhateverTheInterceptorThrows() {
        EngineFixture wiki = fixture(settings -> settings);
        inner = (push, work) -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                throw new IllegalStateException("Rolled back", e);
            }
        };
        wiki.faulty.failBefore(Call.APPLY, 1);
        wiki.git.write("A.md", "a");

        assertThat(wiki.git.refused("push").reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    private static Reason refused(EngineFixture wiki) {
        return ((PushResult.Refused) wiki.git.push()).reason();
    }

    private void failAfter(Stage stage, RuntimeException failure) {
        inner = (push, work) -> {
            work.run();
            if (push.stage() == stage) {
                throw failure;
            }
        };
    }

    private void around(PushInterceptor.Context push, Runnable work) {
        seen.add(push);
        CURRENT.set(push);
        try {
            inner.around(push, work);
        } finally {
            CURRENT.remove();
        }
    }

    private EngineFixture fixture(UnaryOperator<GitSyncSettings.Builder> settings) {
        return new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.interceptor(this::around)
                        .settings(settings.apply(GitSyncSettings.builder()).build()));
    }

    private static PushInterceptor.Context context(EngineFixture wiki, String user, Cause cause, Stage stage) {
        return new PushInterceptor.Context(wiki.space, user, cause, stage);
    }
}
