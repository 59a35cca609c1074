package dev.gitsync.servlet.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesEveryKindOfValue() {
        assertThat(Json.write(Json.fields(
                        "n", 12L, "b", true, "o", Optional.empty(), "p", Optional.of("x"), "l", List.of(1, "a"))))
                .isEqualTo("{\"n\":12,\"b\":true,\"o\":null,\"p\":\"x\",\"l\":[1,\"a\"]}");
        assertThat(Json.write(List.of(Map.of(), List.of()))).isEqualTo("[{},[]]");
    }

    @Test
    void escapesCharactersThatAreSpecialInJsonHtmlAndJavaScript() {
        assertThat(Json.write("\"\\\n\u0000</&\u2028\u007f\ud83d\ude00\ud800é"))
                .isEqualTo("\"\\u0022\\u005c\\u000a\\u0000\\u003c/\\u0026\\u2028\\u007f\\ud83d\\ude00\\ud800é\"");
    }
}
