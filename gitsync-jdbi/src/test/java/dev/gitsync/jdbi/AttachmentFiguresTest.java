package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints how large the database is beside the contents of attachments, before and after they are stored in git alone; run it with
 * {@code -Xmx256m} and {@code -Dgitsync.figures=true}. {@code -Dgitsync.figures.mebibytes} is the size of the largest file.
 */
@EnabledIfSystemProperty(named = "gitsync.figures", matches = "true", disabledReason = "prints figures only")
class AttachmentFiguresTest {
    private static final long LARGEST = Long.getLong("gitsync.figures.mebibytes", 256L) << 20;
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-30T12:00:00Z"), "m");

    private final TestDatabase database = TestDatabase.migrated();
    private final Space space = database.newSpace();
    /** Without a grace time for replaced packs: the figures are those of a day later. */
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(database.jdbi(), Duration.ZERO);

    private final JdbiAttachments attachments =
            new JdbiAttachments(database.jdbi(), Settings.defaults().withRepositories(repositories));
    private final JdbiPageStore store = new JdbiPageStore(database.jdbi(), attachments);

    @Test
    void printsThem() throws Exception {
        long total = 0;
        for (int i = 0; i < 4; i++) {
            long size = LARGEST >> i;
            upload("file" + i + ".bin", size);
            total += size;
        }
        print("uploaded", total);
        try (GitSync sync = GitSync.builder()
                .spaces(new JdbiSpaces(database.jdbi()))
                .pages(store)
                .repositories(repositories)
                .build()) {
            sync.runOnce(space.id());
            print("pulled", total);
            assertThat(repositories.maintain(space)).isTrue();
            database.jdbi().useHandle(handle -> handle.execute("VACUUM FULL"));
            print("maintained", total);
        }
        for (int i = 0; i < 4; i++) {
            var file = attachments.named(space, null, "file" + i + ".bin").orElseThrow();
            try (InputStream in = attachments.store().open(space, file.content().hash(), 0)) {
                assertThat(in.transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo(file.content().size());
            }
        }
        print("read", total);
    }

    private void upload(String name, long size) throws IOException {
        Uploaded uploaded = attachments.upload(space, new RandomInput(size));
        PageId id = store.newPageId(space);
        store.apply(
                space,
                List.of(new PageChange.PutAttachment(id, 0, uploaded.as(null, name), null, ADA)),
                ApplyContext.edit("ada"));
    }

    private void print(String when, long total) {
        long bytes = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT pg_database_size(current_database())")
                        .mapTo(Long.class)
                        .one());
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f MB of contents, %.1f MB of database, ratio %.3f, heap of at most %d MB%n",
                when,
                total / 1e6,
                bytes / 1e6,
                (double) bytes / total,
                runtime.maxMemory() >> 20);
    }

    /** Bytes that can't be compressed, as many as asked for. */
    private static final class RandomInput extends InputStream {
        private final SplittableRandom random;
        private long left;

        RandomInput(long size) {
            random = new SplittableRandom(size);
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            byte[] next = new byte[(int) Math.min(length, left)];
            random.nextBytes(next);
            System.arraycopy(next, 0, target, offset, next.length);
            left -= next.length;
            return next.length;
        }
    }
}
