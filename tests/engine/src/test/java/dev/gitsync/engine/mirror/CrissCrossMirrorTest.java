package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/**
 * Wiki and remote each merge a commit of the other at the same time, as two wikis do that mirror each other. Both have two merge bases
 * then, neither of which has the changes of the other.
 */
class CrissCrossMirrorTest {
    private final MirrorFixture site = new MirrorFixture();

    @Test
    void bringsNothingBackThatWasUndoneSince() throws IOException {
        cross("Setup.md", "Usage.md", "here", "there");
        site.commitThere("Setup.md", "base", "Undo there");
        site.push("Usage.md", "base", "Undo here");

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("base");
        assertThat(site.here().read(site.main(), "Usage.md")).isEqualTo("base");
        site.assertSettled();
    }

    @Test
    void mergesEditsOfWhatTheOtherSideWroteBefore() throws IOException {
        cross("Setup.md", "Usage.md", "here", "there");
        site.commitThere("Setup.md", "later there", "Edit there");
        site.push("Usage.md", "later here", "Edit here");

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("later there");
        assertThat(site.here().read(site.main(), "Usage.md")).isEqualTo("later here");
        site.assertSettled();
    }

    @Test
    void choosesNeitherOfTwoResolutionsOfOneConflict() throws IOException {
        cross("Setup.md", "Setup.md", "here", "there");

        assertThat(site.run(Outcome.CONFLICT).details()).containsExactly("Setup.md");
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("here");
        assertThat(site.there.read(site.there.branch("main"), "Setup.md")).isEqualTo("there");
    }

    /** Each side changes a file, and then merges what the other one did; if it is the same file, each keeps its own. */
    private void cross(String hereFile, String thereFile, String hereText, String thereText) throws IOException {
        site.page("Setup", "base");
        site.page("Usage", "base");
        site.run(Outcome.PUSHED);
        site.push(hereFile, hereText, "Edit here");
        ObjectId here = site.main();
        ObjectId there = site.commitThere(thereFile, thereText, "Edit there");
        site.cloneToTheWiki(there);
        site.cloneToTheRemote(here);

        Clone clone = site.there.at(there);
        site.there.set(
                "main", both(clone, hereFile, hereText, thereFile, thereText).merge(here, "Merge there"));
        ObjectId merge = both(site.here().at(here), thereFile, thereText, hereFile, hereText)
                .merge(there, "Merge here");
        assertThat(site.push(here, merge)).isInstanceOf(PushResult.Accepted.class);
    }

    private static Clone both(Clone clone, String file, String text, String lastFile, String lastText)
            throws IOException {
        return clone.write(file, text).write(lastFile, lastText);
    }
}
