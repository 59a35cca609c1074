package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the end of a pack: a header with the number of objects, the objects, and a checksum of 20 bytes. An object is a type and size, for a delta
 * also its base, and zlib data, which tells its own end. Checks nothing else, and keeps nothing. For one thread.
 */
final class PackEnd implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int ID_BYTES = 20;
    private static final int OFFSET_DELTA = 6;
    private static final int ID_DELTA = 7;
    private static final int MOST_SIZE_BYTES = 10;
    private static final byte[] MAGIC = {'P', 'A', 'C', 'K'};

    private final Inflater inflater = new Inflater();
    private final byte[] discarded = new byte[8 << 10];
    private Part part = Part.HEADER;
    private int position;
    private long objects;
    private int type;
    private long size;

    private enum Part {
        HEADER,
        SIZE,
        OFFSET,
        ID,
        DATA,
        CHECKSUM,
        END
    }

    /** Reads the next bytes of the stream, and returns how many of them belong to the pack. */
    int accept(byte[] bytes, int from, int length) throws MalformedRequestException {
        int read = 0;
        while (read < length && part != Part.END) {
            if (part == Part.DATA) {
                read += inflate(bytes, from + read, length - read);
            } else {
                accept(bytes[from + read]);
                read++;
            }
        }
        return read;
    }

    boolean isReached() {
        return part == Part.END;
    }

    private void accept(byte octet) throws MalformedRequestException {
        switch (part) {
            case HEADER -> header(octet);
            case SIZE -> size(octet);
            case OFFSET -> {
                if (octet >= 0) {
                    beginData();
                } else {
                    requireShort();
                }
            }
            case ID -> {
                position++;
                if (position == ID_BYTES) {
                    beginData();
                }
            }
            default -> {
                position++;
                if (position == ID_BYTES) {
                    begin(Part.END);
                }
            }
        }
    }

    private void header(byte octet) throws MalformedRequestException {
        if (position < MAGIC.length && octet != MAGIC[position]) {
            throw new MalformedRequestException("the pack of a push does not begin as a pack");
        }
        if (position >= HEADER_BYTES - 4) {
            objects = (objects << 8) | (octet & 0xff);
        }
        position++;
        if (position == HEADER_BYTES) {
            nextObject();
        }
    }

    private void nextObject() {
        begin(objects == 0 ? Part.CHECKSUM : Part.SIZE);
    }

    private void size(byte octet) throws MalformedRequestException {
        if (position == 0) {
            type = (octet >> 4) & 7;
            size = octet & 0xf;
        } else {
            size |= (octet & 0x7fL) << (4 + 7 * (position - 1));
        }
        if (octet < 0) {
            requireShort();
        } else if (type == OFFSET_DELTA) {
            begin(Part.OFFSET);
        } else if (type == ID_DELTA) {
            begin(Part.ID);
        } else {
            beginData();
        }
    }

    private void requireShort() throws MalformedRequestException {
        position++;
        if (position >= MOST_SIZE_BYTES) {
            throw new MalformedRequestException("a size in the pack of a push is too long");
        }
    }

    private void beginData() {
        inflater.reset();
        begin(Part.DATA);
    }

    private void begin(Part next) {
        part = next;
        position = 0;
    }

    private int inflate(byte[] bytes, int from, int length) throws MalformedRequestException {
        inflater.setInput(bytes, from, length);
        try {
            while (!inflater.finished() && (inflater.inflate(discarded) > 0 || !inflater.needsInput())) {
                requireSize();
            }
        } catch (DataFormatException e) {
            throw new MalformedRequestException("an object in the pack of a push can't be inflated", e);
        }
        int read = length - inflater.getRemaining();
        if (inflater.finished()) {
            requireSize();
            objects--;
            nextObject();
        }
        return read;
    }

    /** Bounds what a small push can make the server inflate. */
    private void requireSize() throws MalformedRequestException {
        if (inflater.getBytesWritten() > size || inflater.needsDictionary()) {
            throw new MalformedRequestException("an object in the pack of a push is longer than it says");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
