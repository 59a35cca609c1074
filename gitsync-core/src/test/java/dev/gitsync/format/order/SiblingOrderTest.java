package dev.gitsync.format.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiblingOrderTest {
    private static final Siblings ABCDE = Siblings.of(List.of("c", "a", "e", "b", "d"));

    private static SiblingOrder read(String file) {
        return SiblingOrder.read(file.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static String file(SiblingOrder order) {
        return new String(order.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void pagesWithoutALineFollowInAlphabeticalOrder() {
        assertThat(read("d\nb\n").arrange(ABCDE)).containsExactly("d", "b", "a", "c", "e");
        assertThat(SiblingOrder.none().arrange(ABCDE)).containsExactly("a", "b", "c", "d", "e");
        assertThat(read("b").arrange(Siblings.of(List.of("B", "a", "b", "C")))).containsExactly("b", "a", "B", "C");
    }

    @Test
    void alphabeticalOrderMayBeThatOfTitles() {
        Siblings reversed = new Siblings(Set.of("a", "b", "c"), Comparator.reverseOrder());
        assertThat(read("b\n").arrange(reversed)).containsExactly("b", "c", "a");
        assertThat(SiblingOrder.none().isNeeded(reversed)).isFalse();
    }

    @Test
    void unknownNamesBlankLinesAndRepetitionsAreIgnored() {
        SiblingOrder order = read("x\n\ne\n  b\t\ne\na.md\nb\r\n");
        assertThat(order.names()).containsExactly("x", "e", "b", "a.md");
        assertThat(order.arrange(ABCDE)).containsExactly("e", "b", "a", "c", "d");
    }

    @Test
    void byteOrderMarkAndLineEndsAreNoPartOfNames() {
        SiblingOrder order = read("\uFEFFc\r\nb\r\na");
        assertThat(order.names()).containsExactly("c", "b", "a");
        assertThat(file(order.placed("a", Position.first(), ABCDE))).isEqualTo("\uFEFFa\r\nc\r\nb");
        assertThat(file(order.placed("d", Position.after("c"), ABCDE))).isEqualTo("\uFEFFc\r\nd\r\nb\r\na");
    }

    @Test
    void linesThatAreNotUtf8StayAndNameNothing() {
        byte[] file = {(byte) 0xff, '\n', 'b', '\n', (byte) 0xc3, '\n'};
        SiblingOrder order = SiblingOrder.read(file).orElseThrow();
        assertThat(order.names()).containsExactly("b");
        assertThat(order.placed("c", Position.after("b"), ABCDE).bytes())
                .containsExactly(0xff, '\n', 'b', '\n', 'c', '\n', 0xc3, '\n');
    }

    @Test
    void firstMoveWritesOnlyTheLinesThatAreNeeded() {
        assertThat(file(SiblingOrder.none().placed("e", Position.before("b"), ABCDE)))
                .isEqualTo("a\ne\n");
        assertThat(file(SiblingOrder.none().placed("e", Position.first(), ABCDE)))
                .isEqualTo("e\n");
        assertThat(file(SiblingOrder.none().placed("a", Position.last(), ABCDE)))
                .isEqualTo("b\nc\nd\ne\n");
    }

    @Test
    void moveInACompleteFileChangesOneLine() {
        SiblingOrder order = read("e\nd\nc\nb\na\n");
        assertThat(file(order.placed("b", Position.before("e"), ABCDE))).isEqualTo("b\ne\nd\nc\na\n");
        assertThat(file(order.placed("e", Position.last(), ABCDE))).isEqualTo("d\nc\nb\na\ne\n");
        assertThat(file(order.placed("d", Position.after("c"), ABCDE))).isEqualTo("e\nc\nd\nb\na\n");
        assertThat(order.placed("d", Position.after("e"), ABCDE)).isEqualTo(order);
        assertThat(order.placed("d", Position.before("d"), ABCDE)).isEqualTo(order);
    }

    @Test
    void moveBackToTheAlphabeticalPlaceNeedsNoLine() {
        SiblingOrder order = read("a\ne\n").placed("e", Position.last(), ABCDE);
        assertThat(file(order)).isEqualTo("a\n");
        assertThat(order.isNeeded(ABCDE)).isFalse();
        assertThat(read("a\ne\n").isNeeded(ABCDE)).isTrue();
    }

    @Test
    void fileIsNeededForNamesThatNoPageHas() {
        assertThat(read("a\nb\n").isNeeded(ABCDE)).isFalse();
        assertThat(read("a\nx\n").isNeeded(ABCDE)).isTrue();
        assertThat(SiblingOrder.none().isNeeded(ABCDE)).isFalse();
    }

    @Test
    void unknownNamesKeepTheirPlaceAmongTheLinesThatStay() {
        SiblingOrder order = read("x\nc\ny\nb\nz\n");
        assertThat(file(order.placed("a", Position.before("b"), ABCDE))).isEqualTo("x\nc\ny\na\nb\nz\n");
        assertThat(file(order.placed("e", Position.last(), ABCDE))).isEqualTo("x\nc\ny\nb\nz\n");
        assertThat(file(order.placed("a", Position.last(), ABCDE))).isEqualTo("x\nc\ny\nb\nz\nd\ne\n");
    }

    @Test
    void renamedPageKeepsItsLine() {
        SiblingOrder order = read("c\n b \na\nc\nnew\n");
        assertThat(file(order.renamed("b", "Bee"))).isEqualTo("c\n Bee \na\nc\nnew\n");
        assertThat(file(order.renamed("c", "new"))).isEqualTo("new\n b \na\n");
        assertThat(order.renamed("e", "E")).isEqualTo(order);
        assertThat(file(order.renamed("a", "ä ö"))).isEqualTo("c\n b \nä ö\nc\nnew\n");
        assertThat(file(order.renamed("a", "two\nlines"))).isEqualTo("c\n b \nc\nnew\n");
    }

    @Test
    void pageThatLeavesTakesAllItsLinesAlong() {
        assertThat(file(read("c\nb\nc\na").without("c"))).isEqualTo("b\na");
        assertThat(file(read("b\na").without("a"))).isEqualTo("b");
        assertThat(file(read("b\n").without("b"))).isEmpty();
        assertThat(read("b\n").without("x")).isEqualTo(read("b\n"));
    }

    @Test
    void pageFromElsewhereComesToItsPlace() {
        assertThat(file(read("c\nb\n").placed("new", Position.after("c"), ABCDE)))
                .isEqualTo("c\nnew\nb\n");
        assertThat(read("c\nb\n").placed("new\n", Position.after("c"), ABCDE)).isEqualTo(read("c\nb\n"));
        assertThat(file(read("c\nb\n").placed("new", Position.after("gone"), ABCDE)))
                .as("last, which is its place by its name")
                .isEqualTo("c\nb\n");
    }

    @Test
    void restoredPageReturnsToItsNeighbours() {
        SiblingOrder earlier = read("e\nd\nc\nb\na\n");
        assertThat(file(read("e\nd\nb\na\n").restored("c", earlier, ABCDE))).isEqualTo("e\nd\nc\nb\na\n");
        assertThat(file(read("a\ne\nb\n").restored("c", earlier, ABCDE))).isEqualTo("a\ne\nc\nb\n");
        assertThat(file(read("b\na\n").restored("c", earlier, ABCDE))).isEqualTo("c\nb\na\n");
        assertThat(file(SiblingOrder.none().restored("c", earlier, ABCDE))).isEqualTo("c\n");
        assertThat(read("b\n").restored("x", earlier, ABCDE)).isEqualTo(read("b\n"));
    }

    @Test
    void orderOfAWikiIsWrittenWithTheFewestChanges() {
        assertThat(file(SiblingOrder.none().arranged(List.of("b", "a", "c", "d", "e"), ABCDE)))
                .isEqualTo("b\n");
        assertThat(file(read("e\nd\nc\n").arranged(List.of("d", "e", "c", "a", "b"), ABCDE)))
                .isIn("d\ne\nc\n", "d\ne\nc");
        assertThat(read("c\nb\n").arranged(List.of("c", "b", "a", "d", "e"), ABCDE))
                .isEqualTo(read("c\nb\n"));
        assertThatThrownBy(() -> SiblingOrder.none().arranged(List.of("a", "a", "c", "d", "e"), ABCDE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5 pages");
    }

    @Test
    void hugeFilesOrderNothing() {
        assertThat(SiblingOrder.read(new byte[SiblingOrder.MAX_BYTES + 1])).isEmpty();
        assertThat(SiblingOrder.read("\n".repeat(SiblingOrder.MAX_LINES + 1).getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(SiblingOrder.read("\n".repeat(SiblingOrder.MAX_LINES).getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
        assertThat(SiblingOrder.read(new byte[SiblingOrder.MAX_BYTES])).isPresent();
    }
}
