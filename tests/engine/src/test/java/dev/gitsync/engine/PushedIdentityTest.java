package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.report.PushResult.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rows H3 to H6 and G2 of the faults: tests through the whole engine which page a pushed file belongs to. */
class PushedIdentityTest {
    private static final String TEXT = "# Installation\n\nFirst fetch the archive.\nThen unpack it.\nThen run it.\n";
    private static final String MARKERS =
            "Git writes\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\ninto the file, and stops.\n";

    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    /** Faults H6. */
    @Test
    void updatesThePageIfOnlyTheTitleLineChanges() {
        git.write("slug.md", "---\ntitle: One\n---\nbody\n");
        git.pushed("slug");
        PageId page = wiki.pageAt("slug.md");
        git.write("slug.md", "---\ntitle: Two\n---\nbody\n");

        assertThat(git.pushed("title").pages()).containsExactly(new PushedPage(page, Action.UPDATED, "slug.md"));
        assertThat(wiki.titleOf(page)).isEqualTo("Two");
        wiki.assertVerified();
    }

    /** Sibling of faults H6: a page that only moves is reported as moved, though its title follows its name. */
    @Test
    void reportsAPageWhoseTitleFollowsItsNewNameAsMoved() {
        git.write("One.md", "body\n");
        git.pushed("one");
        PageId page = wiki.pageAt("One.md");
        git.move("One.md", "Two.md");

        assertThat(git.pushed("rename").pages()).containsExactly(new PushedPage(page, Action.MOVED, "Two.md"));
        assertThat(wiki.titleOf(page)).isEqualTo("Two");
        wiki.assertVerified();
    }

    /** Faults H3. */
    @Test
    void keepsThePageOfAFileThatIsRenamedAndThenRewritten() {
        PageId page = wiki.page(null, "Guide", TEXT);
        git.fetch().move("Guide.md", "Handbook.md").commit("rename");
        git.write("Handbook.md", "entirely other words\n");

        assertThat(git.pushed("rewrite").pages()).containsExactly(new PushedPage(page, Action.UPDATED, "Handbook.md"));
        wiki.assertVerified();
    }

    /** Imported wikis have revisions of all ages, and JGit ends a walk at commits that are all old. */
    @Test
    void followsAFileToMainWhateverTheTimesOfCommits() {
        PageId page = wiki.page(null, "A", TEXT);
        PageId other = wiki.page(null, "Other", "text\n");
        wiki.wiki.rename(wiki.space, page, "B", wiki.edit("rename"));
        git.fetch().move("B.md", "C.md").commit("move");
        git.write("C.md", "entirely other words\n").commit("rewrite");
        for (int i = 0; i < 20; i++) {
            Person author = new Person("Author " + i, "author@example.org");
            wiki.wiki.edit(
                    wiki.space, other, "text " + i + "\n", Provenance.wiki(author, Instant.ofEpochSecond(i), "old"));
        }

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.pageAt("C.md")).isEqualTo(page);
        wiki.assertVerified();
    }

    /** Faults H3. */
    @Test
    void createsANewPageForAStubOfALaterCommit() {
        PageId page = wiki.page(null, "A", TEXT);
        git.fetch().move("A.md", "A2.md").commit("move");
        git.write("A.md", "See A2.\n").write("A2.md", "rewritten\n");

        git.pushed("leave a stub");

        assertThat(wiki.pageAt("A2.md")).isEqualTo(page);
        assertThat(wiki.pageAt("A.md")).isNotEqualTo(page);
        wiki.assertVerified();
    }

    /** Faults H3: the wiki changed meanwhile, so the engine merges, and the commits are on one side of the merge. */
    @Test
    void followsAPageThroughCommitsMergedWithTheWiki() {
        PageId page = wiki.page(null, "Guide", TEXT);
        PageId other = wiki.page(null, "Other", "o");
        git.fetch().move("Guide.md", "Handbook.md").commit("rename");
        git.write("Handbook.md", "entirely other words\n").commit("rewrite");
        wiki.wiki.edit(wiki.space, other, "changed meanwhile", wiki.edit("meanwhile"));
        wiki.pull();

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.pageAt("Handbook.md")).isEqualTo(page);
        assertThat(wiki.textOf(other)).isEqualTo("changed meanwhile");
        wiki.assertVerified();
    }

    /** Faults H5. */
    @Test
    void restoresBothPagesIfAMoveOverAnotherPageIsReverted() {
        PageId a = wiki.page(null, "A", TEXT);
        PageId b = wiki.page(null, "B", TEXT + "This is what B says besides.\n");
        git.fetch();
        String ofA = git.read("A.md");
        String ofB = git.read("B.md");
        git.delete("B.md").write("A.md", ofB);
        git.pushed("git mv -f B.md A.md");
        assertThat(wiki.pageAt("A.md")).isEqualTo(b);
        git.write("A.md", ofA).write("B.md", ofB);

        git.pushed("git revert");

        assertThat(wiki.pageAt("A.md")).isEqualTo(a);
        assertThat(wiki.pageAt("B.md")).isEqualTo(b);
        wiki.assertVerified();
    }

    /** Faults G2. */
    @Test
    void acceptsRenamesEditsAndDeletionsOfAPageAboutConflictMarkers() {
        PageId page = wiki.page(null, "Conflicts", MARKERS);
        wiki.page(null, "Other", "o");
        git.fetch().write("Conflicts.md", MARKERS.replace("stops", "waits"));
        git.pushed("fix a typo");
        git.move("Conflicts.md", "Help.md");
        git.pushed("rename");
        String text = git.read("Help.md");
        git.delete("Help.md");
        git.pushed("delete");
        git.write("Help.md", text);

        assertThat(git.pushed("git revert").pages()).containsExactly(new PushedPage(page, Action.RESTORED, "Help.md"));

        assertThat(wiki.textOf(page)).isEqualTo(MARKERS.replace("stops", "waits"));
        wiki.assertVerified();
    }

    /** Faults G2: markers of a merge are still refused, also in a page that explains markers. */
    @Test
    void refusesNewConflictMarkersOfAPush() {
        wiki.page(null, "Conflicts", MARKERS);
        wiki.page(null, "Other", "o");
        git.fetch().write("Conflicts.md", MARKERS + MARKERS);
        assertThat(git.refused("a second conflict").reason()).isEqualTo(Reason.INVALID);

        git.fetch().write("Other.md", MARKERS);
        assertThat(git.refused("a conflict elsewhere").reason()).isEqualTo(Reason.INVALID);

        git.fetch().write("Copy.md", MARKERS);
        assertThat(git.refused("a copy").reason()).isEqualTo(Reason.INVALID);
        wiki.assertVerified();
    }
}
