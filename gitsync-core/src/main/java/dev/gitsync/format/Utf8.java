package dev.gitsync.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Finds the first byte of a file that is not UTF-8, and explains how to convert the file. */
final class Utf8 {
    private static final int CHUNK = 8192;
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * Returns the offset of the first byte that is not valid UTF-8; empty if all are.
     *
     * @param text the result of {@code new String(file, UTF_8)}, which has a replacement character for each malformed
     *     byte
     */
    static OptionalInt malformedAt(byte[] file, String text) {
        return text.indexOf(REPLACEMENT) < 0 ? OptionalInt.empty() : malformedAt(file);
    }

    private static OptionalInt malformedAt(byte[] file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        CoderResult result = decoder.decode(bytes, chars, true);
        while (result.isOverflow()) {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        }
        return result.isError() ? OptionalInt.of(bytes.position()) : OptionalInt.empty();
    }

    /** Returns the error of a file, as the rest of a sentence that begins with its path. */
    static String sentence(byte[] file, int malformed) {
        int line = 1;
        for (int i = 0; i < malformed; i++) {
            line += file[i] == '\n' ? 1 : 0;
        }
        return "is not UTF-8: byte 0x%02X in line %d, at offset %d. Convert it, for example with iconv -f %s -t UTF-8"
                .formatted(file[malformed], line, malformed, likelyEncoding(file));
    }

    private static String likelyEncoding(byte[] file) {
        int mark = file.length < 2 ? 0 : (file[0] & 0xff) << 8 | (file[1] & 0xff);
        return mark == 0xfffe || mark == 0xfeff ? "UTF-16" : "WINDOWS-1252";
    }
}
