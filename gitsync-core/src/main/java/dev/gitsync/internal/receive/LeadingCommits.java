package dev.gitsync.internal.receive;

import dev.gitsync.internal.jgit.CommitDelta;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.NB;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commits at the beginning of a pack while it arrives, in the format of gitformat-pack(5). Git writes the commits of a push
 * before all trees and files. The steps:
 *
 * <ol>
 *   <li>The header declares the number of objects.
 *   <li>Each entry that is a commit, or a delta on one of the last commits, is read and recorded with its id, its parents and what
 *       is wrong with it.
 *   <li>Reading ends before the first entry that is neither, at an entry that is not well-formed, and after more data than fits
 *       into a few megabytes.
 * </ol>
 *
 * The pack may therefore contain more commits than this finds. For one pack and one thread.
 */
final class LeadingCommits implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;
    private static final int MOST_SHIFT = 32;
    private static final long MOST_DISTANCE = 1L << 40;
    private static final int BUFFER = 8192;
    /** The maximum size of the commits kept as delta bases: deltas refer to commits that were read shortly before. */
    private static final int MOST_KEPT_BYTES = 256 << 10;
    /** The maximum number of bytes inflated for one pack. */
    private static final long MOST_INFLATED_BYTES = 32L << 20;

    private static final long COMMIT_BYTES = 200;
    private static final long PARENT_BYTES = 40;

    private static final byte[] PARENT = Constants.encodeASCII("parent ");
    private static final int TREE_LINE = "tree \n".length() + Constants.OBJECT_ID_STRING_LENGTH;
    private static final int PARENT_LINE = "parent \n".length() + Constants.OBJECT_ID_STRING_LENGTH;

    private final int mostCommits;
    private final Map<ObjectId, Commit> commits = new LinkedHashMap<>();
    private final Map<Long, byte[]> kept = new LinkedHashMap<>();
    private final Inflater inflater = new Inflater();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER];

    private State state = State.HEADER;
    private long position;
    private long objects;
    private long inflated;
    private long keptBytes;
    private long parents;
    private Entry entry = new Entry(0, 0);

    private enum State {
        HEADER,
        TYPE,
        LENGTH,
        BASE,
        DATA,
        END
    }

    /**
     * A commit of the pack.
     *
     * @param flaw the problem of the commit, if any
     */
    record Commit(List<ObjectId> parents, Optional<String> flaw) {}

    /** An entry that is being read. */
    private static final class Entry {
        private final long start;
        private final int type;
        private long length;
        private int shift = 4;
        private long distance = -1;
        private byte @Nullable [] base;

        Entry(long start, int first) {
            this.start = start;
            this.type = first >> 4 & 7;
            this.length = first & 15;
        }
    }

    /** Creates a reader that ends after more than {@code mostCommits} commits. */
    LeadingCommits(int mostCommits) {
        this.mostCommits = mostCommits;
    }

    /** Returns the number of objects that the pack header declares; 0 until it is read. */
    long objects() {
        return objects;
    }

    /** Returns the commits read so far, in the order of the pack. */
    Map<ObjectId, Commit> commits() {
        return Collections.unmodifiableMap(commits);
    }

    /** Returns whether this reads no further. */
    boolean isAtEnd() {
        return state == State.END;
    }

    /** Processes the next bytes of the pack. */
    void accept(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end && state != State.END) {
            int next = step(bytes, at, end);
            position += next - at;
            at = next;
        }
    }

    /** Returns the approximate memory that this reader holds, in bytes. */
    long heldBytes() {
        return COMMIT_BYTES * commits.size() + PARENT_BYTES * parents + keptBytes + content.size();
    }

    /** Discards all that was read. */
    @Override
    public void close() {
        state = State.END;
        inflater.end();
        content.reset();
        commits.clear();
        parents = 0;
        kept.clear();
        keptBytes = 0;
    }

    private int step(byte[] bytes, int at, int end) {
        switch (state) {
            case HEADER -> readHeader(bytes[at]);
            case TYPE -> {
                entry = new Entry(position, bytes[at]);
                readOn(bytes[at]);
            }
            case LENGTH -> {
                entry.length |= (long) (bytes[at] & 0x7f) << entry.shift;
                entry.shift += 7;
                readOn(bytes[at]);
            }
            case BASE -> readDistance(bytes[at]);
            default -> {
                return inflate(bytes, at, end);
            }
        }
        return at + 1;
    }

    private void readHeader(byte octet) {
        content.write(octet);
        if (content.size() == HEADER_BYTES) {
            byte[] header = content.toByteArray();
            objects = NB.decodeUInt32(header, COUNT_AT);
            content.reset();
            next(RawParseUtils.match(header, 0, Constants.PACK_SIGNATURE) >= 0);
        }
    }

    /** Processes an octet that follows an octet of the length. */
    private void readOn(byte octet) {
        if (octet < 0) {
            state = entry.shift > MOST_SHIFT ? State.END : State.LENGTH;
        } else if (entry.type == Constants.OBJ_COMMIT) {
            state = State.DATA;
        } else {
            state = entry.type == Constants.OBJ_OFS_DELTA ? State.BASE : State.END;
        }
    }

    private void readDistance(byte octet) {
        entry.distance = ((entry.distance + 1) << 7) + (octet & 0x7f);
        if (octet < 0) {
            state = entry.distance > MOST_DISTANCE ? State.END : State.BASE;
            return;
        }
        entry.base = kept.get(entry.start - entry.distance);
        state = entry.base == null ? State.END : State.DATA;
    }

    private int inflate(byte[] bytes, int at, int end) {
        inflater.setInput(bytes, at, end - at);
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                int n = inflater.inflate(buffer);
                inflated += n;
                content.write(buffer, 0, n);
                if (inflater.needsDictionary()
                        || content.size() > CommitRules.MOST_BYTES
                        || inflated > MOST_INFLATED_BYTES) {
                    state = State.END;
                    return end;
                }
            }
        } catch (DataFormatException e) {
            state = State.END;
            return end;
        }
        int next = end - inflater.getRemaining();
        if (inflater.finished()) {
            finish();
        }
        return next;
    }

    private void finish() {
        byte[] raw = content.toByteArray();
        content.reset();
        inflater.reset();
        boolean isWhole = raw.length == entry.length;
        byte[] commit =
                isWhole && entry.base != null ? CommitDelta.apply(entry.base, raw, CommitRules.MOST_BYTES) : raw;
        if (isWhole && commit != null) {
            add(commit);
        }
        next(isWhole && commit != null && commits.size() <= mostCommits && parents <= 2L * mostCommits);
    }

    private void next(boolean isReadable) {
        state = isReadable && commits.size() < objects ? State.TYPE : State.END;
    }

    private void add(byte[] raw) {
        ObjectId id = new ObjectInserter.Formatter().idFor(Constants.OBJ_COMMIT, raw);
        Commit commit = new Commit(parents(raw), CommitRules.flaw(raw));
        commits.put(id, commit);
        parents += commit.parents().size();
        kept.put(entry.start, raw);
        keptBytes += raw.length;
        var oldest = kept.entrySet().iterator();
        while (keptBytes > MOST_KEPT_BYTES) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    private static List<ObjectId> parents(byte[] raw) {
        List<ObjectId> parents = new ArrayList<>();
        try {
            for (int at = TREE_LINE;
                    at + PARENT_LINE <= raw.length && RawParseUtils.match(raw, at, PARENT) >= 0;
                    at += PARENT_LINE) {
                parents.add(ObjectId.fromString(raw, at + PARENT.length));
            }
        } catch (InvalidObjectIdException e) {
            // The flaw reports it.
        }
        return List.copyOf(parents);
    }
}
