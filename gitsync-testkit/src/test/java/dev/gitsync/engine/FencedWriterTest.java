package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.FaultyPageStore;
import dev.gitsync.testkit.FaultyPageStore.Call;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Two writers that both believe to hold the lease: law 4, row B8. */
class FencedWriterTest {
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final EngineFixture slow = new EngineFixture(repositories, builder -> builder);
    private final FaultyPageStore otherWiki = new FaultyPageStore(slow.wiki);
    private final GitSync other = GitSync.builder()
            .spaces(slow.spaces)
            .pages(otherWiki)
            .repositories(repositories)
            .build();
    private final GitUser otherUser = new GitUser(other, slow.space);

    @Test
    void theSlowOneLeavesTheJournalEntryOfTheOtherAlone() {
        PageId page = slow.page(null, "A", "a");
        slow.git.fetch();
        otherUser.fetch().write("A.md", "by the other");
        AtomicReference<ObjectId> pushed = new AtomicReference<>();
        // While the slow one is about to write, the other does all of its push but for its end, and dies.
        slow.faulty.before(Call.APPLY, 1, () -> {
            pushed.set(otherUser.commit("taken by the wiki"));
            otherWiki.after(Call.APPLY, 1, () -> {
                otherWiki.failBefore(Call.CHANGES, 1);
                throw new StoreException("dies");
            });
            assertThat(otherUser.push()).isInstanceOf(PushResult.Refused.class);
        });

        slow.git.write("A.md", "by the slow one");
        assertThat(slow.git.refused("comes too late").reason())
                .isIn(PushResult.Reason.CONFLICT, PushResult.Reason.BUSY);

        slow.pull();
        assertThat(slow.git.main()).isEqualTo(pushed.get());
        assertThat(slow.textOf(page)).isEqualTo("by the other");
        slow.assertVerified();
    }
}
