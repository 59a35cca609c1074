package dev.gitsync.jdbi;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
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
        PageId page = new PageId(row.getString("page_id"));
        long version = row.getLong("version");
        return isTombstone(row)
                ? new Tombstone(page, version, provenance(row))
                : new Revision(page, version, content(row), provenance(row));
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
        return new PageContent(parent(row), row.getString("title"), row.getString("text"));
    }

    private static @Nullable GitOrigin origin(ResultSet row) throws SQLException {
        String commit = row.getString("git_commit");
        return commit == null ? null : new GitOrigin(commit, row.getString("git_push"));
    }
}
