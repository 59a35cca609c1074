package dev.gitsync.internal.receive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Steps over the entries of one tree object as its bytes have them, with no corrections. It never fails: what
 * can't be read ends it, and {@link #isBroken()} reports that. Not safe for use by several threads.
 */
final class RawTree {
    private static final int LONGEST_MODE = 7;

    private final byte[] raw;
    private int next;
    private boolean broken;
    private int modeStart;
    private int nameStart;
    private int nameEnd;

    RawTree(byte[] raw) {
        this.raw = raw;
    }

    /** Moves to the next entry, and returns whether there is one. */
    boolean next() {
        if (broken || next >= raw.length) {
            return false;
        }
        modeStart = next;
        int space = find((byte) ' ', next, Math.min(raw.length, next + LONGEST_MODE + 1));
        int zero = space < 0 ? -1 : find((byte) 0, space + 1, raw.length);
        if (zero < 0 || zero + 1 + Constants.OBJECT_ID_LENGTH > raw.length) {
            broken = true;
            return false;
        }
        nameStart = space + 1;
        nameEnd = zero;
        next = zero + 1 + Constants.OBJECT_ID_LENGTH;
        return true;
    }

    /** Returns whether reading ended because of bytes that are no entry. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the mode, digit by digit. */
    String mode() {
        return new String(raw, modeStart, nameStart - 1 - modeStart, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the mode is that of a folder, in any notation. */
    boolean isFolder() {
        int first = modeStart;
        while (raw[first] == '0' && first < nameStart - 2) {
            first++;
        }
        return nameStart - 1 - first == 5 && raw[first] == '4';
    }

    byte[] name() {
        return Arrays.copyOfRange(raw, nameStart, nameEnd);
    }

    ObjectId id() {
        return ObjectId.fromRaw(raw, nameEnd + 1);
    }

    /** Returns whether both entries have the same object and the same mode. */
    boolean isSameObject(RawTree other) {
        return Arrays.equals(
                        raw,
                        nameEnd + 1,
                        nameEnd + 1 + Constants.OBJECT_ID_LENGTH,
                        other.raw,
                        other.nameEnd + 1,
                        other.nameEnd + 1 + Constants.OBJECT_ID_LENGTH)
                && Arrays.equals(raw, modeStart, nameStart, other.raw, other.modeStart, other.nameStart);
    }

    /** Compares in git's order: by the bytes of the names, where a folder's name is compared as if it ended with a slash. */
    int compareTo(RawTree other) {
        int mismatch = Arrays.mismatch(raw, nameStart, nameEnd, other.raw, other.nameStart, other.nameEnd);
        if (mismatch < 0) {
            return Integer.compare(end(), other.end());
        }
        return Integer.compare(byteAt(mismatch), other.byteAt(mismatch));
    }

    private int byteAt(int offset) {
        return nameStart + offset < nameEnd ? raw[nameStart + offset] & 0xff : end();
    }

    private int end() {
        return isFolder() ? '/' : 0;
    }

    private int find(byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (raw[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
