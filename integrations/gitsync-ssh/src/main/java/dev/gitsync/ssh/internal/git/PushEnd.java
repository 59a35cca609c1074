package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of a push in the stream of a connection, which goes on after it: over HTTP, a body ends; here, a client may keep the connection open
 * until it has the report. The parts of a push are:
 *
 * <ol>
 *   <li>packet lines with commands, and a flush packet;
 *   <li>packet lines with push options, and a flush packet, if the client announced them;
 *   <li>a pack, unless each command deletes a ref; see {@link PackEnd}.
 * </ol>
 *
 * For one thread.
 */
final class PushEnd implements AutoCloseable {
    private static final int HEADER = 4;
    private static final String NO_OBJECT = "0000000000000000000000000000000000000000";
    private static final int ID = 40;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final PackEnd pack = new PackEnd();
    private int missing = HEADER;
    private Part part = Part.COMMANDS;
    private boolean isFirst = true;
    private boolean hasOptions;
    private boolean hasPack;
    private boolean hasSideband;

    private enum Part {
        COMMANDS,
        OPTIONS,
        PACK,
        END
    }

    /** Reads the next bytes of the stream. Returns how many of them belong to the push; fewer than {@code length} only at its end. */
    int accept(byte[] bytes, int from, int length) throws MalformedRequestException {
        int read = 0;
        while (read < length && !isReached()) {
            read += part == Part.PACK
                    ? pack.accept(bytes, from + read, length - read)
                    : line(bytes, from + read, length - read);
            if (part == Part.PACK && pack.isReached()) {
                part = Part.END;
            }
        }
        return read;
    }

    /** Returns whether the whole push was read. */
    boolean isReached() {
        return part == Part.END;
    }

    /** Returns whether the pack has begun, so that git has computed what it sends. */
    boolean isInPack() {
        return part == Part.PACK;
    }

    /** Returns whether the client has announced that it reads the answer on the sideband. */
    boolean hasSideband() {
        return hasSideband;
    }

    /** Returns whether no byte was read yet. A client that finds nothing to push ends so, or sends a flush packet alone. */
    boolean isAtBegin() {
        return isFirst && line.size() == 0;
    }

    private int line(byte[] bytes, int from, int length) throws MalformedRequestException {
        int n = Math.min(missing, length);
        line.write(bytes, from, n);
        missing -= n;
        if (missing > 0) {
            return n;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (text.length() > HEADER) {
            content(text.substring(HEADER));
            begin();
        } else {
            header(length(text));
        }
        return n;
    }

    private void begin() {
        line.reset();
        missing = HEADER;
    }

    private void header(int length) throws MalformedRequestException {
        if (length == 0) {
            begin();
            next();
        } else if (length == HEADER) {
            begin();
        } else if (length > HEADER) {
            missing = length - HEADER;
        } else {
            throw new MalformedRequestException("a packet of a push has an invalid length");
        }
    }

    private static int length(String header) throws MalformedRequestException {
        try {
            return Integer.parseUnsignedInt(header, 16);
        } catch (NumberFormatException e) {
            throw new MalformedRequestException("the length of a line is no number");
        }
    }

    private void content(String text) {
        if (part != Part.COMMANDS || text.startsWith("shallow ")) {
            return;
        }
        int capabilities = text.indexOf('\0');
        if (isFirst && capabilities >= 0) {
            String announced = " " + text.substring(capabilities + 1).strip() + " ";
            hasOptions = announced.contains(" push-options ");
            hasSideband = announced.contains(" side-band-64k ");
        }
        isFirst = false;
        hasPack |= text.length() < 2 * ID + 1 || !text.startsWith(NO_OBJECT, ID + 1);
    }

    private void next() {
        boolean optionsFollow = part == Part.COMMANDS && !isFirst && hasOptions;
        part = optionsFollow ? Part.OPTIONS : hasPack ? Part.PACK : Part.END;
    }

    @Override
    public void close() {
        pack.close();
    }
}
