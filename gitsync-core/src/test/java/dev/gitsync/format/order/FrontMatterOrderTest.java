package dev.gitsync.format.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontMatterOrderTest {
    @ParameterizedTest
    @CsvSource({"10, 10", "-3, -3", "1.5, 1.5", "'\"2\"', 2", "'2 # second', 2", ".5, 0.5", "1e3, 1000"})
    void numbersAreRead(String value, double number) {
        assertThat(FrontMatterOrder.DOCUSAURUS.number("---\ntitle: A\nsidebar_position: " + value + "\n---\ntext"))
                .hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"first", "[1]", "0x10", "NaN", "Infinity", "1.2.3", "1d", "'111111111111111111111111111111111'"})
    void otherValuesAreNoNumbers(String value) {
        assertThat(FrontMatterOrder.DOCUSAURUS.number("---\nsidebar_position: " + value + "\n---\n"))
                .isEmpty();
    }

    @Test
    void keysAreThoseOfTheGenerator() {
        assertThat(FrontMatterOrder.HUGO.number("+++\nweight = 20\n+++\n")).hasValue(20);
        assertThat(FrontMatterOrder.HUGO.number("+++\nweight = 7 # seventh\n+++\n"))
                .hasValue(7);
        assertThat(FrontMatterOrder.HUGO.number("---\nweight:\n  = 7\n---\n")).isEmpty();
        assertThat(FrontMatterOrder.HUGO.number("---\nweight: 0\n---\n")).isEmpty();
        assertThat(FrontMatterOrder.JUST_THE_DOCS.number("---\nnav_order: 0\n---\n"))
                .hasValue(0);
        assertThat(FrontMatterOrder.JUST_THE_DOCS.number("---\nweight: 1\n---\n"))
                .isEmpty();
        assertThat(FrontMatterOrder.HUGO.number("weight: 1\n")).isEmpty();
        FrontMatterOrder any = new FrontMatterOrder(List.of("menu_weight", "weight"), true);
        assertThat(any.number("---\nweight: 1\nmenu_weight: 2\n---\n")).hasValue(2);
        assertThat(any.number("---\nweight: 1\nmenu_weight: none\n---\n")).hasValue(1);
    }

    @Test
    void pagesWithSmallerNumbersComeFirstAndThoseWithoutFollow() {
        List<String> order = FrontMatterOrder.order(
                Map.of(
                        "a", OptionalDouble.of(3),
                        "b", OptionalDouble.empty(),
                        "C", OptionalDouble.of(-1),
                        "d", OptionalDouble.of(3)),
                Siblings.BY_NAME);
        assertThat(order).containsExactly("C", "a", "d");
        assertThat(SiblingOrder.of(order).arrange(Siblings.of(List.of("a", "b", "C", "d", "0"))))
                .containsExactly("C", "a", "d", "0", "b");
    }

    @Test
    void namesThatCannotBeInAFileAreLeftOut() {
        assertThat(SiblingOrder.of(List.of("b", "", " x", "two\nlines", "b", "a\r", "a"))
                        .bytes())
                .asString()
                .isEqualTo("b\na\n");
    }

    @Test
    void anOrderNeedsAKey() {
        assertThatThrownBy(() -> new FrontMatterOrder(List.of(), true)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new FrontMatterOrder(List.of(" "), true)).isInstanceOf(InvalidInputException.class);
    }
}
