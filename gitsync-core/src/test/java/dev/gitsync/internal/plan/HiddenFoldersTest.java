package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A folder that moves as a whole and becomes hidden deletes its pages; one that becomes visible creates pages. */
final class HiddenFoldersTest {
    private static final Map<String, String> VISIBLE =
            Map.of("Guide/A.md", "a\n", "Guide/Deep/B.md", "b\n", "Guide/README.md", "guide\n", "Other.md", "x\n");
    private static final Map<String, String> HIDDEN = Map.of(
            ".old/Guide/A.md",
            "a\n",
            ".old/Guide/Deep/B.md",
            "b\n",
            ".old/Guide/README.md",
            "guide\n",
            "Other.md",
            "x\n");

    @Test
    void deletesPagesOfAFolderThatBecomesHidden() throws Exception {
        PlannedSpace space = PlannedSpace.withAttachments();
        space.push(VISIBLE);

        PushPlan plan = space.push(HIDDEN);

        assertThat(space.pages().keySet()).containsExactly("Other");
        assertThat(plan.deletedPages()).containsExactly("Guide/A.md", "Guide/Deep/B.md", "Guide/README.md");
    }

    @Test
    void createsPagesOfAFolderThatBecomesVisible() throws Exception {
        PlannedSpace space = PlannedSpace.withAttachments();
        space.push(HIDDEN);

        space.push(VISIBLE);

        assertThat(space.pages().keySet())
                .containsExactly("Guide", "Guide/A", "Guide/Deep", "Guide/Deep/B", "Guide/README", "Other");
    }

    @Test
    void deletesAndCreatesPagesInInnerFolders() throws Exception {
        PlannedSpace space = PlannedSpace.withFolderPages("README.md");
        space.push(VISIBLE);
        PageId guide = space.at("Guide");

        space.push(HIDDEN);
        assertThat(space.pages().keySet()).containsExactly("Other");
        space.push(VISIBLE);

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(space.pages().keySet()).containsExactly("Guide", "Guide/A", "Guide/Deep", "Guide/Deep/B", "Other");
    }

    @Test
    void changesNothingIfAHiddenFolderMoves() throws Exception {
        PlannedSpace space = PlannedSpace.withAttachments();
        space.push(HIDDEN);

        PushPlan plan = space.push(Map.of(
                ".older/Guide/A.md", "a\n",
                ".older/Guide/Deep/B.md", "b\n",
                ".older/Guide/README.md", "guide\n",
                "Other.md", "x\n"));

        assertThat(plan.changes()).isEmpty();
    }
}
