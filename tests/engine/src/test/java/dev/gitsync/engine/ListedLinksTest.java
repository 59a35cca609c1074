package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wiki that links by id and can only list its pages: issue 29. */
class ListedLinksTest {
    private final Space space = new Space(new SpaceId("listed"), "", "Listed");
    private final InMemoryListing wiki = new InMemoryListing();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final GitSync sync = GitSync.builder()
            .spaces(InMemorySpaceDirectory.of(space))
            .pages(ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
                    .build())
            .repositories(repositories)
            .linkCodec(new MarkdownLinkCodec(LinkRules.DEFAULT))
            .build();
    private final GitUser git = new GitUser(sync, space);

    private void settle() {
        assertThat(sync.runOnce(space.id())).isNotInstanceOf(SyncReport.Failed.class);
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        verified -> assertThat(verified.differences()).isEmpty());
        git.fetch();
    }

    private void push() {
        ObjectId commit = git.commit("push");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(git.main()).isEqualTo(commit);
        settle();
        assertThat(git.main()).isEqualTo(commit);
    }

    private String textOf(PageId page) {
        return String.valueOf(wiki.page(space, page).content().text());
    }

    @Test
    void linksFollowFromBothSides() {
        PageId setup = wiki.create(space, null, "Setup", "setup");
        PageId guide = wiki.create(space, null, "Guide", "[s](page:" + setup + ")");
        PageId home = wiki.create(space, null, "Home", "[s](page:" + setup + ") [g](page:" + guide + ")");
        wiki.create(space, null, "Other", "other");
        settle();
        assertThat(git.read("Home.md")).isEqualTo("[s](Setup.md) [g](Guide.md)");

        wiki.edit(space, setup, page -> new PageContent(guide, "Install", page.text()));
        settle();
        assertThat(git.read("Home.md")).isEqualTo("[s](Guide/Install.md) [g](Guide.md)");
        assertThat(git.read("Guide.md")).isEqualTo("[s](Guide/Install.md)");

        git.write("Home.md", "[g](Guide.md)\n[n](New.md)").write("New.md", "[h](Home.md)");
        push();
        PageId added = sync.pageAt(space, "New.md").orElseThrow();
        assertThat(textOf(home)).isEqualTo("[g](page:" + guide + ")\n[n](page:" + added + ")");
        assertThat(textOf(added)).isEqualTo("[h](page:" + home + ")");

        git.move("Guide/Install.md", "Install.md").write("Guide.md", "[s](Install.md)");
        push();
        assertThat(textOf(guide)).isEqualTo("[s](page:" + setup + ")");

        wiki.delete(space, setup);
        settle();
        assertThat(git.read("Guide.md")).isEqualTo("[s](page:" + setup + ")");
        wiki.restore(space, setup);
        settle();
        assertThat(git.read("Guide.md")).isEqualTo("[s](Install.md)");
        ObjectId main = git.main();

        try (Repository repository = sync.open(space)) {
            MovedRefs.lose(repository, "refs/gitsync/state");
        }
        settle();
        assertThat(git.main()).isEqualTo(main);
    }

    /** Law 7. */
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void theWikiIsNotListedForEachLinker(int linkers) {
        PageId target = wiki.create(space, null, "Target", "text");
        for (int i = 0; i < linkers; i++) {
            wiki.create(space, null, "Page " + i, "[t](page:" + target + ")");
        }
        settle();
        int earlier = wiki.listings();
        wiki.edit(space, target, page -> new PageContent(null, "Moved", page.text()));
        sync.runOnce(space.id());
        assertThat(wiki.listings() - earlier).as("in a pull").isLessThanOrEqualTo(2);
        settle();
        assertThat(git.read("Page 1.md")).isEqualTo("[t](Moved.md)");

        int between = wiki.listings();
        git.move("Moved.md", "Pushed.md").commit("move");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.listings() - between).as("in a push").isLessThanOrEqualTo(6);
        settle();
        try (Repository repository = sync.open(space)) {
            MovedRefs.lose(repository, "refs/gitsync/state");
        }
        int last = wiki.listings();
        sync.runOnce(space.id());
        assertThat(wiki.listings() - last).as("in a rebuild").isLessThanOrEqualTo(6);
    }
}
