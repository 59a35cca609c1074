package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.store.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults E2: only the exception of the SPI itself makes a push worth a retry. */
class WikiFailureTest {
    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"APPLY", "CHANGES"})
    void asksForNoRetryAfterAnExceptionOfTheWiki(Call call) {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().write("A.md", "from git");
        wiki.faulty.before(call, 1, () -> {
            throw new IllegalStateException("Access is denied to secret table 7");
        });
        git.commit("push");

        PushResult result = git.push();

        assertThat(result).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.FAILED);
            assertThat(refused.summary() + refused.details())
                    .contains("the wiki failed", "will not help")
                    .doesNotContain("later", "secret");
        });
        assertThat(wiki.textOf(page)).isEqualTo("a");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    /** For example a class that is missing in the wiki, or a method that is not implemented. */
    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"APPLY", "CHANGES"})
    void reportsAnErrorOfTheWikiLikeAnException(Call call) {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().write("A.md", "from git");
        wiki.faulty.before(call, 1, () -> {
            throw new LinkageError("secret");
        });
        git.commit("push");

        assertThat(git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FAILED));
        assertThat(wiki.textOf(page)).isEqualTo("a");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    @Test
    void reportsAnErrorOfTheWikiInTheCycle() {
        wiki.page(null, "A", "a");
        wiki.faulty.before(Call.CHANGES, 1, () -> {
            throw new AssertionError("secret");
        });

        assertThat(wiki.sync.catchUp(wiki.space.id()))
                .isInstanceOfSatisfying(
                        SyncReport.Failed.class,
                        failed -> assertThat(failed.isTransient()).isFalse());
    }

    /** The push is committed by then. */
    @Test
    void keepsThePushAfterAnErrorOfAListener() {
        EngineFixture listening = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.listener(new SyncListener() {
                    @Override
                    public void onPush(PushAttempt attempt, PushResult result) {
                        throw new AssertionError("a listener's own");
                    }
                }));
        listening.git.fetch().write("A.md", "from git");
        listening.git.commit("push");

        assertThat(listening.git.push()).isInstanceOf(PushResult.Accepted.class);
    }

    @Test
    void asksForARetryAfterAStoreException() {
        wiki.page(null, "A", "a");
        git.fetch().write("A.md", "from git");
        wiki.faulty.failBefore(Call.CHANGES, 1);
        git.commit("push");

        assertThat(git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void distinguishesFailuresOfTheValidator() {
        assertThat(reasonWhenValidatorThrows(new IllegalStateException("a bug")))
                .isEqualTo(Reason.FAILED);
        assertThat(reasonWhenValidatorThrows(new StoreException("away"))).isEqualTo(Reason.UNAVAILABLE);
        assertThat(reasonWhenValidatorThrows(new StoreRejectedException("a constraint", null)))
                .isEqualTo(Reason.FAILED);
    }

    private static Reason reasonWhenValidatorThrows(RuntimeException failure) {
        EngineFixture guarded = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.validator((space, pusher, plan) -> {
                    throw failure;
                }));
        guarded.page(null, "A", "a");
        guarded.git.fetch().write("A.md", "from git");
        guarded.git.commit("push");
        return ((PushResult.Refused) guarded.git.push()).reason();
    }
}
