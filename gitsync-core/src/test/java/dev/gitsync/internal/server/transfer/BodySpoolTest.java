package dev.gitsync.internal.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults F1: the server receives a body before it acquires scarce resources for it. */
class BodySpoolTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BodySpool.IN_MEMORY, BodySpool.IN_MEMORY + 1, 3 * BodySpool.IN_MEMORY + 7})
    void returnsTheReceivedBytes(int length) throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        byte[] bytes = bytes(length);

        try (SpooledBody body = spool.receive(new ByteArrayInputStream(bytes), "ada")) {
            assertThat(body.isComplete()).isTrue();
            assertThat(body.length()).isEqualTo(length);
            assertThat(body.readAllBytes()).isEqualTo(bytes);
            assertThat(body.isFinished()).isTrue();
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsShortBodiesInMemoryAndLongOnesOnDiskUntilTheyAreClosed() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        try (SpooledBody shortBody = spool.receive(body(BodySpool.IN_MEMORY), "ada");
                SpooledBody longBody = spool.receive(body(5 * BodySpool.IN_MEMORY), "ada")) {
            assertThat(shortBody.length()).isEqualTo(BodySpool.IN_MEMORY);
            assertThat(longBody.length()).isEqualTo(5 * BodySpool.IN_MEMORY);
            assertThat(spool.used()).isEqualTo(4 * BodySpool.IN_MEMORY);
        }
        assertThat(spool.used()).isZero();
        assertThat(files()).isZero();
    }

    @Test
    void deletesTheNameOfAFileInUseSoThatACrashLeavesNoFile() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        try (SpooledBody body = spool.receive(body(MIB / 2), "ada")) {
            assertThat(spool.used()).isPositive();
            assertThat(files()).isZero();
            assertThat(body.readAllBytes()).hasSize(MIB / 2);
        }
    }

    @Test
    void stopsReadingABodyThatIsNotNeeded() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        InputStream client = body(MIB);
        long[] seen = {0};

        try (SpooledBody beginning = spool.receive(client, "ada", (bytes, from, length) -> {
            seen[0] += length;
            return seen[0] >= 2 * BodySpool.IN_MEMORY;
        })) {
            assertThat(beginning.isComplete()).isFalse();
            assertThat(beginning.length()).isEqualTo(2 * BodySpool.IN_MEMORY);
            assertThat(spool.used()).isEqualTo(BodySpool.IN_MEMORY);
            assertThat(client.readAllBytes()).hasSize(MIB - 2 * BodySpool.IN_MEMORY);
        }
    }

    @Test
    void limitsTheSpoolSpaceOfOneUser() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB / 2);
        try (SpooledBody first = spool.receive(body(MIB / 2), "ada")) {
            assertThatThrownBy(() -> spool.receive(body(MIB / 4), "ada")).isInstanceOf(SpoolFullException.class);
            try (SpooledBody other = spool.receive(body(MIB / 4), "bob")) {
                assertThat(other.length()).isEqualTo(MIB / 4);
            }
            assertThat(spool.used()).isLessThan(first.length());
        }
    }

    @Test
    void limitsTheTotalSizeOfFiles() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        try (SpooledBody first = spool.receive(body(MIB * 3 / 4), "ada")) {
            assertThatThrownBy(() -> spool.receive(body(MIB / 2), "bob")).isInstanceOf(SpoolFullException.class);
            assertThat(spool.used()).isEqualTo(first.length() - BodySpool.IN_MEMORY);
        }
        assertThat(spool.used()).isZero();
    }

    @Test
    void discardsTruncatedContent() throws IOException {
        BodySpool spool = new BodySpool(folder, MIB, MIB);
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        InputStream brokenOff = new SequenceInputStream(body(MIB / 2), closed);

        assertThatThrownBy(() -> spool.receive(brokenOff, "ada")).hasMessage("Stream closed");
        assertThat(spool.used()).isZero();
    }

    @Test
    void reportsNoSpoolSpaceForAnUnwritableFolder() {
        BodySpool spool = new BodySpool(folder.resolve("missing"), MIB, MIB);

        assertThatThrownBy(() -> spool.receive(body(MIB / 2), "ada")).isInstanceOf(SpoolFullException.class);
        assertThat(spool.used()).isZero();
    }

    @Test
    void deletesOnlyTheFilesOfAKilledProcess() throws IOException {
        Path old = Files.createFile(folder.resolve(SpoolFiles.PREFIX + "1" + SpoolFiles.SUFFIX));
        Path young = Files.createFile(folder.resolve(SpoolFiles.PREFIX + "2" + SpoolFiles.SUFFIX));
        Path foreign = Files.createFile(folder.resolve("notes.tmp"));
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(foreign, longAgo);

        new BodySpool(folder, MIB, MIB).deleteLeftovers();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static InputStream body(int length) {
        return new ByteArrayInputStream(bytes(length));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
