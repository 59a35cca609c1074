package dev.gitsync.internal.jgit;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.IncomingPackCheck;
import dev.gitsync.repository.pack.PackLimits;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.pack.PackIndexWriter;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.eclipse.jgit.util.NB;
import org.jspecify.annotations.Nullable;

/**
 * Receives a pack into an object directory, like JGit's own parser, which can't be extended, but with an {@link
 * IncomingPackCheck}. The steps:
 *
 * <ol>
 *   <li>The received bytes are written to a file unchanged.
 *   <li>JGit reads objects from that file again to resolve deltas.
 *   <li>Objects of the repository that are bases of deltas are appended, and the file gets a new count and checksum.
 *   <li>The index is written, and both files are moved to the directory of packs.
 * </ol>
 *
 * Disk failures are thrown as a {@link StoreException}; every {@link IOException} concerns the received data.
 *
 * <p>Maintenance does not touch a pack in {@link Quarantine}, which syncs it when it is published, so no lock is needed.
 */
final class IncomingPack extends PackParser {
    private static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;
    private static final int INDEX_VERSION = 2;

    private final ObjectDirectory objects;
    private final IncomingPackCheck check;
    private final Path pack;
    private final Path index;
    private final PackFile file;
    private final CRC32 crc = new CRC32();
    private final Deflater deflater = new Deflater();
    private byte[] checksum = {};
    private long receivedEnd;
    private long end;

    /**
     * Creates a parser of {@code in}.
     *
     * @param all the objects that deltas may be based on
     * @param objects the destination of the pack
     * @param file the file that the pack is written to until it is complete; closed and deleted after parsing
     */
    IncomingPack(ObjectDirectory all, ObjectDirectory objects, InputStream in, PackLimits limits, PackFile file) {
        super(all, in);
        this.objects = objects;
        this.check = new IncomingPackCheck(limits);
        this.file = file;
        this.pack = file.path();
        this.index = Path.of(pack + ".idx");
    }

    @Override
    public @Nullable PackLock parse(ProgressMonitor receiving, ProgressMonitor resolving) throws IOException {
        try {
            try (file) {
                super.parse(receiving, resolving);
                file.seek(end);
                file.write(checksum, 0, checksum.length);
            }
            if (getObjectCount() > 0) {
                file.run(this::writeIndex);
                file.run(this::moveIn);
            }
            return null;
        } finally {
            deflater.end();
            file.run(() -> Files.deleteIfExists(pack));
            file.run(() -> Files.deleteIfExists(index));
        }
    }

    private void writeIndex() throws IOException {
        try (FileOutputStream out = new FileOutputStream(index.toFile())) {
            PackIndexWriter writer = BasePackIndexWriter.createVersion(out, INDEX_VERSION);
            writer.write(getSortedObjectList(null), checksum);
        }
    }

    private void moveIn() throws IOException {
        String name = "pack-" + ObjectId.fromRaw(checksum).name();
        Path packs = Files.createDirectories(objects.getDirectory().toPath().resolve("pack"));
        Path target = packs.resolve(name + ".pack");
        if (Files.exists(target)) {
            return;
        }
        pack.toFile().setReadOnly();
        index.toFile().setReadOnly();
        Files.move(pack, target, StandardCopyOption.ATOMIC_MOVE);
        Files.move(index, packs.resolve(name + ".idx"), StandardCopyOption.ATOMIC_MOVE);
        objects.openPack(target.toFile());
    }

    @Override
    public long getPackSize() {
        return end + Constants.OBJECT_ID_LENGTH;
    }

    @Override
    protected PackedObjectInfo newInfo(AnyObjectId id, @Nullable UnresolvedDelta delta, @Nullable ObjectId base) {
        return check.newInfo(super.newInfo(id, delta, base), base);
    }

