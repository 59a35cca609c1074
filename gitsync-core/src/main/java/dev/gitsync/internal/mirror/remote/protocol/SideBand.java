package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Separates the data of an answer from what the remote says meanwhile. Not safe for use by several threads. */
final class SideBand extends InputStream {
    private static final int DATA = 1;
    private static final int WORDS = 2;
    private static final int ERROR = 3;
    private static final int END = -1;
    private static final long MAX_WORD_BYTES = 16L << 20;

    private final PacketReader packets;
    private final RemoteWords words;
    private final String host;
    private byte[] packet = {};
    private int at;
    private long said;
    private boolean isAtEnd;

    /** Creates a stream of the data; what the remote says is added to {@code words}. */
    SideBand(PacketReader packets, RemoteWords words, String host) {
        this.packets = packets;
        this.words = words;
        this.host = host;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? END : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (at >= packet.length && !isAtEnd) {
            next();
        }
        if (isAtEnd) {
            return END;
        }
        int read = Math.min(length, packet.length - at);
        System.arraycopy(packet, at, into, from, read);
        at += read;
        return read;
    }

    private void next() throws IOException {
        if (!packets.nextLine()) {
            isAtEnd = true;
            return;
        }
        byte[] next = packets.data();
        switch (next.length == 0 ? 0 : next[0]) {
            case DATA -> {
                packet = next;
                at = 1;
            }
            case WORDS -> hear(next);
            case ERROR -> {
                hear(next);
                throw failure(null);
            }
            default -> throw new ProtocolException("an answer has a packet of an unknown band");
        }
    }

    private void hear(byte[] next) throws IOException {
        said += next.length;
        if (said > MAX_WORD_BYTES) {
            throw new ProtocolException("the remote sends messages without end");
        }
        words.add(next, 1, next.length - 1);
    }

    /** Returns the exception for a remote that gave up. */
    WireException failure(@Nullable EOFException cause) {
        return new WireException(
                Outcome.REMOTE_FAILED,
                "The remote at " + host + " gave up with an error. gitsync tries again; if that goes on, see its log.",
                words.lines(),
                cause);
    }
}
