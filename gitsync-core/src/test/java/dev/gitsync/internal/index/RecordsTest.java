package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
    private static final int[] CHARACTERS =
            "abnt\\\t\n\uD83D\uDE00\uFB01".codePoints().toArray();

    @Test
    void computesAStableFingerprint() {
        String text = Records.with("", "none", Records.line(List.of()));
        text = Records.with(text, "b\\c", Records.line(List.of("x\ty", "", "z\n")));
        text = Records.with(text, "a", Records.line(List.of("1")));
        assertThat(text).isEqualTo("a\t1\nb\\\\c\tx\\ty\t\tz\\n\nnone\n");
    }

    @Test
    void distinguishesNoFieldsFromAnEmptyField() {
        String text = "empty\t\nnone\n";
        assertThat(Records.find(text, "none").map(Records::fields)).contains(List.of());
        assertThat(Records.find(text, "empty").map(Records::fields)).contains(List.of(""));
    }

    @Test
    void findsOnlyWholeKeys() {
        String text = "abc\tb\nbc\t1\n";
        assertThat(Records.find(text, "b")).isEmpty();
        assertThat(Records.find(text, "ab")).isEmpty();
        assertThat(Records.find(text, "")).isEmpty();
        assertThat(Records.find("", "")).isEmpty();
        assertThat(Records.without(text, "b")).isEqualTo(text);
    }

    static List<Long> seeds() {
        return new Random(7).longs(200).boxed().toList();
    }

    /** The records equal a sorted map with the same edits, in the same order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void editsTextLikeAMap(long seed) {
        List<Edit> edits = anyEdits(new Random(seed));
        SortedMap<String, List<String>> map = new TreeMap<>();
        String text = "";
        for (Edit edit : edits) {
            if (edit.fields().isEmpty()) {
                map.remove(edit.key());
                text = Records.without(text, edit.key());
            } else {
                map.put(edit.key(), edit.fields().get());
                text = Records.with(text, edit.key(), Records.line(edit.fields().get()));
            }
            assertThat(Records.find(text, edit.key()).map(Records::fields)).isEqualTo(edit.fields());
            assertThat(Records.count(text)).isEqualTo(map.size());
        }
        List<String> keys = new ArrayList<>();
        Records.forEach(text, (key, line) -> {
            keys.add(key);
            assertThat(Records.fields(line)).isEqualTo(map.get(key));
        });
        assertThat(keys).containsExactlyElementsOf(map.keySet());
    }

    private static List<Edit> anyEdits(Random random) {
        return Stream.generate(() -> new Edit(anyString(random), anyFields(random)))
                .limit(random.nextInt(61))
                .toList();
    }

    private static Optional<List<String>> anyFields(Random random) {
        if (random.nextInt(5) == 0) {
            return Optional.empty();
        }
        return Optional.of(Stream.generate(() -> anyString(random))
                .limit(random.nextInt(4))
                .toList());
    }

    /** Returns up to three characters: letters that escapes use, escaped characters, and some beyond Latin-1. */
    private static String anyString(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** A record that is put, or removed if it has no fields. */
    record Edit(String key, Optional<List<String>> fields) {}
}
