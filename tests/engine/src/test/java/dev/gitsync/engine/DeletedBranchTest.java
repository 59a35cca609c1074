package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults P1, law 12, K3: deleting or restoring a branch in one step makes one commit, and moves nothing else. */
class DeletedBranchTest {
    private final EngineFixture wiki = new EngineFixture();
    private final BranchFixture branch = new BranchFixture(wiki);
    private PageId guide;
    private PageId setup;
    private PageId linux;

    @BeforeEach
    void pushABranchWithOtherFiles() {
        guide = wiki.page(null, "Guide", "guide\n");
        setup = wiki.page(guide, "Setup", "setup\n");
        linux = wiki.page(setup, "Linux", "linux\n");
        wiki.git.fetch();
        wiki.git
                .write("Guide/map.png", "map")
                .write("Guide/Setup/pic.png", "pic")
                .write("Guide/Setup/Linux/deep/tux.png", "tux")
                .write("Guide/.order", "hidden");
        wiki.git.pushed("Add pictures");
        wiki.assertVerified();
    }

    private static final String[] OTHER_FILES = {
        "Guide/.order", "Guide/Setup/Linux/deep/tux.png", "Guide/Setup/pic.png", "Guide/map.png"
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deletesABranchInOneCommitAndKeepsOtherFiles(boolean parentsFirst) {
        List<String> before = wiki.git.paths();
        branch.delete(wiki.edit("Delete a branch"), ordered(parentsFirst));

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly(OTHER_FILES);
        assertThat(wiki.git.log()).last().extracting(RevCommit::getShortMessage).isEqualTo("Delete a branch");

        branch.restore(wiki.edit("Restore a branch"), ordered(parentsFirst));

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.git.log()).last().extracting(RevCommit::getShortMessage).isEqualTo("Restore a branch");
    }

    @Test
    void countsThePagesInTheMessageOfADeletion() {
        Provenance silent = Provenance.wiki(EngineFixture.ADA, EngineFixture.NOON, "");
        branch.delete(silent, ordered(true));
        branch.pull();
        branch.restore(silent, ordered(true));
        branch.pull();

        assertThat(wiki.git
                        .log()
                        .subList(wiki.git.log().size() - 2, wiki.git.log().size()))
                .extracting(RevCommit::getShortMessage)
                .containsExactly("Delete 3 pages", "Restore 3 pages");
    }

    @Test
    void movesNothingIfEachDeletionHasItsOwnTime() {
        List<PageChange> changes = new ArrayList<>();
        for (PageId id : ordered(true)) {
            long version = wiki.wiki.page(wiki.space, id).orElseThrow().version();
            changes.add(new PageChange.Delete(id, version, wiki.edit("Delete " + wiki.titleOf(id))));
        }
        branch.apply(changes);

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly(OTHER_FILES);
    }

    @Test
    void makesTwoCommitsOfDeletionsByTwoPeopleAndMovesNothing() {
        long guideVersion = wiki.wiki.page(wiki.space, guide).orElseThrow().version();
        long setupVersion = wiki.wiki.page(wiki.space, setup).orElseThrow().version();
        long linuxVersion = wiki.wiki.page(wiki.space, linux).orElseThrow().version();
        Provenance bob = Provenance.wiki(new Person("Bob", "bob@example.org"), EngineFixture.NOON, "");
        branch.apply(List.of(
                new PageChange.Delete(guide, guideVersion, wiki.edit("mine")),
                new PageChange.Delete(setup, setupVersion, bob),
                new PageChange.Delete(linux, linuxVersion, bob)));

        assertThat(branch.pull()).isEqualTo(2);
        assertThat(wiki.git.log())
                .last()
                .extracting(commit -> commit.getAuthorIdent().getName())
                .isEqualTo("Bob");
        assertThat(wiki.git.paths()).containsExactly(OTHER_FILES);
    }

    @Test
    void makesOneCommitForEachUnrelatedDeletion() {
        PageId other = wiki.page(null, "Other", "other");
        branch.pull();
        branch.delete(wiki.edit("Delete Linux"), List.of(linux));
        branch.delete(wiki.edit("Delete Other"), List.of(other));

        assertThat(branch.pull()).isEqualTo(2);
    }

    @Test
    void movesChildrenOnceIfTheyMoveUpInTheSameStep() {
        PageContent content = wiki.wiki.page(wiki.space, setup).orElseThrow().content();
        PageId shelf = wiki.page(null, "Shelf", "shelf");
        branch.pull();
        Provenance provenance = wiki.edit("Delete Guide and keep what is below");
        branch.apply(List.of(
                new PageChange.Delete(
                        guide, wiki.wiki.page(wiki.space, guide).orElseThrow().version(), provenance),
                new PageChange.Update(
                        setup,
                        wiki.wiki.page(wiki.space, setup).orElseThrow().version(),
                        content.text(),
                        new PageContent(shelf, content.title(), content.text()),
                        provenance)));

        assertThat(branch.pull()).isEqualTo(2);
        assertThat(wiki.git.paths())
                .containsExactly(
                        "Guide/.order",
                        "Guide/map.png",
                        "Shelf.md",
                        "Shelf/Setup.md",
                        "Shelf/Setup/Linux.md",
                        "Shelf/Setup/Linux/deep/tux.png",
                        "Shelf/Setup/pic.png");
    }

