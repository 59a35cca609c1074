package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Writing chunks does not wait for the disk. Chunks that a crash of the database lost are detected before a push or an
 * upload becomes visible.
 */
class LostChunksTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Space space = DATABASE.newSpace();

    @Test
    void refusesAPushWhosePackLostAChunk() throws Exception {
        Jdbi jdbi = DATABASE.jdbi();
        WorkingCopy copy = new WorkingCopy(space).write("A.md", "a").write("image.png", Contents.bytes(3 << 20, 1));
        try (GitSync sync = DATABASE.sync(new JdbiRepositoryStore(jdbi))) {
            PushResult lost = copy.push(sync, () -> lose("gitsync_pack_chunks"));
            assertThat(lost).isInstanceOf(PushResult.Refused.class);
            assertThat(DATABASE.number(
                            "SELECT count(*) FROM gitsync_packs WHERE space_id = :space AND is_committed", space))
                    .isZero();

            assertThat(copy.push(sync)).isInstanceOf(PushResult.Accepted.class);
            assertThat(sync.verify(space.id()).isClean()).isTrue();
        }
    }

    @Test
    void refusesContentsThatLostAChunk() throws Exception {
        JdbiAttachments attachments = new JdbiAttachments(DATABASE.jdbi(), Settings.defaults());
        InputStream begin = new ByteArrayInputStream(Contents.bytes(3 << 20, 2));
        InputStream losing = new InputStream() {
            @Override
            public int read() {
                lose("gitsync_content_chunks");
                return -1;
            }
        };
        assertThatThrownBy(() -> upload(attachments, new SequenceInputStream(begin, losing)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has lost some of them");
        assertThat(DATABASE.number("SELECT count(*) FROM gitsync_contents WHERE space_id = :space", space))
                .isZero();
    }

    private void upload(JdbiAttachments attachments, InputStream in) throws IOException {
        attachments.upload(space, in);
    }

    private static void lose(String table) {
        int lost = DATABASE.jdbi().withHandle(handle -> handle.execute("DELETE FROM " + table + " WHERE number = 3"));
        assertThat(lost).isEqualTo(1);
    }
}
