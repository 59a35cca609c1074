package dev.gitsync.internal.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.receive.LeadingCommits.Commit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads packs that arrive in slices of any size. */
class LeadingCommitsTest {
    private static final String PERSON = "Ada <ada@example.org> 1700000000 +0000";
    private static final int MOST = 100;

    private static final String PARENT = "b".repeat(40);

    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void readsCommitsAndDeltasOnThemUpToTheFirstTree(int slice) {
        String first = commit(PARENT, "first");
        ObjectId firstId = id(first);
        String second = commit(firstId.name(), "sec\0ond");
        header(4);
        int start = pack.size();
        entry(Constants.OBJ_COMMIT, first.length(), new byte[0], bytes(first));
        byte[] delta = delta(first.length(), bytes(second));
        entry(Constants.OBJ_OFS_DELTA, delta.length, distance(pack.size() - start), delta);
        entry(Constants.OBJ_TREE, 3, new byte[0], bytes("abc"));
        entry(Constants.OBJ_COMMIT, first.length(), new byte[0], bytes(commit("1".repeat(40), "too late")));

        LeadingCommits read = read(slice, MOST);

        assertThat(read.isAtEnd()).isTrue();
        assertThat(read.objects()).isEqualTo(4);
        assertThat(read.commits())
                .containsExactly(
                        Map.entry(firstId, new Commit(List.of(ObjectId.fromString(PARENT)), Optional.empty())),
                        Map.entry(id(second), new Commit(List.of(firstId), Optional.of("holds a NUL character"))));
    }

    @Test
    void endsAfterAsManyCommitsAsCanBeRefused() {
        header(1000);
        for (int i = 0; i < 1000; i++) {
            String commit = commit(PARENT, "commit " + i);
            entry(Constants.OBJ_COMMIT, commit.length(), new byte[0], bytes(commit));
        }

        assertThat(read(1000, MOST).commits()).hasSize(MOST + 1);
    }

    /** Faults W6: a few kilobytes that name one parent thousands of times. */
    @Test
    void endsAfterTwiceAsManyParentsAsCommits() {
        header(1000);
        for (int i = 0; i < 1000; i++) {
            String parents = ("\nparent " + PARENT).repeat(MOST);
            String commit = commit(PARENT + parents, "commit " + i);
            entry(Constants.OBJ_COMMIT, commit.length(), new byte[0], bytes(commit));
        }

        LeadingCommits read = read(1000, MOST);

        assertThat(read.isAtEnd()).isTrue();
        assertThat(read.commits()).hasSize(2);
    }

    @Test
    void endsAtTheLastObject() {
        header(1);
        String commit = commit(PARENT, "only");
        entry(Constants.OBJ_COMMIT, commit.length(), new byte[0], bytes(commit));

        assertThat(read(1000, MOST).isAtEnd()).isTrue();
    }

    /** The header declares 300 bytes, and the commit inflates to 8 MiB. */
    @Test
    void endsAtACommitThatIsLargerThanDeclared() {
        header(1);
        entry(Constants.OBJ_COMMIT, 300, new byte[0], new byte[8 << 20]);

        LeadingCommits read = read(1000, MOST);

        assertThat(read.isAtEnd()).isTrue();
        assertThat(read.commits()).isEmpty();
    }

    @Test
    void endsAtInvalidInput() {
        Random random = new Random(1);
        String commit = commit(PARENT, "message");
        for (int i = 0; i < 300; i++) {
            pack.reset();
            header(3);
            entry(Constants.OBJ_COMMIT, commit.length(), new byte[0], bytes(commit));
            byte[] delta = delta(commit.length(), bytes(commit("1".repeat(40), "other")));
            entry(Constants.OBJ_OFS_DELTA, delta.length, distance(pack.size() - 12), delta);
            byte[] broken = pack.toByteArray();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            pack.reset();
            pack.writeBytes(broken);

            assertThat(read(1 + random.nextInt(200), MOST).commits().size()).isLessThanOrEqualTo(3);
        }
    }

    private LeadingCommits read(int slice, int most) {
        byte[] all = pack.toByteArray();
        LeadingCommits read = new LeadingCommits(most);
        for (int at = 0; at < all.length; at += slice) {
            read.accept(all, at, Math.min(slice, all.length - at));
        }
        return read;
    }

    private static String commit(String parent, String message) {
        return "tree " + "a".repeat(40) + "\nparent " + parent + "\nauthor " + PERSON + "\ncommitter " + PERSON + "\n\n"
                + message + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ObjectId id(String commit) {
        return new ObjectInserter.Formatter().idFor(Constants.OBJ_COMMIT, bytes(commit));
    }

    private void header(int objects) {
        pack.writeBytes(bytes("PACK"));
        pack.writeBytes(ByteBuffer.allocate(8).putInt(2).putInt(objects).array());
    }

    private void entry(int type, int length, byte[] base, byte[] content) {
        int left = length >>> 4;
        pack.write((type << 4) | (length & 15) | (left > 0 ? 0x80 : 0));
        pack.writeBytes(varint(left));
        pack.writeBytes(base);
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] buffer = new byte[content.length + 100];
        pack.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
    }

    /** In groups of seven bits, the lowest first; nothing for zero. */
    private static byte[] varint(int number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int left = number; left > 0; left >>>= 7) {
            out.write((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
        }
        return out.toByteArray();
    }

    /** Returns the distance to the base, in two bytes. */
    private static byte[] distance(int distance) {
        int high = (distance >> 7) - 1;
        return distance < 128
                ? new byte[] {(byte) distance}
                : new byte[] {(byte) (high | 0x80), (byte) (distance & 0x7f)};
    }

    /** A delta that copies nothing. */
    private static byte[] delta(int base, byte[] result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(varint(base));
        out.writeBytes(varint(result.length));
        for (int at = 0; at < result.length; at += 100) {
            int n = Math.min(100, result.length - at);
            out.write(n);
            out.write(result, at, n);
        }
        return out.toByteArray();
    }
}
