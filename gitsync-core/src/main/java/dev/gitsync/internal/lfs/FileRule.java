package dev.gitsync.internal.lfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * The line of a {@code .gitattributes} file that makes a pointer of Git LFS of exactly one file in its folder. Files are edited byte
 * by byte: everything else in them stays as it is.
 */
final class FileRule {
    private static final String ATTRIBUTES = " filter=lfs diff=lfs merge=lfs -text";
    /** Characters with a meaning in patterns. */
    private static final String SPECIAL = "*?[\\";

    private static final char DELETE = 0x7f;

    private final byte[] line;

    /** Creates the line for a file of the folder. */
    FileRule(String name) {
        line = (pattern(name) + ATTRIBUTES + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the pattern that only this name in the same folder matches, as Latin-1, quoted if necessary. */
    private static String pattern(String name) {
        StringBuilder pattern = new StringBuilder("/");
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (SPECIAL.indexOf(c) >= 0) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        boolean isPlain = pattern.chars().allMatch(c -> c > ' ' && c != DELETE);
        return isPlain ? pattern.toString() : quoted(pattern);
    }

    private static String quoted(CharSequence pattern) {
        StringBuilder quoted = new StringBuilder("\"");
        pattern.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == DELETE) {
                quoted.append('\\').append((char) ('0' + (c >> 6)));
                quoted.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** Returns the length of the line in bytes. */
    int length() {
        return line.length;
    }

    /** Returns the file with this line at its end. */
    byte[] appendedTo(byte[] file) {
        boolean isOpen = file.length > 0 && file[file.length - 1] != '\n';
        int end = file.length + (isOpen ? 1 : 0);
        byte[] result = Arrays.copyOf(file, end + line.length);
        if (isOpen) {
            result[file.length] = '\n';
        }
        System.arraycopy(line, 0, result, end, line.length);
        return result;
    }

    /** Returns whether the file has this line. */
    boolean isIn(byte[] file) {
        return find(file) >= 0;
    }

    /** Returns the file without this line, which it has. */
    byte[] removedFrom(byte[] file) {
        int at = find(file);
        byte[] result = Arrays.copyOf(file, file.length - line.length);
        System.arraycopy(file, at + line.length, result, at, result.length - at);
        return result;
    }

    private int find(byte[] file) {
        for (int at = 0; at < file.length; at = RawParseUtils.nextLF(file, at)) {
            if (RawParseUtils.match(file, at, line) >= 0) {
                return at;
            }
        }
        return -1;
    }
}
