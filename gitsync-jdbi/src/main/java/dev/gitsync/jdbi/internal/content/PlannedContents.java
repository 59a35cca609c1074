package dev.gitsync.jdbi.internal.content;

import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange.PutAttachment;
import dev.gitsync.store.plan.PlannedAttachments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the attachments of one plan, within its transaction: three statements, however many there are. Contents that
 * the repository has once the plan is committed need not be stored; they get a row without chunks.
 */
public final class PlannedContents {
    private final Handle handle;
    private final ContentStore contents;
    private final Space space;
    private final PlannedAttachments attachments;
    /** Each of the contents once, with its blob if one is known. */
    private final Map<ContentHash, Planned> planned = new LinkedHashMap<>();

    private record Planned(
            AttachmentContent content, @Nullable String blob, boolean isNew) {}

    /** Creates the contents of these attachments. */
    public PlannedContents(Handle handle, ContentStore contents, Space space, PlannedAttachments attachments) {
        this.handle = handle;
        this.contents = contents;
        this.space = space;
        this.attachments = attachments;
    }

    /** Returns the sentence that refuses the plan; empty if all contents are stored, or can be read from the repository. */
    public Optional<String> objection() {
        if (attachments.puts().isEmpty()) {
            return Optional.empty();
        }
        ContentUsage usage = contents.usage(space);
        long used = usage.lock(handle);
        Map<ContentHash, Long> known = known();
        return attachments.missing(known, contents.repositories() != null).or(() -> {
            attachments.puts().forEach(put -> plan(put, known));
            return usage.objection(used, newBytes());
        });
    }

    private void plan(PutAttachment put, Map<ContentHash, Long> known) {
        ContentHash hash = put.content().hash();
        Planned earlier = planned.get(hash);
        if (earlier == null || earlier.blob() == null) {
            planned.put(hash, new Planned(put.content(), blob(put), !known.containsKey(hash)));
        }
    }

    private @Nullable String blob(PutAttachment put) {
        return contents.repositories() == null ? null : put.blob();
    }

    /** Returns the size of the contents that the space gets. */
    private long newBytes() {
        return planned.values().stream()
                .filter(Planned::isNew)
                .mapToLong(row -> row.content().size())
                .sum();
    }

    /** Returns the sizes of the contents that the space has, which can't be deleted until the transaction ends. */
    private Map<ContentHash, Long> known() {
        Map<ContentHash, Long> known = new HashMap<>();
        Query query = handle.createQuery("""
                        SELECT hash, size FROM gitsync_contents WHERE space_id = :space AND hash = ANY(:hashes)
                        ORDER BY hash FOR NO KEY UPDATE""").bind("space", space.id().value());
        Columns.bind(query, "hashes", attachments.hashes(), ContentHash::value, String[]::new);
        query.map((row, ctx) -> Map.entry(new ContentHash(row.getString("hash")), row.getLong("size")))
                .forEach(found -> known.put(found.getKey(), found.getValue()));
        return known;
    }

    /** Notes that revisions have these contents, and the blobs that they have in git. */
    public void write() {
        if (planned.isEmpty()) {
            return;
        }
        Update update = handle.createUpdate("""
                        WITH planned AS (
                            SELECT * FROM unnest(:hashes, :sizes, :blobs, :areNew) AS p (hash, size, blob, is_new)),
                        referenced AS (
                            UPDATE gitsync_contents c SET is_referenced = true, blob = coalesce(c.blob, p.blob)
                            FROM planned p WHERE c.space_id = :space AND c.hash = p.hash AND NOT p.is_new),
                        used AS (
                            UPDATE gitsync_content_usage SET bytes = bytes + :more WHERE space_id = :space AND :more > 0)
                        INSERT INTO gitsync_contents (id, space_id, hash, size, blob, has_chunks, is_referenced)
                        SELECT gen_random_uuid(), :space, hash, size, blob, false, true FROM planned WHERE is_new""").bind("space", space.id().value());
        List<Planned> rows = new ArrayList<>(planned.values());
        update.bind("more", newBytes());
        Columns.bind(update, "hashes", rows, row -> row.content().hash().value(), String[]::new);
        Columns.bind(update, "sizes", rows, row -> row.content().size(), Long[]::new);
        Columns.bind(update, "blobs", rows, Planned::blob, String[]::new);
        Columns.bind(update, "areNew", rows, Planned::isNew, Boolean[]::new);
        update.execute();
    }
}
