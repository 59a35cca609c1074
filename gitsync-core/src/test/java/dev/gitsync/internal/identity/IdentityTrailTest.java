package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.plan.PlannedSpace;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Faults H3: pages are followed through histories with merges. */
class IdentityTrailTest {
    private static final String GUIDE = "# Guide\n\nFirst fetch the archive.\nThen unpack it.\nThen run it.\n";

    private final PlannedSpace space;
    private final List<PushedCommits.Commit> newestFirst = new ArrayList<>();
    private PushedCommits.Parent main;
    private PageId guide;
    private PageId notes;

    IdentityTrailTest() throws Exception {
        space = new PlannedSpace();
        space.push(Map.of("Guide.md", GUIDE, "Notes.md", "notes\n", "K.md", "k"));
        main = new PushedCommits.Parent(PlannedSpace.commitId(0), space.main());
        guide = space.at("Guide");
        notes = space.at("Notes");
    }

    @Test
    void followsTheParentOfAMergeThatHasTheFile() throws Exception {
        for (boolean isFirst : new boolean[] {true, false}) {
            IdentityTrailTest test = new IdentityTrailTest();
            Map<String, String> tip = Map.of("Handbook.md", "all other\n", "Notes.md", "notes\n", "K.md", "k");
            PushedCommits.Parent rename =
                    test.commit(Map.of("Handbook.md", GUIDE, "Notes.md", "notes\n", "K.md", "k"), test.main);
            PushedCommits.Parent rewrite = test.commit(tip, rename);
            PushedCommits.Parent other =
                    test.commit(Map.of("Guide.md", GUIDE, "Notes.md", "notes\n", "K.md", "k", "x.txt", "x"), test.main);
            test.merge(tip, isFirst ? List.of(rewrite, other) : List.of(other, rewrite));

            assertThat(test.space.at("Handbook")).isEqualTo(test.guide);
        }
    }

    @Test
    void followsRenamesOfTwoBranches() throws Exception {
        PushedCommits.Parent one = commit(Map.of("Handbook.md", GUIDE, "Notes.md", "notes\n", "K.md", "k"), main);
        one = commit(Map.of("Handbook.md", "all other\n", "Notes.md", "notes\n", "K.md", "k"), one);
        PushedCommits.Parent two = commit(Map.of("Guide.md", GUIDE, "d/Memo.md", "notes\n", "K.md", "k"), main);
        two = commit(Map.of("Guide.md", GUIDE, "d/Memo.md", "memo\n", "K.md", "k"), two);

        merge(Map.of("Handbook.md", "all other\n", "d/Memo.md", "memo\n", "K.md", "k"), List.of(one, two));

        assertThat(space.at("Handbook")).isEqualTo(guide);
        assertThat(space.at("d/Memo")).isEqualTo(notes);
    }

    @Test
    void keepsThePagesInAMergeThatDropsABranch() throws Exception {
        PushedCommits.Parent ours = commit(Map.of("Guide.md", "edited\n", "Notes.md", "notes\n", "K.md", "k"), main);
        PushedCommits.Parent theirs = commit(Map.of("Handbook.md", GUIDE, "Guide.md", "stub\n", "K.md", "k"), main);

        merge(Map.of("Guide.md", "edited\n", "Notes.md", "notes\n", "K.md", "k"), List.of(ours, theirs));

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(space.at("Notes")).isEqualTo(notes);
    }

    @Test
    void followsARenameInAMergeThroughLaterCommits() throws Exception {
        PushedCommits.Parent one = commit(Map.of("Guide.md", GUIDE, "Notes.md", "notes\n", "K.md", "k1"), main);
        PushedCommits.Parent two = commit(Map.of("Guide.md", GUIDE, "Notes.md", "notes\n", "K.md", "k2"), main);
        PushedCommits.Parent merge = commit(Map.of("Handbook.md", GUIDE, "Notes.md", "notes\n", "K.md", "k"), one, two);
        commit(Map.of("Handbook.md", "all other\n", "Notes.md", "notes\n", "K.md", "k"), merge);
        space.commits = new PushedCommits(newestFirst);

        space.push(Map.of("Handbook.md", "all other\n", "Notes.md", "notes\n", "K.md", "k"));

        assertThat(space.at("Handbook")).isEqualTo(guide);
    }

    @Test
    void followsAFolderThatOneBranchMovedThroughTheMerge() throws Exception {
        space.push(Map.of("d/A.md", "text of a\n", "d/B.md", "words of b\n", "K.md", "k"));
        main = new PushedCommits.Parent(PlannedSpace.commitId(0), space.main());
        PageId a = space.at("d/A");
        PushedCommits.Parent one = commit(Map.of("e/A.md", "text of a\n", "e/B.md", "words of b\n", "K.md", "k"), main);
        PushedCommits.Parent two =
                commit(Map.of("d/A.md", "text of a\n", "d/B.md", "words of b\n", "K.md", "k2"), main);
        PushedCommits.Parent merge =
                commit(Map.of("e/A.md", "text of a\n", "e/B.md", "words of b\n", "K.md", "k2"), two, one);
        commit(Map.of("e/A.md", "rewritten\n", "e/B.md", "so is this\n", "K.md", "k2"), merge);
        space.commits = new PushedCommits(newestFirst);

        space.push(Map.of("e/A.md", "rewritten\n", "e/B.md", "so is this\n", "K.md", "k2"));

        assertThat(space.at("e/A")).isEqualTo(a);
    }

    @Test
    void createsNewPagesForAMergedUnrelatedHistory() throws Exception {
        PushedCommits.Parent root = commit(Map.of("sub/Guide.md", "another guide\n"));

        merge(
                Map.of("Guide.md", GUIDE, "Notes.md", "notes\n", "K.md", "k", "sub/Guide.md", "another guide\n"),
                List.of(main, root));

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(space.at("sub/Guide")).isNotIn(guide, notes);
    }

    private void merge(Map<String, String> tip, List<PushedCommits.Parent> parents) throws Exception {
        commit(tip, parents.toArray(PushedCommits.Parent[]::new));
        space.commits = new PushedCommits(newestFirst);
        space.push(tip);
    }

    private PushedCommits.Parent commit(Map<String, String> files, PushedCommits.Parent... parents) throws Exception {
        ObjectId id = PlannedSpace.commitId(newestFirst.size() + 1);
        ObjectId tree = space.tree(files);
        newestFirst.add(0, new PushedCommits.Commit(id, tree, List.of(parents)));
        return new PushedCommits.Parent(id, tree);
    }
}
