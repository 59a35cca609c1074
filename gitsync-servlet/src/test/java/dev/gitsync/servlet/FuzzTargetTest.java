package dev.gitsync.servlet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 11: thousands of requests with arbitrary bytes, and with pieces of what git sends. The profile {@code fuzz} sends millions.
 */
class FuzzTargetTest {
    private static final int SEEDS = 50;
    private static final List<String> PIECES = List.of(
            "0000",
            "0001",
            "0002",
            "0003",
            "0004",
            "0005a",
            "fff0",
            "ffff",
            "-001",
            "0014command=ls-refs\n",
            "0012command=fetch\n",
            "0009done\n",
            "000bfilter ",
            "000ddeepen 1\n",
            "0032want ",
            "0032have ",
            "0035shallow ",
            "1234567890123456789012345678901234567890",
            "0".repeat(40),
            " refs/heads/main",
            "\0report-status",
            " side-band-64k",
            "PACK\0\0\0\2\0\0\0\0",
            "docs.git/",
            "info/refs",
            "?service=git-receive-pack",
            "%2e%2e/",
            "%2F",
            "%",
            "//",
            ";x",
            "gitsync.allow-deletes=",
            "gitsync.dry-run",
            "\n",
            "\0",
            "Basic ",
            "Bearer gst_",
            "version=2",
            ":",
            "=",
            "é");

    static List<Long> seeds() {
        return new Random(11).longs(SEEDS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersAnyBytes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] data = new byte[random.nextInt(256)];
            random.nextBytes(data);
            FuzzTarget.fuzzerTestOneInput(data);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersAnyPiecesOfRequestsOfGit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 120; i++) {
            StringBuilder text = new StringBuilder().append((char) random.nextInt(256));
            for (int left = random.nextInt(15); left > 0; left--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            FuzzTarget.fuzzerTestOneInput(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Data without a kind and a text fails a target that reads ahead. */
    @Test
    void answersEmptyData() {
        FuzzTarget.fuzzerTestOneInput(new byte[0]);
        for (int kind = 0; kind < 256; kind++) {
            FuzzTarget.fuzzerTestOneInput(new byte[] {(byte) kind});
        }
    }
}
