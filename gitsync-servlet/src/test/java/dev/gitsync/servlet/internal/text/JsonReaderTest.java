package dev.gitsync.servlet.internal.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
    @Test
    void readsEveryKindOfValue() throws Exception {
        JsonObject json =
                read(" {\"s\" : \"\\u00e9\\ud83d\\ude00\\n\\\"\\/é😀\", \"n\":-12, \"t\":true,\"f\":false,\"z\":null,"
                        + "\"l\":[ \"a\" , \"b\" ],\"e\":[],\"o\":[{\"x\":0}], \"d\": 1.5e3, \"\":{}} \r\n\t");
        assertThat(json.string("s")).contains("é😀\n\"/é😀");
        assertThat(json.integer("n")).contains(-12L);
        assertThat(json.flag("t")).contains(true);
        assertThat(json.flag("f")).contains(false);
        assertThat(json.string("z")).isEmpty();
        assertThat(json.string("missing")).isEmpty();
        assertThat(json.strings("l")).contains(List.of("a", "b"));
        assertThat(json.objects("e")).contains(List.of());
        assertThat(json.objects("o").orElseThrow().get(0).integer("x")).contains(0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "null",
                "\"a\"",
                "{}{}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":null}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\ude00\\ud83d\"}",
                "{\"a\":\"b}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":0x1}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":True}",
                "{\"a\":undefined}",
                "{/**/\"a\":1}",
                "\ufeff{}",
            })
    void refusesTextThatIsNotAJsonObject(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> JsonReader.read("{\"a\":\"é\"}".getBytes(ISO_8859_1)))
                .isInstanceOf(MalformedRequestException.class);
        assertThatThrownBy(() -> JsonReader.read(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'}))
                .isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void limitsTheDepth() throws Exception {
        assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}").fields())
                .containsKey("a");
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining("16 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e2",
                "\"1\"",
                "true",
                "[1]",
                "1000000000000000000",
                "99999999999999999999999",
                "1e999",
                "-1000000000000000000"
            })
    void refusesNumbersThatAreNotIntegers(String number) throws Exception {
        JsonObject json = read("{\"size\":" + number + "}");
        assertThatThrownBy(() -> json.integer("size"))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("The field size must be an integer.");
    }

    @Test
    void checksTypesOfFields() throws Exception {
        JsonObject json = read("{\"a\":1,\"b\":[\"x\",1],\"c\":{}}");
        assertThatThrownBy(() -> json.string("a")).hasMessage("The field a must be a string.");
        assertThatThrownBy(() -> json.flag("a")).hasMessage("The field a must be true or false.");
        assertThatThrownBy(() -> json.strings("b")).hasMessage("The field b must be a list of strings.");
        assertThatThrownBy(() -> json.objects("b")).hasMessage("The field b must be a list of objects.");
        assertThatThrownBy(() -> json.objects("c")).hasMessage("The field c must be a list of objects.");
    }

    private static JsonObject read(String text) throws MalformedRequestException {
        return JsonReader.read(text.getBytes(UTF_8));
    }
}
