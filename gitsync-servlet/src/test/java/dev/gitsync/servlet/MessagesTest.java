package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.servlet.internal.request.ErrorResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the table of messages in the docs with the code. */
class MessagesTest {
    private static final Path DOCS = Path.of("../docs/messages.md");
    private static final Path TESTS = Path.of("../docs/internals/messages-tests.md");

    @Test
    void documentsEveryErrorResponseWithItsStatus() throws Exception {
        String table = Files.readString(DOCS);
        for (ErrorResponse answer : answers()) {
            assertThat(table).contains("| " + answer.status() + " | " + answer.message() + " |");
        }
    }

    @Test
    void findsEveryDocumentedMessageInTheCode() throws Exception {
        List<String> sentences = answers().stream().map(ErrorResponse::message).toList();
        assertThat(rows(DOCS))
                .filteredOn(row -> row.get(1).matches("\\d{3}"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(sentences).contains(row.get(2)));
        String core = sources();
        assertThat(rows(DOCS))
                .filteredOn(row -> row.size() == 4 && !row.get(1).matches("\\d{3}|status|-+|rejected because|text"))
                .hasSizeGreaterThan(15)
                .allSatisfy(row -> {
                    for (String part : row.get(1).split(" … | …|… ", -1)) {
                        assertThat(core).contains(part);
                    }
                });
    }

    /** Finds each message of a push or a fetch in the sources, by the form in which the code writes it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/PushRefusals.java; refused\\(\\s*Reason\\.[A-Z_]+,\\s*\"([^\"]+)\"; 20",
                "/PushObjectCheck.java; Reason\\.[A-Z_]+,\\s*\"([^\"]+)\"; 1",
                "/RefRules.java; [=?:] \"([a-z][a-z' ]+)\"; 3",
                "/PushHandler.java; reject\\(\"([^\"]+)\"; 1",
                "/PackFailure.java; (?:return|:|->)\\s*\"([A-Z][a-z' -]+[a-z]); 7",
                "/FetchLineCheck.java; String [A-Z_]+ =\\s*\"([^\"]+)\"; 3",
                "/FetchLineCheck.java; \"(this fetch asks for more than) \"; 1",
            })
    void documentsEveryMessageOfAPushOrAFetch(String file, String form, int least) throws IOException {
        List<String> answers = Pattern.compile(form)
                .matcher(sources(file))
                .results()
                .map(answer -> answer.group(1))
                .distinct()
                .toList();
        assertThat(answers).hasSizeGreaterThanOrEqualTo(least);
        String tables = rows(DOCS).stream().flatMap(List::stream).collect(Collectors.joining("\n"));
        assertThat(answers).allSatisfy(answer -> assertThat(tables).contains(answer));
    }

    @Test
    void listsTheSameMessagesInThePageOfTests() throws IOException {
        List<String> messages = rows(DOCS).stream()
                .filter(row -> !row.get(1).matches("status|-+|rejected because|text"))
                .map(row -> row.get(row.get(1).matches("\\d{3}") ? 2 : 1))
                .toList();
        List<String> tested = rows(TESTS).stream()
                .map(row -> row.get(1))
                .filter(message -> !message.equals("message"))
                .toList();
        assertThat(messages).hasSizeGreaterThan(50).isEqualTo(tested);
    }

    private static List<ErrorResponse> answers() throws IllegalAccessException {
        List<ErrorResponse> answers = new ArrayList<>();
        for (Field field : ErrorResponse.class.getDeclaredFields()) {
            if (field.getType() == ErrorResponse.class) {
                answers.add((ErrorResponse) field.get(null));
            }
        }
        answers.add(ErrorResponse.unauthorized("wiki"));
        answers.add(ErrorResponse.methodNotAllowed(List.of("GET")));
        answers.add(ErrorResponse.tooManySignIns(Duration.ofSeconds(1)));
        answers.add(ErrorResponse.tooManyWebhooks(Duration.ofSeconds(1)));
        return answers;
    }

    /** Returns the cells of each row after an empty first one; the last one is empty and left out. */
    private static List<List<String>> rows(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
    }

    /** Returns the sources of engine and servlet, with string literals of several lines joined. */
    private static String sources() throws IOException {
        return sources(".java") + " want not valid";
    }

    /** Returns the sources whose path ends with {@code end}. */
    private static String sources(String end) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("../gitsync-core/src/main", "src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                for (Path file : files.filter(
                                f -> f.toString().replace('\\', '/').endsWith(end))
                        .toList()) {
                    all.append(Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}
