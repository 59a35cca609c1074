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
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Faults P1 to P3: a change of a branch in a wiki that can only list its pages is one commit as well. */
class ListedBranchTest {
    private final Space space = new Space(new SpaceId("listed"), "", "Listed");
    private final InMemoryListing wiki = new InMemoryListing();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final GitSync sync = GitSync.builder()
            .spaces(InMemorySpaceDirectory.of(space))
            .pages(ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
                    .settings(ListingSettings.builder().maxMissingPercent(100).build())
                    .build())
            .repositories(repositories)
            .build();
    private final GitUser git = new GitUser(sync, space);

    @Test
    void deletesAMissingBranchInOneCommitAndKeepsOtherFiles() {
        PageId guide = wiki.create(space, null, "Guide", "guide\n");
        PageId setup = wiki.create(space, guide, "Setup", "setup\n");
        wiki.create(space, null, "Home", "home\n");
        git.fetch();
        git.write("Guide/Setup/pic.png", "pic").write("Guide/ch01.md", "one\n");
        git.pushed("Add a picture and a chapter");
        PageId chapter = sync.pageAt(space, "Guide/ch01.md").orElseThrow();
        wiki.edit(space, chapter, page -> new PageContent(page.parent(), "Chapter one", page.text()));
        pull();
        List<String> before = git.paths();
        assertThat(before)
                .containsExactly("Guide.md", "Guide/Setup.md", "Guide/Setup/pic.png", "Guide/ch01.md", "Home.md");
        int commits = git.log().size();

        List.of(chapter, setup, guide).forEach(page -> wiki.delete(space, page));
        pull();

        assertThat(git.paths()).containsExactly("Guide/Setup/pic.png", "Home.md");
        assertThat(git.log()).hasSize(commits + 1);
        assertThat(git.log()).last().extracting(RevCommit::getShortMessage).isEqualTo("Delete 3 pages");

        List.of(guide, setup, chapter).forEach(page -> wiki.restore(space, page));
        pull();

        assertThat(git.paths()).isEqualTo(before);
        assertThat(git.log()).hasSize(commits + 2);
    }

    private void pull() {
        assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
        VerifyReport report = sync.verify(space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
    }
}