    @Override
    protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) throws IOException {
        check.onInflatedObjectData();
    }

    @Override
    protected void onPackHeader(long objectCount) throws IOException {
        check.onPackHeader(objectCount);
    }

    @Override
    protected void onStoreStream(byte[] raw, int from, int length) {
        file.write(raw, from, length);
    }

    @Override
    protected void onPackFooter(byte[] hash) {
        receivedEnd = file.position();
        end = receivedEnd;
        checksum = hash;
    }

    @Override
    protected void onBeginWholeObject(long position, int type, long inflatedSize) {
        crc.reset();
    }

    @Override
    protected void onEndWholeObject(PackedObjectInfo object) {
        object.setCRC((int) crc.getValue());
    }

    @Override
    protected void onBeginOfsDelta(long position, long basePosition, long inflatedSize) {
        check.onBeginOfsDelta(basePosition);
        crc.reset();
    }

    @Override
    protected void onBeginRefDelta(long position, AnyObjectId base, long inflatedSize) {
        check.onBeginRefDelta(base);
        crc.reset();
    }

    @Override
    protected UnresolvedDelta onEndDelta() {
        UnresolvedDelta delta = new UnresolvedDelta();
        delta.setCRC((int) crc.getValue());
        return delta;
    }

    @Override
    protected void onObjectHeader(Source source, byte[] raw, int from, int length) throws IOException {
        check.onObjectHeader(raw, from, length);
        crc.update(raw, from, length);
    }

    @Override
    protected void onObjectData(Source source, byte[] raw, int from, int length) {
        crc.update(raw, from, length);
    }

    @Override
    protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize info) throws IOException {
        return seek(object.getOffset(), info);
    }

    @Override
    protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize info) throws IOException {
        return seek(delta.getOffset(), info);
    }

    private ObjectTypeAndSize seek(long position, ObjectTypeAndSize info) throws IOException {
        file.seek(position);
        crc.reset();
        return readObjectHeader(info);
    }

    @Override
    protected int readDatabase(byte[] into, int from, int length) {
        return file.read(into, from, length);
    }

    @Override
    protected boolean checkCRC(int before) {
        return before == (int) crc.getValue();
    }

    @Override
    protected boolean onAppendBase(int type, byte[] data, PackedObjectInfo object) throws IOException {
        object.setOffset(end);
        crc.reset();
        file.seek(end);
        OutputStream out = new Appending();
        int left = data.length >>> 4;
        out.write(type << 4 | (data.length & 15) | (left == 0 ? 0 : 0x80));
        while (left != 0) {
            out.write((left & 0x7f) | (left >>> 7 == 0 ? 0 : 0x80));
            left >>>= 7;
        }
        deflater.reset();
        var deflated = new DeflaterOutputStream(out, deflater, buffer().length);
        deflated.write(data);
        deflated.finish();
        end = file.position();
        object.setCRC((int) crc.getValue());
        return true;
    }

    /** Checks that the disk returns the received bytes unchanged, and completes the header and the checksum. */
    @Override
    protected void onEndThinPack() {
        MessageDigest received = Constants.newMessageDigest();
        MessageDigest whole = Constants.newMessageDigest();
        byte[] header = new byte[HEADER_BYTES];
        file.seek(0);
        file.readFully(header);
        received.update(header);
        NB.encodeInt32(header, COUNT_AT, getObjectCount());
        file.seek(0);
        file.write(header, 0, header.length);
        whole.update(header);
        byte[] buffer = buffer();
        for (long at = HEADER_BYTES; at < end; ) {
            int n = file.read(buffer, 0, (int) Math.min(buffer.length, (at < receivedEnd ? receivedEnd : end) - at));
            if (n < 0) {
                throw new StoreException(pack + " is shorter than what was written to it");
            }
            if (at < receivedEnd) {
                received.update(buffer, 0, n);
            }
            whole.update(buffer, 0, n);
            at += n;
        }
        if (!MessageDigest.isEqual(received.digest(), checksum)) {
            throw new StoreException(pack + " is not what was written to it");
        }
        checksum = whole.digest();
    }

    /** Writes at the current position of the file. */
    private final class Appending extends OutputStream {
        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            crc.update(bytes, from, length);
            file.write(bytes, from, length);
        }
    }
}
