package dev.gitsync.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;

/** Tests the check of pushes that are still arriving. There may be many at once. */
class PushPrecheckTest {
    private static final int COMMITS = 2_000;
    private static final long MOST_BYTES = 1 << 20;
    private static final String PERSON = "Ada <ada@example.org> 1700000000 +0000";

    private final PrecheckMemory memory = new PrecheckMemory(MOST_BYTES);
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final Space space = new Space(new SpaceId("docs"), "", "Docs");

    /** Faults W6: clients send thousands of commits each, and then stop sending. */
    @Test
    void limitsTheMemoryOfAllChecksTogether() {
        byte[] push = push(COMMITS, "Message", 0);
        List<PushPrecheck> looks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PushPrecheck look = look();
            looks.add(look);
            for (int at = 0; at < push.length; at += 1000) {
                assertThat(look.isRefused(push, at, Math.min(1000, push.length - at)))
                        .isFalse();
                assertThat(memory.held()).isBetween(0L, MOST_BYTES);
            }
        }
        assertThat(memory.held()).isGreaterThan(MOST_BYTES / 2);

        looks.forEach(PushPrecheck::close);

        assertThat(memory.held()).isZero();
    }

    @Test
    void releasesMemoryOnceACheckIsDecided() {
        byte[] good = push(3, "Message", 3);
        byte[] bad = push(3, "Mess\0age", 3);
        try (PushPrecheck one = look();
                PushPrecheck other = look()) {
            assertThat(one.isRefused(good, 0, good.length)).isFalse();
            assertThat(memory.held()).isZero();
            assertThat(other.isRefused(bad, 0, bad.length)).isTrue();
            assertThat(memory.held()).isZero();
        }
    }

    private PushPrecheck look() {
        return new PushPrecheck(space, repositories, GitSyncSettings.defaults().push(), memory);
    }

    /** Returns a push of commits, newest first. Its pack declares {@code objects} objects, or more than the limit for 0. */
    private static byte[] push(int commits, String message, int objects) {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        String parent = "b".repeat(40);
        List<byte[]> oldestFirst = new ArrayList<>();
        for (int i = 0; i < commits; i++) {
            byte[] commit = ("tree " + "a".repeat(40) + "\nparent " + parent + "\nauthor " + PERSON + "\ncommitter "
                            + PERSON + "\n\n" + message + "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            oldestFirst.add(commit);
            parent = id(commit).name();
        }
        String command = "0".repeat(40) + " " + parent + " refs/heads/main\0report-status";
        pack.writeBytes(
                "%04x%s0000PACK".formatted(command.length() + 4, command).getBytes(StandardCharsets.ISO_8859_1));
        pack.writeBytes(ByteBuffer.allocate(8)
                .putInt(2)
                .putInt(objects == 0 ? 2 * commits : objects)
                .array());
        for (int i = commits - 1; i >= 0; i--) {
            write(pack, oldestFirst.get(i));
        }
        return pack.toByteArray();
    }

    private static ObjectId id(byte[] commit) {
        return new ObjectInserter.Formatter().idFor(Constants.OBJ_COMMIT, commit);
    }

    private static void write(ByteArrayOutputStream pack, byte[] commit) {
        pack.write(0x80 | (Constants.OBJ_COMMIT << 4) | (commit.length & 15));
        pack.write(commit.length >> 4);
        Deflater deflater = new Deflater();
        deflater.setInput(commit);
        deflater.finish();
        byte[] buffer = new byte[1000];
        pack.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
    }
}
