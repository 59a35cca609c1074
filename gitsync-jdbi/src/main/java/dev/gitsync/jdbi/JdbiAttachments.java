package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.content.CheckedContent;
import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.content.ContentStore;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.AttachmentLimits;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.attachment.AttachmentQuota;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a wiki in PostgreSQL, for the wiki itself: storing what a user uploads, the files of a page, the trash and the
 * history. Changes go through {@link JdbiPageStore#apply}, as those of pages do:
 *
 * <pre>{@code
 * Uploaded uploaded = attachments.upload(space, request.getInputStream());
 * PageChange put = new PageChange.PutAttachment(pages.newPageId(space), 0, uploaded.as(page, "logo.png"), null, provenance);
 * pages.apply(space, List.of(put), ApplyContext.edit(user));
 * }</pre>
 *
 * <p>Contents are stored in chunks of 64 KiB, once for each space. With a {@link JdbiRepositoryStore} in the {@link Settings},
 * contents that the repository has are read from there, and not stored twice. Safe for use by several threads. The scripts in
 * {@code dev/gitsync/jdbi/migration/pages} create its tables.
 *
 * <p>More than 300 lines: one query, with its javadoc, for each question that a wiki asks, beside the settings and the results.
 */
public final class JdbiAttachments {
    private static final String COLUMNS = "SELECT a.id, a.page_id, a.name, a.hash, a.size, a.version, a.deleted_at";
    private static final String LAST_CHANGE = """
            , r.author_name, r.author_email, r.authored_at, r.message, r.git_commit, r.git_push
            FROM gitsync_attachments a
            JOIN gitsync_revisions r ON r.attachment_id = a.id AND r.version = a.version
            WHERE a.space_id = :space\s""";

    private final ContentStore contents;

    /**
     * Limits, and where contents are read from.
     *
     * @param repositories the repositories of the spaces, which must be in the same database and thus the same transactions as the
     *     attachments; null if they are elsewhere, and contents are stored beside them
     * @param maxFileBytes the maximum size of one file, at least 1
     * @param quota the maximum size of all contents of a space
     */
    public record Settings(@Nullable RepositoryStore repositories, long maxFileBytes, AttachmentQuota quota) {
        /** The maximum size of one file by default: 4 GiB. */
        public static final long DEFAULT_MAX_FILE_BYTES = 4L << 30;

        /** Checks the values. */
        public Settings {
            Objects.requireNonNull(quota, "quota");
            if (maxFileBytes < 1) {
                throw new InvalidInputException(
                        "The maximum size of a file is " + maxFileBytes + ", but must be at least 1");
            }
        }

        /** Returns settings without a quota, for repositories elsewhere. */
        public static Settings defaults() {
            return new Settings(null, DEFAULT_MAX_FILE_BYTES, AttachmentQuota.unlimited());
        }

        /** Returns the limits of the operator's settings, for repositories elsewhere. */
        public static Settings of(AttachmentLimits limits) {
            return new Settings(null, limits.maxBytes(), limits.quota());
        }

        /** Returns these settings with repositories in the same database. */
        public Settings withRepositories(JdbiRepositoryStore newRepositories) {
            return new Settings(newRepositories, maxFileBytes, quota);
        }

        /** Returns these settings with another maximum size of a file. */
        public Settings withMaxFileBytes(long newMaxFileBytes) {
            return new Settings(repositories, newMaxFileBytes, quota);
        }

        /** Returns these settings with another quota. */
        public Settings withQuota(AttachmentQuota newQuota) {
            return new Settings(repositories, maxFileBytes, newQuota);
        }
    }

    /** Creates an instance that uses the database behind {@code jdbi}, with {@link Settings#defaults}. */
    public JdbiAttachments(Jdbi jdbi) {
        this(jdbi, Settings.defaults());
    }

    /**
     * Creates an instance that uses the database behind {@code jdbi}.
     *
     * @throws InvalidInputException when the repositories do not take part in transactions of {@code jdbi}
     */
    public JdbiAttachments(Jdbi jdbi, Settings settings) {
        RepositoryStore repositories = settings.repositories();
        if (repositories != null && !repositories.transactionDomain().equals(Optional.of(TransactionDomain.of(jdbi)))) {
            throw new InvalidInputException("Attachments and repositories use different transactions."
                    + " Create both stores with the same Jdbi, or the attachments without the repositories");
        }
        contents = new ContentStore(new Database(jdbi), repositories, settings.maxFileBytes(), settings.quota());
    }

    ContentStore contents() {
        return contents;
    }

    /** Returns the attachments as {@link JdbiPageStore#attachments} returns them: by id, and contents by hash. */
    public AttachmentStore store() {
        return new JdbiAttachmentStore(contents);
    }

    /**
     * Stores what a user uploads. The contents become part of the wiki with a change that names them; without one, they are
     * deleted after a day. At most 2 MiB are in memory, and no connection is held while {@code in} is read.
     *
     * @throws dev.gitsync.error.StoreRejectedException when the contents are too large, or the quota has no room for them; the
     *     message is a sentence for the user
     * @throws IOException when {@code in} can't be read; nothing is stored then
     */
    public Uploaded upload(Space space, InputStream in) throws IOException {
        CheckedContent received = contents.receive(space, in);
        return new Uploaded(received.hash(), received.size());
    }

    /**
     * Deletes contents that no version of an attachment has and to which no commit has a pointer, and uploads that were cut off, a
     * day after they were stored last. The maintenance of a {@link JdbiRepositoryStore} includes this; call it regularly, for
     * example every hour, if the repositories are elsewhere.
     */
    public void deleteUnused(Space space, RepositoryStore repositories) {
        new ContentCollection(contents.database(), repositories).deleteUnused(space, ContentCollection.GRACE);
    }

    /** Returns the live attachments of a page, or of the space itself for null, ordered by name. */
    public List<AttachmentInfo> ofPage(Space space, @Nullable PageId page) {
        return list(
                "list the attachments of a page of space " + space.id(),
                space,
                new Condition("AND a.deleted_at IS NULL AND " + isOf(page) + " ORDER BY a.name, a.id", page));
    }

    /** Returns the live attachment of a page, or of the space itself for null, with this name. */
    public Optional<Attachment> named(Space space, @Nullable PageId page, String name) {
        String sql = COLUMNS + " FROM gitsync_attachments a WHERE a.space_id = :space AND a.deleted_at IS NULL AND "
                + isOf(page) + " AND a.name = :name LIMIT 1";
        return contents.database()
                .read(
                        "find an attachment of space " + space.id(),
                        handle -> bound(handle.createQuery(sql).bind("name", name), space, page)
                                .map((row, ctx) -> Rows.attachment(row))
                                .findOne());
    }

    /** Returns up to 1,000 deleted attachments of a page, or of the space itself for null, the most recently deleted first. */
    public List<AttachmentInfo> trash(Space space, @Nullable PageId page) {
        return list(
                "read the trash of space " + space.id(),
                space,
                new Condition(
                        "AND a.deleted_at IS NOT NULL AND " + isOf(page)
                                + " ORDER BY a.deleted_at DESC, a.id LIMIT 1000",
                        page));
    }

    private record Condition(String sql, @Nullable PageId page) {}

    private List<AttachmentInfo> list(String doing, Space space, Condition condition) {
        return contents.database()
                .read(
                        doing,
                        handle -> bound(
                                        handle.createQuery(COLUMNS + LAST_CHANGE + condition.sql()),
                                        space,
                                        condition.page())
                                .map((row, ctx) -> info(row))
                                .list());
    }

    private static Query bound(Query query, Space space, @Nullable PageId page) {
        query.bind("space", space.id().value());
        return page == null ? query : query.bind("page", page.value());
    }

    private static Query bound(Query query, Space space, Collection<PageId> pages) {
        String[] ids = pages.stream().map(PageId::value).toArray(String[]::new);
        return query.bind("space", space.id().value()).bindBySqlType("pages", ids, Types.ARRAY);
    }

    private static String isOf(@Nullable PageId page) {
        return page == null ? "a.page_id IS NULL" : "a.page_id = :page";
    }

    /**
     * Returns the steps that delete the live attachments of these pages. They come directly before the steps that delete the
     * pages, in the same plan.
     */
    public List<PageChange> deletions(Space space, Collection<PageId> pages, Provenance provenance) {
        return contents.database()
                .read(
                        "list the attachments of pages of space " + space.id(),
                        handle -> bound(handle.createQuery("""
                                SELECT id, version FROM gitsync_attachments
                                WHERE space_id = :space AND page_id = ANY(:pages) AND deleted_at IS NULL
                                ORDER BY page_id, id"""), space, pages)
                                .map((row, ctx) -> (PageChange) new PageChange.Delete(
                                        new PageId(row.getString("id")), row.getLong("version"), provenance))
                                .list());
    }

    /**
     * Returns the steps that restore the attachments which were deleted together with these pages, now in the trash: by the same
     * author, at the same time and with the same message. They come after the steps that restore the pages, in the same plan.
     */
    public List<PageChange> restorations(Space space, Collection<PageId> pages, Provenance provenance) {
        return contents.database()
                .read(
                        "list the trash of pages of space " + space.id(),
                        handle -> bound(handle.createQuery(COLUMNS + """
                                 FROM gitsync_pages p
                                JOIN gitsync_revisions pr ON pr.page_id = p.id AND pr.version = p.version
                                JOIN gitsync_attachments a ON a.space_id = p.space_id AND a.page_id = p.id
                                JOIN gitsync_revisions r ON r.attachment_id = a.id AND r.version = a.version
                                WHERE p.space_id = :space AND p.id = ANY(:pages)
                                    AND p.deleted_at IS NOT NULL AND a.deleted_at IS NOT NULL
                                    AND r.authored_at = pr.authored_at AND r.message = pr.message
                                    AND r.author_email = pr.author_email AND r.author_name = pr.author_name
                                ORDER BY r.seq"""), space, pages)
                                .map((row, ctx) -> Rows.attachment(row))
                                .map(trashed -> (PageChange) new PageChange.PutAttachment(
                                        trashed.id(), trashed.version(), trashed.content(), null, provenance))
                                .list());
    }

    /** Returns the attachment, live or in the trash, with its last change. */
    public Optional<AttachmentInfo> find(Space space, PageId id) {
        return contents.database()
                .read(
                        "read an attachment of space " + space.id(),
                        handle -> handle.createQuery(COLUMNS + LAST_CHANGE + "AND a.id = :id")
                                .bind("space", space.id().value())
                                .bind("id", id.value())
                                .map((row, ctx) -> info(row))
                                .findOne());
    }

    /**
     * Returns up to {@code limit} versions of an attachment, newest first: revisions and deletions, as in the feed.
     *
     * @param beforeVersion the last version of the previous batch, or {@link Long#MAX_VALUE} for the first batch
     */
    public List<Change> revisions(Space space, PageId id, int limit, long beforeVersion) {
        return contents.database()
                .read(
                        "read the history of an attachment of space " + space.id(),
                        handle -> handle.createQuery("""
                                SELECT * FROM gitsync_revisions
                                WHERE attachment_id = :id AND space_id = :space AND version < :before
                                ORDER BY version DESC LIMIT :limit""")
                                .bind("id", id.value())
                                .bind("space", space.id().value())
                                .bind("before", beforeVersion)
                                .bind("limit", limit)
                                .map((row, ctx) -> Rows.change(row))
                                .list());
    }

    private static AttachmentInfo info(ResultSet row) throws SQLException {
        return new AttachmentInfo(Rows.attachment(row), row.getTimestamp("deleted_at") != null, Rows.provenance(row));
    }

    /**
     * An attachment, live or in the trash.
     *
     * @param attachment the attachment; one in the trash is as it was deleted, and its version is the one that restoring it expects
     * @param isDeleted whether it is in the trash
     * @param lastChange the author, time and message of its last change
     */
    public record AttachmentInfo(Attachment attachment, boolean isDeleted, Provenance lastChange) {}

    /**
     * Contents that are stored, and that no change has named yet.
     *
     * @param hash the hash of the contents
     * @param size the size in bytes
     */
    public record Uploaded(ContentHash hash, long size) {
        /** Returns the content of an attachment with these contents. */
        public AttachmentContent as(@Nullable PageId page, String name) {
            return new AttachmentContent(page, name, hash, size);
        }
    }
}
