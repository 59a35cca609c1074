package dev.gitsync.markdown.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.markdown.summary.SummaryOrder.Summary;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryOrderTest {
    private static final String BOOK = """
            # Summary

            [Preface](README.md)

            # Guide

            - [Start](start/README.md)
              - [Install](start/install.md)
              - [First steps](start/first%20steps.md#here)
            - [Reference](<reference.md> "All of it")
            - [Draft]()

            ```
            - [Not this](code.md)
            ```
            - [Deep](a/b/c.md), [picture](a/x.png), [site](https://example.org/x.md)
            - [Above](../outside.md) [Start again](start/late.md)

            [Appendix](./appendix.md)
            """;

    private static Map<String, List<String>> folders(String path, String text) {
        return SummaryOrder.read(new Summary(path, text, List.of("README.md", "index.md")))
                .orElseThrow()
                .folders();
    }

    @Test
    void pagesAreInTheOrderOfTheirLinks() {
        assertThat(folders("src/SUMMARY.md", BOOK))
                .containsOnlyKeys("", "src", "src/start", "src/a", "src/a/b")
                .containsEntry("", List.of("src", "outside"))
                .containsEntry("src", List.of("start", "reference", "a", "appendix"))
                .containsEntry("src/start", List.of("install", "first steps", "late"))
                .containsEntry("src/a/b", List.of("c"));
    }

    @Test
    void theFileOfTheRootIsAnOrdinaryPage() {
        assertThat(folders("SUMMARY.md", BOOK).get(""))
                .containsExactly("README", "start", "reference", "a", "appendix");
    }

    @Test
    void orderOfAFolderIsAnOrderFile() {
        List<String> names = folders("SUMMARY.md", BOOK).get("start");
        assertThat(SiblingOrder.of(names).bytes()).asString().isEqualTo("install\nfirst steps\nlate\n");
    }

    @Test
    void linksFromTheRootStartThere() {
        assertThat(folders("src/SUMMARY.md", "- [A](/a/b.md)\n")).containsEntry("a", List.of("b"));
    }

    @Test
    void hugeSummariesAndPathsAreNotRead() {
        String deep = "- [x](" + "a/".repeat(64) + "x.md)\n- [y](" + "b".repeat(5_000) + ".md)\n- [z](z.md)\n";
        assertThat(folders("SUMMARY.md", deep)).isEqualTo(Map.of("", List.of("z")));
        String many = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> "- [x](p" + i + ".md)\n")
                .collect(Collectors.joining());
        assertThat(SummaryOrder.read(new Summary("SUMMARY.md", many, List.of())))
                .isEmpty();
    }
}
