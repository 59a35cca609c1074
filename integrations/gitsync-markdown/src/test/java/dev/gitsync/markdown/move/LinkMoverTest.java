package dev.gitsync.markdown.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkMoverTest {
    private static final String LINKER = "guide/setup.md";
    private static final SpaceFileIndex FILES = new SpaceFileIndex(List.of(
            "guide/setup.md",
            "guide/other.md",
            "guide/a b.md",
            "guide/ä.md",
            "guide/images/a.png",
            "api/README.md",
            "api/call.md",
            "deep/er/Note.md",
            "start.md"));

    private final LinkRules rules = LinkRules.builder().html(true).build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[x](other.md#h) ~ guide/other.md ~ guide/new/name.md ~ [x](new/name.md#h)",
                "[x](./other.md 'title') ~ guide/other.md ~ guide/name.md ~ [x](./name.md 'title')",
                "[x](other) ~ guide/other.md ~ start/name.md ~ [x](../start/name)",
                "[x](other.html?a) ~ guide/other.md ~ guide/name.md ~ [x](name.html?a)",
                "[x](/guide/other) ~ guide/other.md ~ a/name.md ~ [x](/a/name)",
                "[x](<a b.md>) ~ guide/a b.md ~ guide/c d.md ~ [x](<c d.md>)",
                "[x](a%20b.md) ~ guide/a b.md ~ guide/c d.md ~ [x](c%20d.md)",
                "[x](a%20b.md) ~ guide/a b.md ~ x/a b.md ~ [x](../x/a%20b.md)",
                "[x](%C3%A4.md) ~ guide/ä.md ~ guide/ü.md ~ [x](%C3%BC.md)",
                "[x](ä.md) ~ guide/ä.md ~ guide/ü.md ~ [x](ü.md)",
                "[x](other.md) ~ guide/other.md ~ guide/a(b)#c%.md ~ [x](a%28b%29%23c%25.md)",
                "[x](other.md) ~ guide/other.md ~ guide/a:b&amp;.md ~ [x](a%3Ab%26amp;.md)",
                "![x](images/a.png) ~ guide/images ~ img ~ ![x](../img/a.png)",
                "[x](../api/) ~ api ~ guide/api ~ [x](api/)",
                "[x](../api) ~ api ~ lib ~ [x](../lib)",
                "[x](../api/README.md) ~ api/README.md ~ api.md ~ [x](../api.md)",
                "[x](../api/) ~ api/README.md ~ api.md ~ [x](../api/)",
                "[x](images) ~ guide/images ~ guide/pictures ~ [x](pictures)",
                "[x]: other.md ~ guide/other.md ~ guide/name.md ~ [x]: name.md",
                "<a href='other.md'>x</a> ~ guide/other.md ~ guide/a'b c.md ~ <a href='a%27b%20c.md'>x</a>",
                "[[other]] ~ guide/other.md ~ deep/name.md ~ [[name]]",
                "[[other]] ~ guide/other.md ~ deep/other.md ~ [[other]]",
                "[[Other.md|x]] ~ guide/other.md ~ deep/name.md ~ [[name.md|x]]",
                "[[other#h]] ~ guide/other.md ~ deep/call.md ~ [[deep/call#h]]",
                "[[guide/other]] ~ guide/other.md ~ a/b/name.md ~ [[b/name]]",
                "[[../guide/other]] ~ guide/other.md ~ a/name.md ~ [[../a/name]]",
                "[[/guide/other]] ~ guide/other.md ~ a/name.md ~ [[/a/name]]",
                "![[a.png]] ~ guide/images/a.png ~ x/b.png ~ ![[b.png]]",
                "[[api]] ~ api ~ lib ~ [[lib]]",
                "[[other#h|x]] ~ guide/other.md ~ guide/a#b.md ~ [x](a%23b.md#h)",
                "![[other]] ~ guide/other.md ~ guide/[a].md ~ ![other]([a].md)",
                "[x](missing.md) [y](https://e.org) ~ guide/other.md ~ guide/missing.md ~ [x](missing.md) [y](https://e.org)"
            })
    void keepsTheStyleOfTheAuthor(String text, String from, String to, String edited) {
        assertThat(move(text, new PathMove(from, to))).isEqualTo(edited);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[x](other.md) ~ [x](../../guide/other.md)",
                "[x](images/a.png) ~ [x](../../guide/images/a.png)",
                "[x](../start) ~ [x](../../start)",
                "[x](#h) ~ [x](#h)",
                "[x](setup.md#h) ~ [x](moved.md#h)",
                "[x](/start) ~ [x](/start)",
                "[[other]] ~ [[other]]",
                "[[./other]] ~ [[../../guide/other]]"
            })
    void keepsTheLinksOfThePageThatMoves(String text, String edited) {
        assertThat(move(text, new PathMove(LINKER, "a/b/moved.md"))).isEqualTo(edited);
    }

    @Test
    void changesNothingIfLinkerAndTargetMoveTogether() {
        assertThat(move("[x](other.md) ![](images/a.png)", new PathMove("guide", "manual")))
                .isEqualTo("[x](other.md) ![](images/a.png)");
    }

    @Test
    void keepsLinksWhenTwoPagesSwap() {
        assertThat(move(
                        "[x](other.md) [y](ä.md)",
                        new PathMove("guide/other.md", "guide/ä.md"),
                        new PathMove("guide/ä.md", "guide/other.md")))
                .isEqualTo("[x](ä.md) [y](other.md)");
    }

    @Test
    void keepsWikilinkToAPageThatAMovedPageHides() {
        assertThat(move("[[Note]] [[note|x]]", new PathMove("start.md", "guide/Note.md")))
                .isEqualTo("[[er/Note]] [[er/Note|x]]");
    }

    @Test
    void followsTheLongestMove() {
        assertThat(move(
                        "[x](../api/call.md)",
                        new PathMove("api", "lib"),
                        new PathMove("api/call.md", "guide/call.md")))
                .isEqualTo("[x](call.md)");
    }

    @Test
    void reportsALinkThatNothingCanExpress() {
        PathMoves moves = new PathMoves(List.of(new PathMove("start.md", "guide/images.md")));

        LinkEdits edits = new LinkMover(rules, FILES, moves).edits(LINKER, "[x](images)");

        assertThat(edits.edits()).isEmpty();
        assertThat(edits.lost()).hasSize(1);
    }

    @Test
    void writesNoLinkIntoTheTextOfAnother() {
        PathMoves moves = new PathMoves(List.of(new PathMove("guide/other.md", "guide/a#b.md")));

        LinkEdits edits = new LinkMover(rules, FILES, moves).edits(LINKER, "[a [[other]]](ä.md) [[other]]");

        assertThat(edits.edits()).extracting(TextEdit::replacement).containsExactly("[other](a%23b.md)");
        assertThat(edits.lost()).extracting(link -> link.range().start()).containsExactly(3);
    }

    @Test
    void writesNoWikilinkThatIsALabel() {
        PathMoves moves = new PathMoves(List.of(new PathMove("guide/other.md", "guide/name.md")));

        LinkEdits edits = new LinkMover(rules, FILES, moves).edits(LINKER, "[[other]]\n\n[Name]: ä.md");

        assertThat(edits.edits()).isEmpty();
        assertThat(edits.lost()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[x](other.md#h) ~ guide/other.md ~ guide/other.txt ~ [x](other.txt#h)",
                "[[other]] ~ guide/other.md ~ guide/other.txt ~ [[other.txt]]",
                "![x](images/a.png) ~ guide/images/a.png ~ guide/a.md ~ ![x](a)",
                "![[a.png]] ~ guide/images/a.png ~ guide/a.md ~ ![[a]]"
            })
    void followsAPageToANameThatIsNoPageAndBack(String text, String from, String to, String edited) {
        assertThat(move(text, new PathMove(from, to))).isEqualTo(edited);
    }

    @Test
    void refusesToMoveTheRoot() {
        assertThatThrownBy(() -> new PathMove("", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PathMove("a", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private String move(String text, PathMove... moves) {
        LinkEdits edits = new LinkMover(rules, FILES, new PathMoves(Arrays.asList(moves))).edits(LINKER, text);
        assertThat(edits.lost()).isEmpty();
        assertThat(edits.complete()).isTrue();
        return TextEdit.apply(text, edits.edits());
    }
}
