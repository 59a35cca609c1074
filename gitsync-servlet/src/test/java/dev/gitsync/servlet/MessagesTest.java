package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of messages is what the code says. */
class MessagesTest {
    private static final Path DOCS = Path.of("../docs/messages.md");

    @Test
    void everyAnswerOfTheServerStandsInTheTableWithItsStatus() throws Exception {
        String table = Files.readString(DOCS);
        for (Answer answer : answers()) {
            assertThat(table).contains("| " + answer.status() + " | " + answer.sentence() + " |");
        }
    }

    @Test
    void everyRowOfTheTableIsInTheCode() throws Exception {
        List<String> sentences = answers().stream().map(Answer::sentence).toList();
        assertThat(rows("| "))
                .filteredOn(row -> row.get(1).matches("\\d{3}"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(sentences).contains(row.get(2)));
        String core = sources();
        assertThat(rows("| "))
                .filteredOn(row -> row.size() == 5 && !row.get(1).matches("\\d{3}|status|-+|rejected because|text"))
                .hasSizeGreaterThan(15)
                .allSatisfy(row -> {
                    for (String part : row.get(1).split(" … | …|… ", -1)) {
                        assertThat(core).contains(part);
                    }
                });
    }

    @Test
    void everyTestThatTheTableNamesIsThere() throws IOException {
        String tests = names();
        assertThat(rows("| ").stream()
                        .flatMap(row -> Stream.of(row.get(row.size() - 1).split("`", -1)))
                        .filter(word -> word.endsWith("Test")))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(tests).contains("/" + test + ".java"));
    }

    private static List<Answer> answers() throws IllegalAccessException {
        List<Answer> answers = new ArrayList<>();
        for (Field field : Answer.class.getDeclaredFields()) {
            if (field.getType() == Answer.class) {
                answers.add((Answer) field.get(null));
            }
        }
        answers.add(Answer.unauthorized("wiki"));
        answers.add(Answer.methodNotAllowed(List.of("GET")));
        answers.add(Answer.tooManySignIns(Duration.ofSeconds(1)));
        return answers;
    }

    /** The cells of each row, behind an empty one; the last one is empty and left out. */
    private static List<List<String>> rows(String start) throws IOException {
        return Files.readAllLines(DOCS).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
    }

    /** The sources of engine and servlet, with texts that go over several lines put together. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("../gitsync-core/src/main", "src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "") + " want not valid";
    }

    private static String names() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("testkit", "jdbi", "servlet")) {
            try (Stream<Path> files = Files.walk(Path.of("../gitsync-" + module + "/src/test"))) {
                files.forEach(file -> all.append(file).append('\n'));
            }
        }
        return all.toString().replace('\\', '/');
    }
}
