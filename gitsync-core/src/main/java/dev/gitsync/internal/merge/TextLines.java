package dev.gitsync.internal.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/** A text as a sequence of numbers, one for each line; lines with the same bytes, including the line end, have the same number. */
final class TextLines extends Sequence {
    /** Compares the numbers. */
    static final SequenceComparator<TextLines> COMPARATOR = new SequenceComparator<>() {
        @Override
        public boolean equals(TextLines a, int ai, TextLines b, int bi) {
            return a.numbers[ai] == b.numbers[bi];
        }

        @Override
        public int hash(TextLines text, int line) {
            return text.numbers[line];
        }
    };

    private final byte[] bytes;
    /** The offset of each line, and of the end of the text. */
    private final int[] starts;

    private final int[] numbers;

    private TextLines(byte[] bytes, int[] starts, int[] numbers) {
        this.bytes = bytes;
        this.starts = starts;
        this.numbers = numbers;
    }

    @Override
    public int size() {
        return numbers.length;
    }

    /** Returns the bytes of a line; all lines except the last end with a line feed. */
    byte[] line(int line) {
        return Arrays.copyOfRange(bytes, starts[line], starts[line + 1]);
    }

    /** Returns the number of lines of a text. */
    static int count(byte[] bytes) {
        int lines = bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Assigns numbers to the lines of texts to compare. Uses a map of strings, which crafted lines can't slow down. */
    static final class Numbering {
        private final Map<String, Integer> numbers = new HashMap<>();

        TextLines of(byte[] bytes) {
            int count = count(bytes);
            int[] starts = new int[count + 1];
            int[] lines = new int[count];
            for (int line = 0; line < count; line++) {
                int end = starts[line];
                while (end < bytes.length && bytes[end] != '\n') {
                    end++;
                }
                end = Math.min(end + 1, bytes.length);
                starts[line + 1] = end;
                String text = new String(bytes, starts[line], end - starts[line], StandardCharsets.ISO_8859_1);
                Integer known = numbers.putIfAbsent(text, numbers.size());
                lines[line] = known == null ? numbers.size() - 1 : known;
            }
            return new TextLines(bytes, starts, lines);
        }
    }
}
