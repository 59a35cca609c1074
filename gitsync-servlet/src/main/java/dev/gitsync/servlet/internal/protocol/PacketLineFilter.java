package dev.gitsync.servlet.internal.protocol;

import dev.gitsync.servlet.internal.transfer.MalformedRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a request of git, made of packet lines; each is read whole and checked before anything else sees it, so that what is
 * malformed is told apart from what goes wrong behind it; some lines are left out. After the last line the rest is passed on as it is.
 */
final class PacketLineFilter extends InputStream {
    private static final int HEADER = 4;
    /** The only line of data that can be the last; whether it is, JGit knows. */
    private static final String LAST = "done";

    private final InputStream body;
    private final LineCheck check;
    private byte[] line = {};
    private int read;
    private boolean isPassing;
    /** Whether the body may end here: before the first line, or after the end of a list, but not where one list is parted from the next. */
    private boolean mayEnd = true;

    /** What to do with a line. */
    enum Verdict {
        /** Pass it on; lines go on after it. */
        PASS,
        /** Leave it out; lines go on after it. */
        DROP,
        /** Pass it on; what comes after it is no line. */
        PASS_AS_LAST
    }

    /** Checks the lines of a body. */
    @FunctionalInterface
    interface LineCheck {
        /**
         * Checks a line and answers what to do with it.
         *
         * @param isData whether it is a line of data, not one of the short ones that separate or end
         * @param text what it says, one Latin-1 letter for each byte, without a line break at its end
         */
        Verdict check(boolean isData, String text) throws IOException;
    }

    PacketLineFilter(InputStream body, LineCheck check) {
        this.body = body;
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (read == line.length && !isPassing) {
            if (!next()) {
                return -1;
            }
        }
        if (read == line.length) {
            return body.read(buffer, offset, length);
        }
        int n = Math.min(length, line.length - read);
        System.arraycopy(line, read, buffer, offset, n);
        read += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private boolean next() throws IOException {
        byte[] header = body.readNBytes(HEADER);
        if (header.length == 0 && mayEnd) {
            return false;
        }
        int length = length(header);
        line = Arrays.copyOf(header, Math.max(length, HEADER));
        read = line.length;
        if (body.readNBytes(line, HEADER, line.length - HEADER) < line.length - HEADER) {
            throw new MalformedRequestException("the body ends in a line");
        }
        boolean isData = length >= HEADER;
        String text = new String(line, HEADER, line.length - HEADER, StandardCharsets.ISO_8859_1);
        mayEnd = length == 0 || text.startsWith(LAST);
        Verdict verdict = check.check(isData, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        isPassing = verdict == Verdict.PASS_AS_LAST;
        read = verdict == Verdict.DROP ? line.length : 0;
        return true;
    }

    private static int length(byte[] header) throws MalformedRequestException {
        int length = 0;
        for (byte digit : header) {
            int value = Character.digit(digit, 16);
            if (value < 0) {
                throw new MalformedRequestException("the length of a line is no number");
            }
            length = length << 4 | value;
        }
        boolean isShort = length > 1 && length < HEADER;
        if (header.length < HEADER || isShort) {
            throw new MalformedRequestException("the body ends where a line is expected, or a line has no length");
        }
        return length;
    }
}
