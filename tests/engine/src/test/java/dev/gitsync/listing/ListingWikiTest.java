package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.tests.GitServer;
import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D2, C5, C6: a wiki that can only list its pages, with the engine and the real git. */
class ListingWikiTest {
    private final Space space = new Space(new SpaceId("handbook"), "acme", "Handbook");
    private final InMemoryListing wiki = new InMemoryListing();
    private final Path folder;
    private final RepositoryStore repositories;
    private final ListingPageStore store;
    private final GitSync sync;
    private static final Pusher GRACE = new Pusher("grace", new Person("Grace", "grace@example.org"));

    private final GitServer server;

    ListingWikiTest(@TempDir Path folder) {
        this.folder = folder;
        repositories = new FileRepositoryStore(folder.resolve("repositories"));
        store = ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
                .build();
        sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(store)
                .repositories(repositories)
                .build();
        server = new GitServer(sync, space, GRACE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesPagesToACloneAndEditsToAPull() {
        PageId top = wiki.create(space, null, "Top", "top\n");
        PageId leaf = wiki.create(space, top, "Leaf", "leaf\n");
        wiki.create(space, null, "Other", "other\n");
        RealGit git = clone("clone");
        assertThat(git.files()).containsExactlyInAnyOrder("Top.md", "Top/Leaf.md", "Other.md");

        wiki.edit(space, leaf, page -> new PageContent(null, "Renamed", "edited\n"));
        git.ok("pull", "-q");

        assertThat(git.files()).containsExactlyInAnyOrder("Top.md", "Renamed.md", "Other.md");
        assertThat(git.read("Renamed.md")).isEqualTo("edited\n");
        assertVerified();
    }

    @Test
    void writesAPushToTheWikiWithoutAPullAfterIt() {
        PageId old = wiki.create(space, null, "Old", "old\n");
        RealGit git = clone("clone");
        git.write("Old.md", "by git\n").write("New.md", "new\n").write("New/Child.md", "child\n");

        git.commitAll("First").ok("push", "-q");
        git.write("New.md", "newer\n").commitAll("Second").ok("push", "-q");

        assertThat(wiki.page(space, old).content().text()).isEqualTo("by git\n");
        assertThat(titles()).containsExactlyInAnyOrder("Old", "New", "Child");
        assertThat(git.run("fetch")).isEqualTo(new RealGit.Outcome(0, "", ""));
        assertThat(git.ok("rev-parse", "HEAD")).isEqualTo(git.ok("rev-parse", "origin/main"));
        List<Change> feed = feed();
        assertThat(feed).hasSize(5);
        assertThat(feed.get(4).provenance().author()).isEqualTo(new Person("Ada", "ada@example.org"));
        assertThat(feed.get(4).provenance().message()).isEqualTo("Second");
        assertThat(feed.get(4).provenance().git())
                .isEqualTo(new GitOrigin(git.ok("rev-parse", "HEAD"), git.ok("rev-parse", "HEAD")));
        assertVerified();
    }

    @Test
    void doesNotAdvertiseTheMemoryOfTheListing() {
        wiki.create(space, null, "Old", "old\n");
        RealGit git = clone("clone");

        assertThat(git.ok("ls-remote").lines().filter(line -> line.contains("refs/")))
                .hasSize(1)
                .allMatch(line -> line.endsWith("refs/heads/main"));
    }

    @Test
    void deletesTheFileOfADeletedPageButNothingForAnIncompleteListing() {
        PageId first = wiki.create(space, null, "First", "first\n");
        PageId second = wiki.create(space, null, "Second", "second\n");
        wiki.create(space, null, "Third", "third\n");
        RealGit git = clone("clone");

        wiki.listIncompletelyWithout(page -> page.id().equals(first));
        wiki.edit(space, second, "edited\n");
        git.ok("pull", "-q");
        assertThat(git.files()).containsExactly("First.md", "Second.md", "Third.md");
        assertThat(git.read("Second.md")).isEqualTo("edited\n");

        wiki.clearFaults();
        wiki.delete(space, first);
        git.ok("pull", "-q");
        assertThat(git.files()).containsExactly("Second.md", "Third.md");
        assertVerified();
    }

    @Test
    void restoresADeletedFileAsTheSamePage() {
        PageId first = wiki.create(space, null, "First", "first\n");
        wiki.create(space, null, "Second", "second\n");
        RealGit git = clone("clone");
        git.ok("rm", "-q", "First.md");
        git.commitAll("Delete").ok("push", "-q");
        assertThat(titles()).containsExactly("Second");

        git.ok("revert", "--no-edit", "HEAD");
        git.ok("push", "-q");

        assertThat(wiki.page(space, first).content().text()).isEqualTo("first\n");
        assertVerified();
    }

    @Test
    void namesThePagesOfAPartlyWrittenPushAndConvergesWithoutDuplicates() {
        wiki.create(space, null, "Old", "old\n");
        RealGit git = clone("clone");
        wiki.forbid("Bad", "This title is not allowed here.");
        git.write("A.md", "a\n").write("Bad.md", "bad\n").write("C.md", "c\n").commitAll("Three pages");

        RealGit.Outcome refused = git.run("push");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.stderr())
                .contains("the wiki wrote only a part of this push")
                .containsSubsequence("Written:", "A.md", "Not written:")
                .contains("Bad.md: This title is not allowed here.", "C.md: not tried");
        assertThat(titles()).containsExactlyInAnyOrder("Old", "A");

        git.ok("pull", "-q", "--no-rebase", "--no-edit");
        git.ok("mv", "Bad.md", "Good.md");
        git.commitAll("A better title").ok("push", "-q");

        assertThat(titles()).containsExactlyInAnyOrder("Old", "A", "Good", "C");
        assertThat(git.files()).containsExactlyInAnyOrder("Old.md", "A.md", "Good.md", "C.md");
        assertThat(feed()).extracting(Change::id).doesNotHaveDuplicates();
        assertVerified();
    }

    @Test
    void acceptsAPushWithALostResponse() {
        RealGit git = cloneOf("Old");
        wiki.loseAnswerOfWrite(2);
        git.write("A.md", "a\n").write("B.md", "b\n").commitAll("Two pages").ok("push", "-q");

        assertThat(titles()).containsExactlyInAnyOrder("Old", "A", "B");
        assertThat(git.ok("log", "--format=%s", "origin/main").lines()).first().isEqualTo("Two pages");
        assertVerified();
    }

    @Test
    void finishesAPushWrittenBeforeACrashInTheNextCycle() {
        RealGit git = cloneOf("Old");
        wiki.afterWrite(2, () -> {
            throw new AssertionError("simulated crash: gitsync does not catch it");
        });
        git.write("A.md", "a\n").write("B.md", "b\n").commitAll("Two pages");
        assertThat(git.run("push").exitCode()).isNotZero();

        git.ok("fetch");

        assertThat(git.ok("rev-parse", "origin/main")).isEqualTo(git.ok("rev-parse", "HEAD"));
        assertThat(titles()).containsExactlyInAnyOrder("Old", "A", "B");
        assertThat(feed()).hasSize(3);
        assertVerified();
    }

    @Test
    void acceptsARepeatedPushAfterATimeoutOfTheWiki() {
        RealGit git = cloneOf("Old");
        wiki.failWrite(2);
        git.write("A.md", "a\n").write("B.md", "b\n").commitAll("Two pages");
        assertThat(git.run("push").exitCode()).isNotZero();
        assertThat(titles()).containsExactlyInAnyOrder("Old", "A");

        git.ok("pull", "-q", "--no-rebase", "--no-edit");
        git.ok("push", "-q");

        assertThat(titles()).containsExactlyInAnyOrder("Old", "A", "B");
        assertVerified();
    }

    @Test
    void keepsAnEditDuringAPush() {
        PageId page = wiki.create(space, null, "Old", "old\n");
        RealGit git = clone("clone");
        wiki.beforeWrite(1, () -> wiki.edit(space, page, "by another user\n"));
        git.write("Old.md", "by git\n").commitAll("Edit");

        assertThat(git.run("push").stderr()).contains("fetch first");
        assertThat(wiki.page(space, page).content().text()).isEqualTo("by another user\n");
        assertVerified();
    }

    @Test
    void continuesInAnotherProcess() {
        RealGit git = cloneOf("Old");
        git.write("A.md", "a\n").commitAll("Here").ok("push", "-q");
        RepositoryStore sameFolder = new FileRepositoryStore(folder.resolve("repositories"));
        GitSync other = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(ListingPageStore.builder(wiki, new RepositoryListingMemory(sameFolder))
                        .build())
                .repositories(sameFolder)
                .build();

        try (GitServer there = new GitServer(other, space, GRACE)) {
            git.ok("remote", "set-url", "origin", there.url());
            assertThat(git.run("fetch")).isEqualTo(new RealGit.Outcome(0, "", ""));
            git.write("B.md", "b\n").commitAll("There").ok("push", "-q");
        }

        assertThat(titles()).containsExactlyInAnyOrder("Old", "A", "B");
        assertVerified();
    }

    @Test
    void leavesARepositoryThatPassesFsck() throws IOException {
        RealGit git = cloneOf("Old");
        git.write("A.md", "a\n").commitAll("Push").ok("push", "-q");
        Path repository = folder.resolve("repositories/handbook.git");
        assertThat(Files.exists(repository)).isTrue();
        RealGit onServer = RealGit.in(folder, repository);

        assertThat(onServer.ok("fsck", "--full", "--strict", "--no-dangling").lines())
                .filteredOn(line -> !line.startsWith("warning: core."))
                .isEmpty();
        assertThat(onServer.ok("for-each-ref", "--format=%(refname)")).contains(RepositoryListingMemory.REF);
        onServer.ok("gc", "-q", "--prune=now");
        assertThat(sync.catchUp(space.id()).isCaughtUp()).isTrue();
        assertVerified();
    }

    private RealGit cloneOf(String title) {
        wiki.create(space, null, title, title + "\n");
        return clone("clone");
    }

    private RealGit clone(String name) {
        return RealGit.clone(folder.resolve(name), server.url());
    }

    private List<String> titles() {
        return wiki.pages(space).stream()
                .map(ListedPage::content)
                .map(PageContent::title)
                .toList();
    }

    private List<Change> feed() {
        return store.changes(space, Cursor.START, 1_000).changes();
    }

    private void assertVerified() {
        VerifyReport report = sync.verify(space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
        assertThat(((VerifyReport.Verified) report).pages())
                .isEqualTo(wiki.pages(space).size());
    }
}
