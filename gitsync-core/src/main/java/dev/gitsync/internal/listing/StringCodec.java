package dev.gitsync.internal.listing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes and reads strings char by char, including those that UTF-8 can't encode. */
final class StringCodec {
    private static final int ABSENT = 0;
    private static final int UTF_8 = 1;
    private static final int CHARS = 2;

    private StringCodec() {}

    static void write(DataOutputStream out, String string) throws IOException {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(string)) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            out.writeByte(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        } else {
            out.writeByte(CHARS);
            out.writeInt(2 * string.length());
            out.writeChars(string);
        }
    }

    static void writeNullable(DataOutputStream out, @Nullable String string) throws IOException {
        if (string == null) {
            out.writeByte(ABSENT);
        } else {
            write(out, string);
        }
    }

    static String read(DataInputStream in) throws IOException {
        String string = readNullable(in);
        if (string == null) {
            throw new IOException("A string is missing");
        }
        return string;
    }

    static @Nullable String readNullable(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind == ABSENT) {
            return null;
        }
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("A string ends too early");
        }
        return kind == UTF_8 ? new String(bytes, StandardCharsets.UTF_8) : chars(bytes);
    }

    private static String chars(byte[] bytes) {
        StringBuilder string = new StringBuilder(bytes.length / 2);
        for (int i = 0; i < bytes.length; i += 2) {
            string.append((char) ((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
        }
        return string.toString();
    }
}
