package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults H7, with a wiki that can only list its pages: the repository has only {@code main}, so the past of the wiki
 * is unknown.
 */
class LostListedRefsTest {
    private final Space space = new Space(new SpaceId("listed"), "", "Listed");
    private final InMemoryListing wiki = new InMemoryListing();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final GitSync sync = GitSync.builder()
            .spaces(InMemorySpaceDirectory.of(space))
            .pages(ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
                    .build())
            .repositories(repositories)
            .build();
    private final GitUser git = new GitUser(sync, space);
    private PageId setup = new PageId("none");

    @BeforeEach
    void push() {
        git.write("setup.md", "---\ntitle: Setting up\n---\none\n")
                .write("Guide.md", "guide\n")
                .pushed("push");
        setup = sync.pageAt(space, "setup.md").orElseThrow();
        git.fetch();
    }

    @Test
    void treatsMainAheadOfTheWikiAsAPush() throws IOException {
        git.write("setup.md", "---\ntitle: Setting up\n---\nby git\n").write("New.md", "new\n");
        ObjectId ahead = git.commit("ahead");

        pullWithMainAloneAt(ahead);

        assertThat(git.main()).isEqualTo(ahead);
        assertThat(git.paths()).containsExactly("Guide.md", "New.md", "setup.md");
        assertThat(sync.pageAt(space, "setup.md")).contains(setup);
    }

    /** The former state of the wiki is unknown: only equal files are settled, and no text is lost. */
    @Test
    void keepsOnePageIfTheWikiChangedItSince() throws IOException {
        wiki.edit(space, setup, page -> new PageContent(page.parent(), page.title(), "by a person\n"));

        ObjectId main = git.main();
        pullWithMainAloneAt(main);

        assertThat(git.paths())
                .containsExactly("Guide.md", "setup (git " + main.abbreviate(7).name() + ").md", "setup.md");
        assertThat(git.read("setup.md")).contains("by a person\n");
        assertThat(sync.pageAt(space, "setup.md")).contains(setup);
    }

    private void pullWithMainAloneAt(ObjectId commit) throws IOException {
        try (Repository repository = sync.open(space)) {
            RefUpdate main = repository.updateRef("refs/heads/main");
            main.setNewObjectId(commit);
            main.forceUpdate();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/gitsync/")) {
                RefUpdate update = repository.updateRef(ref.getName());
                update.setForceUpdate(true);
                assertThat(update.delete()).isEqualTo(RefUpdate.Result.FORCED);
            }
        }
        assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
        VerifyReport report = sync.verify(space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
    }
}
