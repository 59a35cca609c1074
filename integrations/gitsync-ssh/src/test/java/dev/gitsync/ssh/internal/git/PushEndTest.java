package dev.gitsync.ssh.internal.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndTest {
    private static final String OLD = "1".repeat(40);
    private static final String NEW = "2".repeat(40);
    private static final String NONE = "0".repeat(40);
    private static final String REST = "what follows";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000, 1_000_000})
    void findsTheEndOfAPackHoweverItArrives(int chunk) throws IOException {
        byte[] push = bytes(command(OLD, NEW, "report-status side-band-64k"), "0000", pack());
        assertThat(lengthOf(bytes(push, REST), chunk)).isEqualTo(push.length);
    }

    @Test
    void findsTheEndBehindPushOptions() throws IOException {
        byte[] push = bytes(command(OLD, NEW, "push-options"), "0000", "000ddry-run=1", "0000", pack());
        assertThat(lengthOf(bytes(push, REST), 5)).isEqualTo(push.length);
    }

    @Test
    void expectsNoPackForDeletions() throws IOException {
        byte[] push = bytes(command(OLD, NONE, "report-status"), "0000");
        assertThat(lengthOf(bytes(push, REST), 5)).isEqualTo(push.length);
    }

    @Test
    void endsWithoutACommand() throws IOException {
        assertThat(lengthOf(bytes("0000", REST), 3)).isEqualTo(4);
    }

    @Test
    void refusesAnObjectThatIsLongerThanItSays() throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(new byte[10 << 20]);
        }
        byte[] bomb = bytes(
                command(OLD, NEW, ""),
                "0000",
                "PACK",
                new byte[] {0, 0, 0, 2, 0, 0, 0, 1, 0x35},
                deflated.toByteArray());

        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> lengthOf(bomb, 100))
                .withMessageContaining("longer than it says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzz", "0001", "0003", "-001"})
    void refusesInvalidLengths(String length) {
        assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> lengthOf(bytes(length), 1));
    }

    @Test
    void fuzzedPushesEndOrAreRefused() throws IOException {
        byte[] push = bytes(command(OLD, NEW, "push-options"), "0000", "0000", pack());
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = push.clone();
            broken[random.nextInt(push.length)] = (byte) random.nextInt();
            try {
                assertThat(lengthOf(broken, 64)).isLessThanOrEqualTo(broken.length);
            } catch (MalformedRequestException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static int lengthOf(byte[] stream, int chunk) throws IOException {
        try (PushEnd end = new PushEnd()) {
            int read = 0;
            while (read < stream.length && !end.isReached()) {
                read += end.accept(stream, read, Math.min(chunk, stream.length - read));
            }
            return read;
        }
    }

    private static String command(String old, String id, String capabilities) {
        String line = old + " " + id + " refs/heads/main\0" + capabilities;
        return String.format("%04x%s", line.length() + 4, line);
    }

    /** A pack with whole objects and deltas. */
    private static byte[] pack() throws IOException {
        try (InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("pack"));
                ObjectInserter inserter = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository);
                PackWriter writer = new PackWriter(repository)) {
            byte[] text = new byte[20_000];
            new Random(1).nextBytes(text);
            ObjectId[] ids = new ObjectId[4];
            for (int i = 0; i < ids.length; i++) {
                text[i * 100] = (byte) i;
                ids[i] = inserter.insert(Constants.OBJ_BLOB, text);
            }
            inserter.flush();
            RevObject[] objects = new RevObject[ids.length];
            for (int i = 0; i < ids.length; i++) {
                objects[i] = walk.parseAny(ids[i]);
            }
            writer.preparePack(java.util.List.of(objects).iterator());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            assertThat(writer.getStatistics().getTotalDeltas()).isPositive();
            return out.toByteArray();
        }
    }

    private static byte[] bytes(Object... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.write(part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }
}
