package dev.gitsync.jdbi.internal.content;

import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentQuota;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sum of the sizes of the contents of a space. Its row is the lock of all writers of contents. */
public record ContentUsage(Space space, AttachmentQuota quota) {
    /** Returns the sum without a lock. */
    long read(Handle handle) {
        return handle.createQuery("SELECT bytes FROM gitsync_content_usage WHERE space_id = :space")
                .bind("space", space.id().value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** Locks the contents of the space until the transaction ends, and returns the sum. */
    public long lock(Handle handle) {
        return handle.createQuery("""
                        INSERT INTO gitsync_content_usage (space_id, bytes) VALUES (:space, 0)
                        ON CONFLICT (space_id) DO UPDATE SET space_id = excluded.space_id
                        RETURNING bytes""")
                .bind("space", space.id().value())
                .mapTo(Long.class)
                .one();
    }

    /** Adds to the sum, or subtracts from it. */
    public void add(Handle handle, long bytes) {
        handle.createUpdate("UPDATE gitsync_content_usage SET bytes = bytes + :bytes WHERE space_id = :space")
                .bind("bytes", bytes)
                .bind("space", space.id().value())
                .execute();
    }

    /** Returns the sentence that refuses {@code more} bytes; empty if the quota has room for them. */
    public Optional<String> objection(long used, long more) {
        long most = quota.maxBytes(space);
        return more == 0 || used + more <= most
                ? Optional.empty()
                : Optional.of("The files of this space have " + used + " bytes, of at most " + most
                        + ". There is no room for " + more + " more. Ask the operator for a larger quota.");
    }
}
