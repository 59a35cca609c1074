package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class RecordsTest {
    @Test
    void whatIsWrittenStaysAsItWasSinceIdsComeFromIt() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("b\\c", Records.line(List.of("x\ty", "", "z\n")));
        lines.put("a", Records.line(List.of("1")));
        lines.put("none", Records.line(List.of()));
        assertThat(Records.text(lines)).isEqualTo("a\t1\nb\\\\c\tx\\ty\t\tz\\n\nnone\n");
    }

    @Test
    void aRecordWithoutFieldsIsNotOneWithAnEmptyField() {
        Map<String, String> lines = Records.lines("none\nempty\t\n");
        assertThat(lines.keySet()).containsExactly("empty", "none");
        assertThat(Records.fields(lines.getOrDefault("none", "?"))).isEmpty();
        assertThat(Records.fields(lines.getOrDefault("empty", "?"))).containsExactly("");
    }

    @Property(tries = 200)
    void everyRecordIsReadAsItWasWritten(
            @ForAll
                    Map<
                                    @Chars({'\\', '\t', '\n', 'n', 't'}) @CharRange(from = 'a', to = 'c') String,
                                    List<@Chars({'\\', '\t', '\n', 'n', 't'}) String>>
                            records) {
        Map<String, String> lines = new TreeMap<>();
        records.forEach((key, fields) -> lines.put(key, Records.line(fields)));
        Map<String, String> read = Records.lines(Records.text(lines));
        assertThat(read).isEqualTo(lines);
        records.forEach((key, fields) ->
                assertThat(Records.fields(read.getOrDefault(key, "?"))).isEqualTo(fields));
    }
}
