package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.Reconciliation;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults H7: a repository has lost everything under {@code refs/gitsync}, as after a restore from the clone of a
 * writer, and {@code main} differs from the wiki. Each page keeps its identity.
 */
class LostRefsTest {
    private static final String BY_GIT = "---\ntitle: Setting up\n---\nby git\n";

    private final EngineFixture wiki = new EngineFixture();
    private PageId setup;
    private PageId guide;

    /** Pushes a page whose name git chose, and a page whose name follows its title. */
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
    void treatsMainAheadOfTheWikiAsAPush() {
        ObjectId ahead = setupByGit().write("New.md", "new\n").commit("ahead");

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(wiki.git.main()).isEqualTo(ahead);
        assertThat(titles()).containsExactlyInAnyOrder("Setting up", "Guide", "New");
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        wiki.assertVerified();
    }

    @Test
    void treatsMainSeveralCommitsAheadAsAPush() {
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
    void deletesThePageOfAFileThatMainDeletes() {
        pullWithMainAloneAt(wiki.git.delete("setup/Guide.md").commit("ahead"));

        assertThat(titles()).containsExactly("Setting up");
        wiki.assertVerified();
    }

    @Test
    void mergesEditsOfTheWikiWithTheCommitsOfMain() {
        ObjectId ahead = setupByGit().commit("ahead");
        wiki.wiki.edit(wiki.space, guide, "by a person\n", wiki.edit("Third"));

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(titles()).containsExactlyInAnyOrder("Setting up", "Guide");
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        assertThat(wiki.textOf(guide)).isEqualTo("by a person\n");
        wiki.assertVerified();
    }

    @Test
    void reportsAConflictAndKeepsBothTextsIfBothSidesChangedAPage() {
        ObjectId ahead = setupByGit().commit("ahead");
        wiki.wiki.edit(wiki.space, setup, "by a person\n", wiki.edit("Third"));

        Reconciliation outcome = pullWithMainAloneAt(ahead);

        assertThat(outcome.conflicts()).containsExactly("setup.md");
        assertThat(wiki.textOf(setup)).isEqualTo("by a person\n");
        assertThat(wiki.git.read("setup (git " + ahead.abbreviate(7).name() + ").md"))
                .contains("by git\n");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(3);
        wiki.assertVerified();
    }

    /** No commit of main is a state of the wiki. The files of pages still belong to those pages. */
    @Test
    void matchesFilesOfAnotherHistoryToPagesByPath() {
        GitUser other = new GitUser(wiki.sync, wiki.space);
        ObjectId root = other.write("setup.md", BY_GIT)
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

    /** The index still exists, and names its tree. */
    @Test
    void treatsMainAheadOfTheIndexAsAPush() {
        ObjectId ahead = setupByGit().delete("pic/x.png").commit("ahead");

        Reconciliation outcome = pullAt(ahead, MovedRefs.WIKI);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(wiki.git.main()).isEqualTo(ahead);
        assertThat(wiki.textOf(setup)).isEqualTo("by git\n");
        wiki.assertVerified();
    }

    private Reconciliation pullWithMainAloneAt(ObjectId commit) {
        return pullAt(commit, MovedRefs.WIKI, MovedRefs.STATE);
    }

    private Reconciliation pullAt(ObjectId commit, String... lost) {
        wiki.move(MovedRefs.MAIN, commit);
        wiki.lose(lost);
        SyncReport report = wiki.pull();
        assertThat(report).isInstanceOf(SyncReport.Pulled.class);
        return Objects.requireNonNull(((SyncReport.Pulled) report).reconciliation());
    }

    private GitUser setupByGit() {
        return wiki.git.write("setup.md", BY_GIT);
    }

    private List<String> titles() {
        return wiki.wiki.pages(wiki.space, null, 10).stream()
                .map(Page::content)
                .map(content -> content.title())
                .toList();
    }
}
