package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedBlobsTest {
    private final ReceivedBlobs received = new ReceivedBlobs();

    /** JGit inflates a blob in parts that end before, at or after the limit. */
    @ParameterizedTest
    @CsvSource({"32768, 32768", "32768, 1", "32769, 8192", "100000, 32767", "100000, 7001", "100000, 100000"})
    void hashesEachByteOfALargeBlobOnce(int size, int part) throws Exception {
        receive(new byte[7], 3);
        byte[] blob = bytes(size);

        ObjectId id = receive(blob, part);

        assertThat(received.find(id)).contains(new ReceivedBlobs.Blob(sha256(blob), size, false));
        assertThat(received.hashedBytes()).isEqualTo(size);
    }

    @Test
    void hashesNoSmallBlobs() throws Exception {
        ObjectId id = receive(bytes(ReceivedBlobs.LEAST_BYTES - 1), 1000);
        assertThat(received.find(id)).isEmpty();
        assertThat(received.hashedBytes()).isZero();
    }

    @Test
    void hashesBlobsInSuccession() throws Exception {
        byte[] first = bytes(50_000);
        byte[] second = bytes(60_000);
        ObjectId one = receive(first, 8192);
        ObjectId other = receive(second, 8192);
        assertThat(received.find(one)).contains(new ReceivedBlobs.Blob(sha256(first), 50_000, false));
        assertThat(received.find(other)).contains(new ReceivedBlobs.Blob(sha256(second), 60_000, false));
    }

    @ParameterizedTest
    @CsvSource({"0, 50000, true", "1013, 7, true", "1013, 1020, true", "1013, 50000, true", "1014, 50000, false"})
    void tellsWhichBlobsHaveAPartOfAPointerInTheFirstKilobyte(int at, int part, boolean isThere) throws Exception {
        byte[] blob = bytes(50_000);
        byte[] oid = "oid sha256:".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(oid, 0, blob, at, oid.length);
        ObjectId id = receive(blob, part);
        assertThat(received.find(id).orElseThrow().hasOid()).isEqualTo(isThere);
        ObjectId next = receive(bytes(60_000), part);
        assertThat(received.find(next).orElseThrow().hasOid()).isFalse();
    }

    @Test
    void remembersABoundedNumber() throws Exception {
        byte[] blob = bytes(ReceivedBlobs.LEAST_BYTES);
        ObjectId last = ObjectId.zeroId();
        for (int i = 0; i <= ReceivedBlobs.MOST; i++) {
            blob[0] = (byte) i;
            blob[1] = (byte) (i >> 8);
            last = ObjectId.fromRaw(new int[] {i, 0, 0, 0, 0});
            BlobObjectChecker observer = received.observer();
            observer.update(blob, 0, blob.length);
            observer.endBlob(last);
        }
        assertThat(received.find(last)).isEmpty();
        assertThat(received.hashedBytes()).isEqualTo((long) ReceivedBlobs.MOST * blob.length);
    }

    private ObjectId receive(byte[] blob, int part) throws Exception {
        BlobObjectChecker observer = received.observer();
        for (int from = 0; from < blob.length; from += part) {
            observer.update(blob, from, Math.min(part, blob.length - from));
        }
        ObjectId id;
        try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            id = ids.idFor(Constants.OBJ_BLOB, blob);
        }
        observer.endBlob(id);
        return id;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static ContentHash sha256(byte[] bytes) throws Exception {
        return new ContentHash(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
}
