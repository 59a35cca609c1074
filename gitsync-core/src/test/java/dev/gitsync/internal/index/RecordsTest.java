package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecordsTest {
    @Test
    void whatIsWrittenStaysAsItWasSinceIdsComeFromIt() {
        String text = Records.with("", "none", Records.line(List.of()));
        text = Records.with(text, "b\\c", Records.line(List.of("x\ty", "", "z\n")));
        text = Records.with(text, "a", Records.line(List.of("1")));
        assertThat(text).isEqualTo("a\t1\nb\\\\c\tx\\ty\t\tz\\n\nnone\n");
    }

    @Test
    void aRecordWithoutFieldsIsNotOneWithAnEmptyField() {
        String text = "empty\t\nnone\n";
        assertThat(Records.find(text, "none").map(Records::fields)).contains(List.of());
        assertThat(Records.find(text, "empty").map(Records::fields)).contains(List.of(""));
    }

    @Test
    void aKeyIsNotFoundInTheMiddleOfAnother() {
        String text = "abc\tb\nbc\t1\n";
        assertThat(Records.find(text, "b")).isEmpty();
        assertThat(Records.find(text, "ab")).isEmpty();
        assertThat(Records.find(text, "")).isEmpty();
        assertThat(Records.find("", "")).isEmpty();
        assertThat(Records.without(text, "b")).isEqualTo(text);
    }

    /** A map does the same, and is what the records mean; the text is always the one that the map's order gives. */
    @Property(tries = 500)
    void textIsEditedLikeAMap(@ForAll @Size(max = 60) List<@From("edits") Edit> edits) {
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

    @Provide
    Arbitrary<Edit> edits() {
        Arbitrary<String> strings =
                Arbitraries.strings().withChars("abnt\\\t\n\uD83D\uDE00\uFB01").ofMaxLength(3);
        return Combinators.combine(strings, strings.list().ofMaxSize(3).optional(0.8))
                .as(Edit::new);
    }

    /** A record that is put, or with no fields at all one that is taken out. */
    record Edit(String key, Optional<List<String>> fields) {}
}
