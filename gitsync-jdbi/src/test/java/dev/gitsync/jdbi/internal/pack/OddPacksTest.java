package dev.gitsync.jdbi.internal.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.junit.jupiter.api.Test;

/** Tests packs that git never sends. */
class OddPacksTest {
    private static final byte MORE = (byte) 0x80;

    @Test
    void limitsConsecutiveDeltas() throws IOException {
        List<PackEntries> packs = new ArrayList<>();
        packs.add(chain("w0", "c", 0, 250));
        packs.add(chain("w1", "c", 249, 240));
        assertThat(JoinedPack.of(packs).objects()).isEqualTo(2 + 489);

        packs.add(chain("w2", "c", 488, 250));
        assertThatThrownBy(() -> JoinedPack.of(packs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 deltas");
    }

    /** JGit adds up the digits of a length, and counts the eleventh as eight. The test writes as many bytes as that. */
    @Test
    void readsAnUnusualLengthAsJGitDoes() throws IOException {
        Draft pack = new Draft();
        pack.begin(id("odd"), (byte) 0xb8, MORE, MORE, MORE, MORE, MORE, MORE, MORE, MORE, MORE, (byte) 1);
        pack.pack.writeBytes(Constants.encode("data"));
        PackEntries.Entry odd = pack.entries().inOrder().get(0);
        assertThat(odd.size()).isEqualTo(16);

        JoinedPack joined = JoinedPack.of(List.of(pack.entries()));
        PackEntries.Entry read =
                PackEntries.of(joined.pack(), joined.index()).inOrder().get(0);
        assertThat(read.size()).isEqualTo(16);
        assertThat(read.dataBegin())
                .as("position of the data after a length of two digits")
                .isEqualTo(14);
    }

    @Test
    void rejectsADeltaOnItself() throws IOException {
        Draft pack = new Draft();
        pack.delta(id("a"), id("b"));
        pack.delta(id("b"), id("a"));
        PackEntries entries = pack.entries();
        assertThatThrownBy(() -> JoinedPack.of(List.of(entries))).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void rejectsADeltaOnAMissingObject() throws IOException {
        Draft pack = new Draft();
        pack.delta(id("a"), id("b"));
        PackEntries entries = pack.entries();
        assertThatThrownBy(() -> JoinedPack.of(List.of(entries)))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("not in it");
    }

    @Test
    void rejectsBytesThatBelongToNoEntry() throws IOException {
        Draft pack = new Draft();
        pack.pack.writeBytes(new byte[7]);
        pack.whole(id("a"));
        assertThatThrownBy(pack::entries)
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("does not know");
    }

    /** Returns a whole object and {@code count} deltas, each on the one before. The first delta has the number {@code from}. */
    private static PackEntries chain(String whole, String name, int from, int count) throws IOException {
        Draft pack = new Draft();
        pack.whole(id(whole));
        ObjectId base = id(whole);
        for (int i = from; i < from + count; i++) {
            ObjectId next = id(name + i);
            pack.delta(next, base);
            base = next;
        }
        return pack.entries();
    }

    private static ObjectId id(String name) {
        return ObjectId.fromRaw(Constants.newMessageDigest().digest(Constants.encode(name)));
    }

    /** A pack whose contents the test never inflates. */
    private static final class Draft {
        private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
        private final List<PackedObjectInfo> objects = new ArrayList<>();

        Draft() {
            pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 0});
        }

        void whole(ObjectId id) {
            begin(id, (byte) (Constants.OBJ_BLOB << 4 | 4));
            pack.writeBytes(Constants.encode("data"));
        }

        void delta(ObjectId id, ObjectId base) {
            begin(id, (byte) (Constants.OBJ_REF_DELTA << 4 | 4));
            byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
            base.copyRawTo(raw, 0);
            pack.writeBytes(raw);
            pack.writeBytes(Constants.encode("data"));
        }

        private void begin(ObjectId id, byte... header) {
            PackedObjectInfo object = new PackedObjectInfo(id);
            object.setOffset(pack.size());
            objects.add(object);
            pack.writeBytes(header);
        }

        PackEntries entries() throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(pack.toByteArray());
            byte[] hash = Constants.newMessageDigest().digest(pack.toByteArray());
            whole.writeBytes(hash);
            objects.sort(null);
            ByteArrayOutputStream index = new ByteArrayOutputStream();
            BasePackIndexWriter.createVersion(index, 2).write(objects, hash);
            return PackEntries.of(whole.toByteArray(), index.toByteArray());
        }
    }
}
