package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each promise to operators and each message to git users names a test that would fail without it. */
class PromiseTablesTest {
    private static final String TESTS = "shown by";
    private static final Pattern TEST_METHOD =
            Pattern.compile("@(Test|ParameterizedTest|TestFactory|RepeatedTest|Property)\\b");
    private static final Pattern CONTRACT = Pattern.compile(" extends \\w+Contract\\b");
    private static final Pattern LOGGED = Pattern.compile("`([^`]+)`");

    private final Documents documents = new Documents();

    @ParameterizedTest
    @CsvSource({
        "internals/security-tests.md, 75",
        "internals/operations-tests.md, 40",
        "internals/messages-tests.md, 60"
    })
    void everyPromiseNamesATest(String page, int least) throws IOException {
        Map<String, String> sources = documents.sources("");
        List<List<String>> promises = rows(page, TESTS);
        assertThat(promises).hasSizeGreaterThanOrEqualTo(least).allSatisfy(row -> {
            var named = Documents.find(Documents.NAMED_TEST, row.get(row.size() - 1));
            assertThat(named).as("tests of: " + row.get(0)).isNotEmpty();
            assertThat(named)
                    .allSatisfy(test -> assertThat(isTested(sources, test.group(1), test.group(2)))
                            .as("there is a test " + test.group())
                            .isTrue());
        });
        assertThat(promises)
                .extracting(row -> row.get(0))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void everySentenceOfTheLogThatIsExplainedIsLogged() throws IOException {
        String product = String.join("\n", documents.sources("main").values()).replaceAll("\"\\s*\\+\\s*\"", "");
        assertThat(rows("operations.md", "what it means"))
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(Documents.find(LOGGED, row.get(0)))
                        .isNotEmpty()
                        .allSatisfy(sentence ->
                                assertThat(product).contains(sentence.group(1).replace("…", "{}"))));
    }

    /** A method of tests, or a class that has one; a contract and what extends it have those of the contract. */
    private static boolean isTested(Map<String, String> sources, String type, @Nullable String method) {
        String source = sources.getOrDefault(type, "");
        if (type.endsWith("Contract") || type.equals("FuzzTarget")) {
            return !source.isEmpty();
        }
        if (method == null && CONTRACT.matcher(source).find()) {
            return true;
        }
        return TEST_METHOD.matcher(source).find() && (method == null || source.contains(" " + method + "("));
    }

    /** The cells of all rows of those tables of a page whose last column has this name. */
    private List<List<String>> rows(String page, String lastColumn) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean isWanted = false;
        String before = "";
        for (String line :
                Documents.text(documents.root.resolve("docs").resolve(page)).split("\n", -1)) {
            if (line.startsWith("|") && !before.startsWith("|")) {
                isWanted = line.endsWith("| " + lastColumn + " |");
            } else if (line.startsWith("|") && isWanted && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                rows.add(Arrays.stream(cells, 1, cells.length - 1)
                        .map(String::strip)
                        .toList());
            }
            before = line;
        }
        return rows;
    }
}
