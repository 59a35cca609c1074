package dev.gitsync.internal.server.protocol;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a git request, made of packet lines. Reads and checks each line as a whole before JGit sees it, so that malformed input can be told
 * from failures of the server, and drops some lines. Passes on what follows the last line as it is.
 */
final class PacketLineFilter extends InputStream {
    private static final int HEADER = 4;
    /** The only data line that can be the last. JGit decides whether it is. */
    private static final String LAST = "done";

    private final InputStream body;
    private final LineCheck check;
    private byte[] line = {};
    private int read;
    private boolean isPassing;
    /** Whether the body may end here: before the first line or after the end of a list, but not at a delimiter between lists. */
    private boolean mayEnd = true;

    /** What to do with a line. */
    enum Verdict {
        /** Pass it on; more lines follow. */
        PASS,
        /** Drop it; more lines follow. */
        DROP,
        /** Pass it on; what follows is not a line. */
        PASS_AS_LAST
    }

    /** Checks the lines of a body. */
    @FunctionalInterface
    interface LineCheck {
        /**
         * Checks a line and returns what to do with it.
         *
         * @param isData whether it is a data line, not a flush, delimiter or end packet
         * @param text its content, one Latin-1 character per byte, without a line break at the end
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
