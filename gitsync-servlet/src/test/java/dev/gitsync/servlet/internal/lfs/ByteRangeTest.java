package dev.gitsync.servlet.internal.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-9, 0, 10",
        "bytes=3-, 3, 7",
        "bytes=3-5, 3, 3",
        "bytes=9-9, 9, 1",
        "bytes=9-100, 9, 1",
        "bytes=0-999999999999999999, 0, 10",
        "bytes=-3, 7, 3",
        "bytes=-10, 0, 10",
        "bytes=-999999999999999999, 0, 10",
    })
    void readsOneRangeOfTenBytes(String header, long first, long length) {
        ByteRange range = ByteRange.of(header, 10).orElseThrow();
        assertThat(range).isEqualTo(new ByteRange(first, length, true));
        assertThat(range.contentRange(10)).isEqualTo("bytes " + first + "-" + (first + length - 1) + "/10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=--3",
                "bytes=-3-",
                "bytes=+1-2",
                "bytes=1-2,4-5",
                "bytes= 1-2",
                "bytes=1-2 ",
                "Bytes=1-2",
                "items=1-2",
                "bytes=a-b",
                "bytes=0x1-2",
                "bytes=9999999999999999999-",
                "bytes=1-9999999999999999999",
            })
    void ignoresOtherHeaders(String header) {
        assertThat(ByteRange.of(header, 10)).contains(ByteRange.whole(10));
        assertThat(ByteRange.of(null, 10)).contains(ByteRange.whole(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-10", "bytes=999999999999999999-", "bytes=-0"})
    void isEmptyAfterTheEnd(String header) {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }

    @Test
    void ignoresRangesOfAnEmptyFile() {
        assertThat(ByteRange.of("bytes=0-0", 0)).isEmpty();
        assertThat(ByteRange.of("bytes=-1", 0)).isEmpty();
        assertThat(ByteRange.of("", 0)).contains(ByteRange.whole(0));
    }
}
