package dev.gitsync.internal.mirror.remote.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** Reads git's packets. Not safe for use by several threads. */
final class PacketReader {
    private static final int HEADER = 4;
    private static final int MAX_PACKET = 65_520;
    private static final int HEX = 16;

    private final InputStream in;
    private Kind kind = Kind.FLUSH;
    private byte[] data = {};

    /** The kinds of packets. */
    enum Kind {
        /** The end of a list or of an answer. */
        FLUSH,
        /** The end of a section. */
        DELIMITER,
        /** The end of an answer, in some transports. */
        END,
        /** A packet with data, possibly empty. */
        DATA
    }

    PacketReader(InputStream in) {
        this.in = in;
    }

    /** Reads the next packet and returns its kind. */
    Kind next() throws IOException {
        data = new byte[0];
        int length = length(in.readNBytes(HEADER));
        kind = switch (length) {
            case 0 -> Kind.FLUSH;
            case 1 -> Kind.DELIMITER;
            case 2 -> Kind.END;
            default -> Kind.DATA;
        };
        if (kind == Kind.DATA) {
            if (length < HEADER || length > MAX_PACKET) {
                throw new ProtocolException("a packet has the length " + length);
            }
            data = in.readNBytes(length - HEADER);
            if (data.length < length - HEADER) {
                throw new EOFException("the answer ends in the middle of a packet");
            }
        }
        return kind;
    }

    private static int length(byte[] header) throws IOException {
        if (header.length < HEADER) {
            throw new EOFException("the answer ends where a packet is expected");
        }
        int length = 0;
        for (byte digit : header) {
            int value = Character.digit(digit, HEX);
            if (value < 0) {
                throw new ProtocolException("the answer is not git's protocol");
            }
            length = length * HEX + value;
        }
        return length;
    }

    /** Reads the next packet and returns whether it has data. */
    boolean nextLine() throws IOException {
        return next() == Kind.DATA;
    }

    /** Returns the kind of the packet that was read last. */
    Kind kind() {
        return kind;
    }

    /** Returns the data of the packet that was read last. */
    byte[] data() {
        return data;
    }

    /** Returns the data of the packet that was read last as text, without the line feed at its end. */
    String text() {
        int length = data.length > 0 && data[data.length - 1] == '\n' ? data.length - 1 : data.length;
        return new String(data, 0, length, StandardCharsets.UTF_8);
    }
}