    @Test
    void keepsTheNamesOfARestoredBranchIfOneIsTaken() {
        branch.delete(guide, setup, linux);
        branch.pull();
        PageId heir = wiki.page(null, "Guide", "another guide\n");
        branch.pull();
        assertThat(wiki.git.paths()).contains("Guide.md");

        branch.restore(guide, setup, linux);
        branch.pull();

        List<String> paths = wiki.git.paths();
        assertThat(wiki.git.read("Guide.md")).isEqualTo("another guide\n");
        assertThat(paths).contains(OTHER_FILES).hasSize(OTHER_FILES.length + 4);
        assertThat(paths.stream().filter(path -> path.matches("Guide-[0-9a-f]{6}(/Setup(/Linux)?)?\\.md")))
                .hasSize(3);
        assertThat(wiki.pageAt("Guide.md")).isEqualTo(heir);
    }

    @Test
    void movesAChildBelowItsParentThatIsRestoredLater() {
        branch.delete(guide, setup, linux);
        branch.pull();
        branch.restoreAt(setup, null);
        branch.pull();
        assertThat(wiki.git.paths()).contains("Setup.md", "Guide/Setup/pic.png");

        branch.restore(guide);
        wiki.wiki.move(wiki.space, setup, guide, wiki.edit("move"));
        branch.restore(linux);
        branch.pull();

        assertThat(wiki.git.paths()).contains("Guide.md", "Guide/Setup.md", "Guide/Setup/Linux.md");
        assertThat(wiki.git.paths()).contains(OTHER_FILES);
    }

    @Test
    void restoresTheSameBranchByGitAfterADeletionInTheWiki() {
        List<String> before = wiki.git.paths();
        wiki.git.fetch();
        branch.delete(guide, setup, linux);
        branch.pull();
        List<String> files = List.of("guide\n", "setup\n", "linux\n");
        wiki.git.fetch();
        wiki.git.write("Guide.md", files.get(0)).write("Guide/Setup.md", files.get(1));
        wiki.git.write("Guide/Setup/Linux.md", files.get(2));
        wiki.git.pushed("Revert");
        wiki.assertVerified();

        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.pageAt("Guide/Setup/Linux.md")).isEqualTo(linux);
        assertThat(wiki.pageAt("Guide/Setup.md")).isEqualTo(setup);
        assertThat(wiki.pageAt("Guide.md")).isEqualTo(guide);
    }

    @Test
    void keepsAPageThatIsDeletedAndRestoredInOneStep() {
        List<String> before = wiki.git.paths();
        branch.delete(guide, setup, linux);
        branch.restore(guide, setup, linux);

        branch.pull();

        assertThat(wiki.git.paths()).isEqualTo(before);
    }

    @Test
    void reportsAReplacedOtherFileInVerify() throws Exception {
        wiki.git.fetch();
        wiki.git.delete("Guide/map.png").write("Guide/Setup/pic.png", "another");
        ObjectId changed = wiki.git.commit("Behind the engine's back");
        try (Repository repository = wiki.sync.open(wiki.space)) {
            for (String ref : List.of("refs/heads/main", "refs/gitsync/wiki")) {
                RefUpdate update = repository.updateRef(ref);
                update.setNewObjectId(changed);
                update.forceUpdate();
            }
        }

        assertThat(((VerifyReport.Verified) wiki.sync.verify(wiki.space.id())).differences())
                .extracting(Difference::kind, Difference::subject)
                .containsExactly(
                        tuple(Difference.Kind.OTHER_FILE_DIFFERS, "Guide/Setup/pic.png"),
                        tuple(Difference.Kind.OTHER_FILE_DIFFERS, "Guide/map.png"));
    }

    /** The refs move every 2,500 changes otherwise. */
    @Test
    void makesOneCommitOfALongDeletionAcrossBatches() {
        Provenance creation = wiki.edit("Create many");
        List<PageChange> creations = new ArrayList<>();
        for (int i = 0; i < 2_600; i++) {
            PageContent content = new PageContent(guide, "Page " + i, null);
            creations.add(new PageChange.Create(wiki.wiki.newPageId(wiki.space), content, creation));
        }
        branch.apply(creations);
        branch.pull();
        List<PageId> pages = new ArrayList<>(List.of(guide));
        creations.forEach(page -> pages.add(page.id()));
        pages.addAll(List.of(setup, linux));
        branch.delete(wiki.edit("Delete it all"), pages);

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly(OTHER_FILES);
    }

    private List<PageId> ordered(boolean parentsFirst) {
        List<PageId> pages = new ArrayList<>(List.of(guide, setup, linux));
        if (!parentsFirst) {
            Collections.reverse(pages);
        }
        return pages;
    }
}
