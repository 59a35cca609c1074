package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** The receipt of a push names the links that lead nowhere because of it, and no others. */
class BrokenLinksTest {
    private final EngineFixture wiki = with(GitSyncSettings.defaults());
    private final GitUser git = wiki.git;

    private static EngineFixture with(GitSyncSettings settings) {
        return with(settings, new TextLinks());
    }

    private static EngineFixture with(GitSyncSettings settings, LinkReader reader) {
        return new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.linkReader(reader).settings(settings));
    }

    private static EngineFixture strict() {
        return with(GitSyncSettings.builder()
                .push(push -> push.refuseBrokenLinks(true))
                .build());
    }

    private List<String> notes(String message, String... options) {
        git.commit(message);
        PushResult result = git.push(options);
        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        return ((PushResult.Accepted) result).notes();
    }

    @Test
    void newLinksThatLeadNowhereAreNamed() {
        git.write("A.md", "first\n(B) and (gone)\n[[nobody]] (gone)\n").write("B.md", "b");

        assertThat(notes("new"))
                .containsExactly(
                        "3 links lead nowhere after this push:",
                        "A.md:2: (gone)",
                        "A.md:3: (gone)",
                        "A.md:3: [[nobody]]");
    }

    @Test
    void linksThatLedNowhereBeforeAreNotNamedAgain() {
        git.write("A.md", "(gone) (gone)\n");
        notes("broken");
        git.write("A.md", "new text (gone) (gone)\n(gone)\n");

        assertThat(notes("one more")).containsExactly("1 link leads nowhere after this push:", "A.md:2: (gone)");

        git.write("A.md", "newer text (gone)\n");
        assertThat(notes("fewer")).isEmpty();
    }

    @Test
    void linksOfUnchangedPagesToWhatWasRemovedOrMovedAreNamed() {
        git.write("A.md", "(B) (x/C.md) (pic.png)\n")
                .write("B.md", "b")
                .write("x/C.md", "c")
                .write("pic.png", "png");
        git.pushed("pages");
        git.delete("B.md").move("x/C.md", "y/C.md").move("pic.png", "pics/pic.png");

        assertThat(notes("remove and move"))
                .containsExactly(
                        "3 links lead nowhere after this push:",
                        "A.md:1: (B)",
                        "A.md:1: (pic.png)",
                        "A.md:1: (x/C.md)");
    }

    @Test
    void linksOfMovedPagesAreNamed() {
        git.write("A.md", "(B) (x/C)\n").write("B.md", "b").write("x/C.md", "(../A)");
        git.pushed("pages");
        git.move("A.md", "deep/A.md");

        assertThat(notes("move"))
                .containsExactly(
                        "3 links lead nowhere after this push:",
                        "deep/A.md:1: (B)",
                        "deep/A.md:1: (x/C)",
                        "x/C.md:1: (../A)");
    }

    @Test
    void linksIntoAndOutOfAMovedFolderAreNamed() {
        git.write("q/A.md", "(B) (../C) (/q/B)\n")
                .write("q/B.md", "b")
                .write("C.md", "(q/A)")
                .write("D.md", "(q)");
        git.pushed("pages");
        git.move("q", "r/s");

        assertThat(notes("move"))
                .containsExactly(
                        "4 links lead nowhere after this push:",
                        "C.md:1: (q/A)",
                        "D.md:1: (q)",
                        "r/s/A.md:1: (../C)",
                        "r/s/A.md:1: (/q/B)");
    }

    @Test
    void theFirstTenAreNamedAndTheOthersCounted() {
        for (int i = 10; i < 35; i++) {
            git.write("p" + i + ".md", "(target)\n");
        }
        git.write("target.md", "t");
        git.pushed("pages");
        git.delete("target.md");

        List<String> notes = notes("delete");

        assertThat(notes).hasSize(12).startsWith("25 links lead nowhere after this push:", "p10.md:1: (target)");
        assertThat(notes.get(11)).isEqualTo("… and 15 more. To list up to 1000 of them: git push -o gitsync.verbose");
        git.write("target.md", "t");
        git.pushed("again");
        git.delete("target.md");
        assertThat(notes("delete again", "gitsync.verbose")).hasSize(26);
    }

    @Test
    void theMergedTreeIsJudged() {
        git.write("A.md", "a\n").write("B.md", "b\n");
        git.pushed("pages");
        git.write("A.md", "(B)\n");
        git.commit("link");
        wiki.wiki.delete(wiki.space, wiki.pageAt("B.md"), wiki.edit("delete"));

        PushResult.Accepted result = (PushResult.Accepted) git.push();

        assertThat(result.notes()).contains("1 link leads nowhere after this push:", "A.md:1: (B)");
    }

    @Test
    void aSettingRefusesSuchAPush() {
        EngineFixture strict = strict();
        strict.git.write("A.md", "(B)\n").write("B.md", "b");
        strict.git.pushed("pages");
        strict.git.delete("B.md");

        PushResult.Refused refused = strict.git.refused("delete");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.BROKEN_LINKS);
        assertThat(refused.summary()).isEqualTo("the push breaks links");
        assertThat(refused.details())
                .containsExactly(
                        "1 link leads nowhere after this push, and this server refuses that:",
                        "A.md:1: (B)",
                        "Nothing was changed. Correct the links in a new commit, or amend it, and push again.");
        strict.git.fetch().delete("B.md").write("A.md", "no link\n");
        strict.git.pushed("delete, and correct the link");
        strict.assertVerified();
    }

    @Test
    void theSettingLetsOldBrokenLinksBe() {
        git.write("A.md", "(gone)\n");
        git.pushed("broken");
        EngineFixture strict = new EngineFixture(
                wiki.wiki,
                wiki.repositories,
                builder -> builder.linkReader(new TextLinks())
                        .settings(GitSyncSettings.builder()
                                .push(push -> push.refuseBrokenLinks(true))
                                .build()));
        strict.git.fetch().write("A.md", "changed (gone)\n");

        strict.git.pushed("edit");
    }

    @Test
    void aDryRunNamesThem() {
        EngineFixture strict = strict();
        strict.git.write("A.md", "(gone)\n").commit("new");

        PushResult.Planned planned = (PushResult.Planned) strict.git.push("gitsync.dry-run");

        assertThat(planned.notes())
                .containsExactly(
                        "This push would be refused: the push breaks links",
                        "1 link leads nowhere after this push, and this server refuses that:",
                        "A.md:1: (gone)",
                        "Nothing was changed. Correct the links in a new commit, or amend it, and push again.");
    }

    @Test
    void anOptionChecksTheWholeSpace() {
        git.write("A.md", "(gone)\n\n(B)").write("B.md", "(x/none.png)\n");
        git.pushed("broken");
        git.write("C.md", "(nothing)");

        assertThat(notes("new", "gitsync.check-links"))
                .containsExactly(
                        "1 link leads nowhere after this push:",
                        "C.md:1: (nothing)",
                        "In the whole space, 3 links lead nowhere:",
                        "A.md:1: (gone)",
                        "B.md:1: (x/none.png)",
                        "C.md:1: (nothing)");

        git.write("A.md", "a").write("B.md", "b").write("C.md", "c");
        assertThat(notes("correct", "gitsync.check-links"))
                .containsExactly("In the whole space, no link leads nowhere.");
    }

    @Test
    void aServerWithoutAReaderSaysSo() {
        EngineFixture without = new EngineFixture();
        without.git.write("A.md", "(gone)").commit("new");

        PushResult.Accepted accepted = (PushResult.Accepted) without.git.push("gitsync.check-links");

        assertThat(accepted.notes()).containsExactly("This server does not check links.");
    }

    @Test
    void aReaderThatFailsStopsNothing() {
        EngineFixture failing = with(GitSyncSettings.defaults(), (file, text, files) -> {
            throw new IllegalStateException(text);
        });
        failing.git.write("A.md", "(gone)");

        assertThat(failing.git.pushed("new").notes()).isEmpty();
        failing.assertVerified();
    }

    @Test
    void aPushWhosePagesAreWrittenLaterIsCheckedAsWell() {
        EngineFixture durable =
                with(GitSyncSettings.builder().acceptance(Acceptance.DURABLE).build());
        durable.git.write("A.md", "(gone) (B)").write("B.md", "b");

        assertThat(durable.git.pushed("new").notes()).contains("1 link leads nowhere after this push:");
        durable.pull();

        LinkFixture links = LinkFixture.of(durable);
        assertThat(links.progress().isComplete()).isTrue();
        assertThat(links.links(durable.git)).isNotEmpty().isEqualTo(links.recount(durable.git));
    }

    @Test
    void commitIdsStayAsPushed() {
        git.write("A.md", "(gone)");
        ObjectId pushed = git.commit("new");
        git.push();

        assertThat(git.main()).isEqualTo(pushed);
    }
}
