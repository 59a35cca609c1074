package dev.gitsync.internal.mirror.folder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.RawParseUtils;

/** A tree object in which one entry can be set or removed while the bytes of all others stay, whatever their modes and names are. */
final class EntryList {
    private final byte[] raw;

    EntryList(byte[] raw) {
        this.raw = raw;
    }

    static EntryList none() {
        return new EntryList(new byte[0]);
    }

    /** Returns the entry of a name. */
    Optional<TreeEntry> find(String name) throws CorruptObjectException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < raw.length; at = end(at)) {
            if (Arrays.equals(raw, nameStart(at), nameEnd(at), wanted, 0, wanted.length)) {
                return Optional.of(new TreeEntry(isFolder(at), ObjectId.fromRaw(raw, nameEnd(at) + 1), at, end(at)));
            }
        }
        return Optional.empty();
    }

    /** Returns the tree without a name. */
    byte[] without(String name) throws CorruptObjectException {
        Optional<TreeEntry> old = find(name);
        return old.isEmpty() ? raw : spliced(old.get().from(), old.get().to(), new byte[0]);
    }

    /** Returns the tree with this entry at the place where git expects it, instead of any of the same name. */
    byte[] with(String name, FileMode mode, ObjectId id) throws CorruptObjectException {
        EntryList others = new EntryList(without(name));
        byte[] sorted = (FileMode.TREE.equals(mode) ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
        int place = 0;
        while (place < others.raw.length && Arrays.compareUnsigned(others.sortKey(place), sorted) < 0) {
            place = others.end(place);
        }
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes((mode + " " + name).getBytes(StandardCharsets.UTF_8));
        entry.write(0);
        byte[] rawId = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(rawId, 0);
        entry.writeBytes(rawId);
        return others.spliced(place, place, entry.toByteArray());
    }

    private byte[] spliced(int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + middle.length);
        out.write(raw, 0, from);
        out.writeBytes(middle);
        out.write(raw, to, raw.length - to);
        return out.toByteArray();
    }

    private byte[] sortKey(int at) throws CorruptObjectException {
        byte[] name = Arrays.copyOfRange(raw, nameStart(at), nameEnd(at) + (isFolder(at) ? 1 : 0));
        if (isFolder(at)) {
            name[name.length - 1] = '/';
        }
        return name;
    }

    private boolean isFolder(int at) {
        return (RawParseUtils.parseBase10(raw, at, null) == 40_000);
    }

    private int nameStart(int at) {
        return RawParseUtils.next(raw, at, ' ');
    }

    private int nameEnd(int at) {
        return RawParseUtils.next(raw, nameStart(at), (char) 0) - 1;
    }

    private int end(int at) throws CorruptObjectException {
        int end = nameEnd(at) + 1 + Constants.OBJECT_ID_LENGTH;
        if (end > raw.length) {
            throw new CorruptObjectException("A tree of the remote is truncated");
        }
        return end;
    }
}
