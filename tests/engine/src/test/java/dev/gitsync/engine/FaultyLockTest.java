package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.time.Duration;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Law 4, faults C5: a lock breaks one of its promises at a time. Readers are served, and every answer is true. */
@Timeout(60)
class FaultyLockTest {
    private final SpaceLock honest = new InProcessSpaceLock();
    private volatile SpaceLock current = honest;
    private final EngineFixture wiki = new EngineFixture(
            new InMemoryRepositoryStore(),
            builder -> builder.lock((space, patience) -> current.acquire(space, patience)));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    enum Defect {
        /** The token is older than one that has written. */
        OLD_TOKEN,
        /** The lease expires at once. */
        EXPIRED,
        /** The lease fails to tell whether it is held. */
        HELD_FAILS,
        /** The lease has no token. */
        TOKEN_FAILS,
        /** The lock fails with an undocumented exception. */
        ACQUIRE_FAILS
    }

    @BeforeEach
    void watch() {
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.gitsync")).addAppender(log);
    }

    @AfterEach
    void stopWatching() {
        ((Logger) LoggerFactory.getLogger("dev.gitsync")).detachAppender(log);
    }

    @ParameterizedTest
    @EnumSource
    void servesReadersWhateverTheLockReturns(Defect defect) {
        PageId page = started();
        wiki.wiki.edit(wiki.space, page, "edited", wiki.edit("Edit"));

        use(defect);

        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp()).isTrue();
        current = honest;
        wiki.git.fetch();
        assertThat(wiki.git.log()).anyMatch(commit -> commit.getFullMessage().contains("Edit"));
        wiki.assertVerified();
    }

    @ParameterizedTest
    @EnumSource
    void changesNothingInAPushUnderAnInvalidLease(Defect defect) {
        PageId page = started();
        ObjectId before = wiki.git.main();
        wiki.git.fetch().write("A.md", "pushed\n").commit("Push");

        use(defect);

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Refused.class);
        assertThat(wiki.git.main()).isEqualTo(before);
        assertThat(wiki.textOf(page)).isEqualTo("a");
        if (defect == Defect.OLD_TOKEN || defect == Defect.EXPIRED) {
            assertThat(log.list)
                    .filteredOn(event ->
                            event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                    .isEmpty();
        }
        current = honest;
        wiki.assertVerified();
    }

    @Test
    void reportsSuccessIfOnlyTheReleaseOfTheLeaseFails() {
        PageId page = started();
        wiki.git.fetch().write("A.md", "pushed\n").commit("Push");
        current = (space, patience) -> new SpaceLock.Attempt.Acquired(new Unreturnable(acquired(space)));

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.textOf(page)).isEqualTo("pushed\n");
        wiki.wiki.edit(wiki.space, page, "edited", wiki.edit("Edit"));
        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp()).isTrue();
        wiki.assertVerified();
    }

    private PageId started() {
        PageId page = wiki.page(null, "A", "a");
        wiki.git.fetch().write("B.md", "b\n").commit("B");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        log.list.clear();
        return page;
    }

    private void use(Defect defect) {
        current = switch (defect) {
            case OLD_TOKEN -> (space, patience) -> new SpaceLock.Attempt.Acquired(new FakeLease(1L, true));
            case EXPIRED ->
                (space, patience) -> new SpaceLock.Attempt.Acquired(new FakeLease(Long.MAX_VALUE / 2, false));
            case HELD_FAILS ->
                (space, patience) -> new SpaceLock.Attempt.Acquired(new FakeLease(Long.MAX_VALUE / 2, null));
            case TOKEN_FAILS -> (space, patience) -> new SpaceLock.Attempt.Acquired(new FakeLease(null, true));
            case ACQUIRE_FAILS ->
                (space, patience) -> {
                    throw new IllegalStateException("no lock");
                };
        };
    }

    private Lease acquired(Space space) throws InterruptedException {
        return ((SpaceLock.Attempt.Acquired) honest.acquire(space, Duration.ZERO)).lease();
    }

    private record FakeLease(@Nullable Long token, @Nullable Boolean held) implements Lease {
        @Override
        public long fencingToken() {
            if (token == null) {
                throw new IllegalStateException("no token");
            }
            return token;
        }

        @Override
        public boolean isHeld() {
            if (held == null) {
                throw new IllegalStateException("not known");
            }
            return held;
        }

        @Override
        public void close() {}
    }

    private record Unreturnable(Lease lease) implements Lease {
        @Override
        public long fencingToken() {
            return lease.fencingToken();
        }

        @Override
        public boolean isHeld() {
            return lease.isHeld();
        }

        @Override
        public void close() {
            lease.close();
            throw new IllegalStateException("the network is down");
        }
    }
}
