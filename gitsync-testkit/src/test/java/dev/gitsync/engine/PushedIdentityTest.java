package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushedPage;
import dev.gitsync.report.PushedPage.Action;
import org.junit.jupiter.api.Test;

/** Which page a pushed file is, through the whole engine: rows H3 to H6 and G2 of the faults. */
class PushedIdentityTest {
    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    /** Faults H6. */
    @Test
    void pushThatChangesOnlyTheTitleLineUpdatesThePage() {
        git.write("slug.md", "---\ntitle: One\n---\nbody\n");
        git.pushed("slug");
        PageId page = wiki.pageAt("slug.md");
        git.write("slug.md", "---\ntitle: Two\n---\nbody\n");

        assertThat(git.pushed("title").pages()).containsExactly(new PushedPage(page, Action.UPDATED, "slug.md"));
        assertThat(wiki.titleOf(page)).isEqualTo("Two");
        wiki.assertVerified();
    }

    /** Faults H6, its neighbour: a page that only moves is told as moved, though its title follows its name. */
    @Test
    void pageWhoseTitleFollowsItsNewNameIsMoved() {
        git.write("One.md", "body\n");
        git.pushed("one");
        PageId page = wiki.pageAt("One.md");
        git.move("One.md", "Two.md");

        assertThat(git.pushed("rename").pages()).containsExactly(new PushedPage(page, Action.MOVED, "Two.md"));
        assertThat(wiki.titleOf(page)).isEqualTo("Two");
        wiki.assertVerified();
    }
}
