package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.Random;

/** Contents of attachments for tests. */
final class Contents {
    private Contents() {}

    static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Runs the collection as if all contents had been stored long ago. */
    static void collect(TestDatabase database, Space space) {
        new ContentCollection(new Database(database.jdbi()), new JdbiRepositoryStore(database.jdbi()))
                .run(space, Duration.ofDays(-1));
    }
}
