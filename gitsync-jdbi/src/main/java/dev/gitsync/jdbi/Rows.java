package dev.gitsync.jdbi;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.store.plan.AttachmentName;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from rows; the columns have the same names as in the tables.
 */
final class Rows {
    private static final String TOMBSTONE = "tombstone";

    private Rows() {}

    static Page page(ResultSet row) throws SQLException {
        return new Page(new PageId(row.getString("id")), row.getLong("version"), content(row));
    }

    static Change change(ResultSet row) throws SQLException {
        String attachment = row.getString("attachment_id");
        PageId id = new PageId(attachment == null ? row.getString("page_id") : attachment);
        long version = row.getLong("version");
        if (isTombstone(row)) {
            return new Tombstone(id, version, provenance(row));
        }
        return attachment == null
                ? new Revision(id, version, content(row), provenance(row))
                : new AttachmentRevision(id, version, attachmentContent(row, "parent_id", "title"), provenance(row));
    }

    /** Returns the id and the name of an attachment. */
    static Map.Entry<PageId, AttachmentName> named(ResultSet row) throws SQLException {
        String page = row.getString("page_id");
        return Map.entry(
                new PageId(row.getString("id")),
                new AttachmentName(page == null ? null : new PageId(page), row.getString("name")));
    }

    static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                new PageId(row.getString("id")), row.getLong("version"), attachmentContent(row, "page_id", "name"));
    }

    private static AttachmentContent attachmentContent(ResultSet row, String page, String name) throws SQLException {
        String of = row.getString(page);
        return new AttachmentContent(
                of == null ? null : new PageId(of),
                row.getString(name),
                new ContentHash(row.getString("hash")),
                row.getLong("size"));
    }

    static boolean isTombstone(ResultSet row) throws SQLException {
        return TOMBSTONE.equals(row.getString("kind"));
    }

    static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(
                new Person(row.getString("author_name"), row.getString("author_email")),
                row.getObject("authored_at", OffsetDateTime.class).toInstant(),
                row.getString("message"),
                origin(row));
    }

    static @Nullable PageId parent(ResultSet row) throws SQLException {
        String parent = row.getString("parent_id");
        return parent == null ? null : new PageId(parent);
    }

    private static PageContent content(ResultSet row) throws SQLException {
        return new PageContent(parent(row), row.getString("title"), row.getString("text"), labels(row));
    }

    private static @Nullable Labels labels(ResultSet row) throws SQLException {
        Array labels = row.getArray("labels");
        return labels == null ? null : Labels.of((String[]) labels.getArray());
    }

    private static @Nullable GitOrigin origin(ResultSet row) throws SQLException {
        String commit = row.getString("git_commit");
        return commit == null ? null : new GitOrigin(commit, row.getString("git_push"));
    }
}
