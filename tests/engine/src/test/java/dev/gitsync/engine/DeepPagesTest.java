package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults N5: git may edit every page that the wiki wrote, however long or deep its path is. */
class DeepPagesTest {
    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    @ParameterizedTest
    @CsvSource({"14, 100", "70, 1"})
    void letsGitEditAndDeleteAPageBeyondTheLimitsOfAPush(int levels, int titleLength) {
        PageId deepest = nested(levels, titleLength);
        git.fetch();
        String path = deepestPath();

        git.write(path, "edited by git");
        git.pushed("edit");
        assertThat(wiki.textOf(deepest)).isEqualTo("edited by git");
        wiki.assertVerified();

        git.delete(path);
        git.pushed("delete");
        assertThat(wiki.wiki.page(wiki.space, deepest)).isEmpty();
        wiki.assertVerified();
    }

    @ParameterizedTest
    @CsvSource({"14, 100, is longer than 1024 bytes", "70, 1, is deeper than 64 folders"})
    void refusesANewFileBeyondTheLimits(int levels, int titleLength, String why) {
        nested(levels, titleLength);
        git.fetch();

        git.write(deepestPath().replaceFirst("[^/]*$", "new.png"), "png");
        PushResult.Refused refused = git.refused("new");

        assertThat(refused.details().get(0)).contains(why);
        wiki.assertVerified();
    }

    @Test
    void letsGitMoveAPageUpFromBeyondTheLimits() {
        PageId deepest = nested(70, 1);
        git.fetch();

        git.move(deepestPath(), "Up.md");
        git.pushed("move up");

        assertThat(wiki.pageAt("Up.md")).isEqualTo(deepest);
        wiki.assertVerified();
    }

    private PageId nested(int levels, int titleLength) {
        PageId page = wiki.page(null, "t".repeat(titleLength), "top");
        for (int i = 1; i < levels; i++) {
            page = wiki.page(page, "t".repeat(titleLength), "text " + i);
        }
        return page;
    }

    private String deepestPath() {
        return git.files().stream().max(Comparator.comparingInt(String::length)).orElseThrow();
    }
}
