package dev.gitsync.jdbi.internal.jgit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;

/** Faults E1: a full table is not reported as a mistake of the client. */
class BoundedPackParserTest {
    private static final int TOO_LARGE_FOR_MEMORY = 2 << 20;

    @Test
    void reportsAFullTableAsAFailureOfTheStore() throws IOException {
        PackStorage full = storage(PackStorage.class, "write", new StoreException("The table is full"));
        RefStorage refs = storage(RefStorage.class, "", new StoreException(""));
        var parts = new StoredRepository.Parts(full, refs, new RecentCommits(), PackLimits.defaults());
        try (SpaceRepository repository = StoredRepository.open("docs", parts);
                ObjectInserter inserter = repository.newInserter()) {
            var parser = inserter.newPackParser(new ByteArrayInputStream(pack()));

            assertThatThrownBy(() -> parser.parse(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The table is full");
        }
    }

    /** An empty storage, one call of which fails. */
    private static <T> T storage(Class<T> type, String failing, StoreException failure) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, call, arguments) -> {
                    if (call.getName().equals(failing)) {
                        throw failure;
                    }
                    if (call.getReturnType() == Executor.class) {
                        return (Executor) Runnable::run;
                    }
                    return call.getReturnType() == List.class ? List.of() : null;
                }));
    }

    private static byte[] pack() throws IOException {
        byte[] noise = new byte[TOO_LARGE_FOR_MEMORY];
        new Random(1).nextBytes(noise);
        MessageDigest checksum = Constants.newMessageDigest();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, checksum));
        out.writeBytes("PACK");
        out.writeInt(2);
        out.writeInt(1);
        int left = noise.length >>> 4;
        out.write((Constants.OBJ_BLOB << 4) | (noise.length & 15) | 0x80);
        for (; left > 0x7f; left >>>= 7) {
            out.write((left & 0x7f) | 0x80);
        }
        out.write(left);
        DeflaterOutputStream deflated = new DeflaterOutputStream(out);
        deflated.write(noise);
        deflated.finish();
        bytes.writeBytes(checksum.digest());
        return bytes.toByteArray();
    }
}
