package dev.gitsync.internal.identity;

import java.util.Arrays;
import org.eclipse.jgit.diff.RawText;

/**
 * The lines of a text regardless of their order: for each distinct line, how many bytes it accounts for. Lines longer
 * than {@value #BLOCK} bytes count in pieces. Similarity is measured as in git's and JGit's rename detection: the bytes
 * that both texts have, as a share of the longer one. Immutable.
 */
final class LineCounts {
    private static final int BLOCK = 64;
    private static final long LOW = 0xffffffffL;

    /** Sorted entries, with the hash of a line in the upper half and its bytes in the lower half. */
    private final long[] lines;

    private final long bytes;

    private LineCounts(long[] lines, long bytes) {
        this.lines = lines;
        this.bytes = bytes;
    }

    static LineCounts of(byte[] text) {
        boolean isText = !RawText.isBinary(text);
        long[] found = new long[16];
        int size = 0;
        long bytes = 0;
        for (int next = 0; next < text.length; ) {
            int hash = 5381;
            int counted = 0;
            int start = next;
            while (next < text.length && next - start < BLOCK) {
                int value = text[next++] & 0xff;
                if (isText && value == '\r' && next < text.length && text[next] == '\n') {
                    continue;
                }
                counted++;
                if (value == '\n') {
                    break;
                }
                hash = 33 * hash + value;
            }
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = (long) hash << 32 | counted;
            bytes += counted;
        }
        return new LineCounts(merged(found, size), bytes);
    }

    /** Sorts the entries and merges those with the same hash. */
    private static long[] merged(long[] found, int size) {
        Arrays.sort(found, 0, size);
        int last = -1;
        for (int i = 0; i < size; i++) {
            if (last >= 0 && found[last] >> 32 == found[i] >> 32) {
                found[last] += found[i] & LOW;
            } else {
                found[++last] = found[i];
            }
        }
        return Arrays.copyOf(found, last + 1);
    }

    /** Returns the number of distinct lines. */
    int size() {
        return lines.length;
    }

    /** Returns the hash of a line. */
    int hash(int line) {
        return (int) (lines[line] >> 32);
    }

    /** Returns how many bytes of the text a line accounts for. */
    int bytes(int line) {
        return (int) lines[line];
    }

    /** Returns the similarity of both texts, from 0 to 100. */
    int similarity(LineCounts other) {
        long most = Math.max(bytes, other.bytes);
        return most == 0 ? 0 : (int) (100 * common(other) / most);
    }

    private long common(LineCounts other) {
        long common = 0;
        for (int i = 0, j = 0; i < lines.length && j < other.lines.length; ) {
            int order = Integer.compare(hash(i), other.hash(j));
            if (order == 0) {
                common += Math.min(bytes(i), other.bytes(j));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return common;
    }
}
