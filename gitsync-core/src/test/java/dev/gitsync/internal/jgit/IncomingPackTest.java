package dev.gitsync.internal.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.PackLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults E1: a failure of the server's disk is not reported as a mistake of the client. */
class IncomingPackTest {
    private static final byte[] TEXT = {'a'};

    @TempDir
    Path folder;

    private FileRepository repository;

    @BeforeEach
    void createRepository() throws IOException {
        repository = new FileRepository(folder.resolve("docs.git").toFile());
        repository.create(true);
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void storesAReceivedPack() throws IOException {
        receive(new ByteArrayInputStream(pack()), PackFile.createIn(folder));

        ObjectId blob = new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, TEXT);
        assertThat(repository.getObjectDatabase().has(blob)).isTrue();
        assertThat(folder).isDirectoryNotContaining("glob:**incoming_*");
    }

    @Test
    void reportsAFullDiskAsAFailureOfTheStore() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no file that is always full");
        Path link = Files.createSymbolicLink(folder.resolve("incoming"), full);

        assertThatThrownBy(() -> receive(new ByteArrayInputStream(pack()), PackFile.open(link)))
                .isInstanceOf(StoreException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(link).doesNotExist();
        assertThat(full).exists();
    }

    @Test
    void reportsAPackThatCannotBeMovedAsAFailureOfTheStore() throws IOException {
        Path packs = folder.resolve("docs.git/objects/pack");
        InputStream breaking = new FilterInputStream(new ByteArrayInputStream(pack())) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                Files.deleteIfExists(packs);
                Files.writeString(packs, "no directory");
                return super.read(into, from, length);
            }
        };

        assertThatThrownBy(() -> receive(breaking, PackFile.createIn(folder)))
                .isInstanceOf(StoreException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void reportsAMissingDirectoryAsAFailureOfTheStore() {
        assertThatThrownBy(() -> PackFile.createIn(folder.resolve("gone")))
                .isInstanceOf(StoreException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void reportsABrokenPackWithoutAFailureOfTheStore() throws IOException {
        byte[] broken = pack();
        broken[broken.length - 1]++;

        assertThatThrownBy(() -> receive(new ByteArrayInputStream(broken), PackFile.createIn(folder)))
                .isInstanceOf(IOException.class);
    }

    private void receive(InputStream in, PackFile file) throws IOException {
        ObjectDirectory objects = repository.getObjectDatabase();
        new IncomingPack(objects, objects, in, PackLimits.defaults(), file)
                .parse(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE);
    }

    private static byte[] pack() {
        MessageDigest checksum = Constants.newMessageDigest();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, checksum))) {
            out.writeBytes("PACK");
            out.writeInt(2);
            out.writeInt(1);
            out.write((Constants.OBJ_BLOB << 4) | TEXT.length);
            DeflaterOutputStream deflated = new DeflaterOutputStream(out);
            deflated.write(TEXT);
            deflated.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(checksum.digest());
        return bytes.toByteArray();
    }
}
