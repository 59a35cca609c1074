package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.Reconciliation;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults H7: a repository has lost everything under {@code refs/gitsync}, as after it was restored from the clone of a writer,
 * and {@code main} is not what the wiki is. Each page is the page that it was.
 */
class LostRefsTest {
    private final EngineFixture wiki = new EngineFixture();
    private PageId setup;
    private PageId guide;

    /** A page whose name git chose, and one whose name follows its title. */
    @BeforeEach
    void pushAndEdit() {
        wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\none\n")
                .write("pic/x.png", "x")
                .pushed("push");
        setup = wiki.pageAt("setup.md");
        guide = wiki.page(setup, "Guide", "guide\n");
        wiki.wiki.edit(wiki.space, setup, "two\n", wiki.edit("Second"));
        wiki.git.fetch();
    }

    @Test
    void mainThatIsAheadOfTheWikiIsAPush() throws IOException {
        ObjectId ahead = wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\nby git\n")
                .write("New.md", "new\n")
                .commit("ahead");

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(wiki.git.main()).isEqualTo(ahead);
        assertThat(titles()).containsExactlyInAnyOrder("Setting up", "Guide", "New");
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        wiki.assertVerified();
    }

    @Test
    void mainThatIsSeveralCommitsAheadIsAPush() throws IOException {
        ObjectId known = wiki.git.main();
        wiki.git.write("One.md", "one\n").commit("ahead");
        wiki.git.write("Two.md", "two\n");
        ObjectId ahead = wiki.git.commit("further ahead");

        pullWithMainAloneAt(ahead);

        assertThat(wiki.git.log()).extracting(ObjectId::copy).contains(known, ahead);
        assertThat(titles()).containsExactlyInAnyOrder("Setting up", "Guide", "One", "Two");
        wiki.assertVerified();
    }

    @Test
    void fileThatIsDeletedAheadOfTheWikiIsADeletedPage() throws IOException {
        pullWithMainAloneAt(wiki.git.delete("setup/Guide.md").commit("ahead"));

        assertThat(titles()).containsExactly("Setting up");
        wiki.assertVerified();
    }

    @Test
    void editsOfTheWikiSinceAreMergedWithWhatMainIsAhead() throws IOException {
        ObjectId ahead = wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\nby git\n")
                .commit("ahead");
        wiki.wiki.edit(wiki.space, guide, "by a person\n", wiki.edit("Third"));

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(titles()).containsExactlyInAnyOrder("Setting up", "Guide");
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        assertThat(wiki.textOf(guide)).isEqualTo("by a person\n");
        wiki.assertVerified();
    }

    @Test
    void pageThatBothChangedIsAConflictAndBothTextsAreKept() throws IOException {
        ObjectId ahead = wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\nby git\n")
                .commit("ahead");
        wiki.wiki.edit(wiki.space, setup, "by a person\n", wiki.edit("Third"));

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).containsExactly("setup.md");
        assertThat(wiki.textOf(setup)).isEqualTo("by a person\n");
        assertThat(wiki.git.read("setup (git " + ahead.abbreviate(7).name() + ").md"))
                .contains("by git\n");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(3);
        wiki.assertVerified();
    }

    /** No commit of main is what the wiki ever was: the files that are pages still are those pages. */
    @Test
    void filesOfAnotherHistoryAreThePagesOfTheSamePath() throws IOException {
        GitUser other = new GitUser(wiki.sync, wiki.space);
        ObjectId root = other.write("setup.md", "---\ntitle: Setting up\n---\nby git\n")
                .write("setup/Guide.md", "guide\n")
                .write("README", "no page\n")
                .commit("another history");

        Reconciliation outcome = pullWithMainAloneAt(root);

        assertThat(outcome.conflicts()).containsExactly("setup.md");
        assertThat(wiki.textOf(setup)).isEqualTo("two\n");
        assertThat(wiki.git.read("setup.md")).contains("two\n");
        assertThat(wiki.git.read("setup/Guide.md")).isEqualTo("guide\n");
        assertThat(wiki.git.read("setup (git " + root.abbreviate(7).name() + ").md"))
                .contains("by git\n");
        assertThat(wiki.git.paths()).contains("README");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(3);
        wiki.assertVerified();
    }

    /** The index is still there, and says which tree it belongs to. */
    @Test
    void mainThatIsAheadOfTheIndexIsAPush() throws IOException {
        ObjectId ahead = wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\nby git\n")
                .delete("pic/x.png")
                .commit("ahead");

        Reconciliation outcome = pullAt(ahead, List.of("refs/gitsync/wiki"));

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(wiki.git.main()).isEqualTo(ahead);
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        wiki.assertVerified();
    }

    private Reconciliation pullWithMainAloneAt(ObjectId commit) throws IOException {
        return pullAt(commit, List.of("refs/gitsync/wiki", "refs/gitsync/state"));
    }

    private Reconciliation pullAt(ObjectId commit, List<String> lost) throws IOException {
        try (Repository repository = wiki.sync.open(wiki.space)) {
            RefUpdate main = repository.updateRef("refs/heads/main");
            main.setNewObjectId(commit);
            assertThat(main.forceUpdate())
                    .isIn(RefUpdate.Result.FORCED, RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.NO_CHANGE);
            for (String ref : lost) {
                RefUpdate update = repository.updateRef(ref);
                update.setForceUpdate(true);
                assertThat(update.delete()).isEqualTo(RefUpdate.Result.FORCED);
            }
        }
        SyncReport report = wiki.pull();
        assertThat(report).isInstanceOf(SyncReport.Pulled.class);
        return Objects.requireNonNull(((SyncReport.Pulled) report).reconciliation());
    }

    private List<String> titles() {
        return wiki.wiki.pages(wiki.space, null, 10).stream()
                .map(Page::content)
                .map(content -> content.title())
                .toList();
    }
}
