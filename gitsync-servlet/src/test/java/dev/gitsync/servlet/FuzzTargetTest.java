package dev.gitsync.servlet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Law 11: some thousand requests of any bytes, and of pieces of what git sends. The profile {@code fuzz} sends millions. */
class FuzzTargetTest {
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

    @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
    void anyBytesHaveAnAnswer(@ForAll byte[] data) {
        FuzzTarget.fuzzerTestOneInput(data);
    }

    @Property(tries = 6000, shrinking = ShrinkingMode.BOUNDED)
    void anyPiecesOfWhatGitSendsHaveAnAnswer(@ForAll byte kind, @ForAll("pieces") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] data = new byte[bytes.length + 1];
        data[0] = kind;
        System.arraycopy(bytes, 0, data, 1, bytes.length);
        FuzzTarget.fuzzerTestOneInput(data);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(14).map(all -> String.join("", all));
    }
}
