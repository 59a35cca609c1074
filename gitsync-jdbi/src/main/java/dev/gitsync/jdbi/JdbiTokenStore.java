package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.SpaceId;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.TokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Access tokens in PostgreSQL. The scripts in {@code dev/gitsync/jdbi/migration/tokens} create its table. Safe for use
 * by several threads.
 */
public final class JdbiTokenStore implements TokenStore {
    private static final String SELECT = "SELECT id, user_id, label, array_to_string(spaces, ',') AS spaces, can_write,"
            + " created_at, expires_at, last_used_at FROM gitsync_tokens ";

    private final Database database;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
    public JdbiTokenStore(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    @Override
    public void add(AccessToken token, String hash) {
        String spaces = token.spaces().stream().map(SpaceId::value).sorted().collect(Collectors.joining(","));
        database.write(
                "store a token",
                handle -> handle.createUpdate("""
                        INSERT INTO gitsync_tokens (id, user_id, label, hash, spaces, can_write, created_at, expires_at)
                        VALUES (:id::uuid, :user, :label, :hash, string_to_array(:spaces, ','), :write, :created, :expires)""")
                        .bind("id", token.id())
                        .bind("user", token.user())
                        .bind("label", token.label())
                        .bind("hash", hash)
                        .bind("spaces", spaces)
                        .bind("write", token.right() == AccessToken.Right.WRITE)
                        .bind("created", Timestamp.from(token.created()))
                        .bind("expires", Timestamp.from(token.expires()))
                        .execute());
    }

    @Override
    public Optional<AccessToken> find(String hash) {
        return database.read(
                "find a token",
                handle -> handle.createQuery(SELECT + "WHERE hash = :hash")
                        .bind("hash", hash)
                        .map((row, ctx) -> token(row))
                        .findOne());
    }

    @Override
    public List<AccessToken> ofUser(String user) {
        return database.read(
                "list the tokens of a user",
                handle -> handle.createQuery(SELECT + "WHERE user_id = :user ORDER BY created_at DESC, id")
                        .bind("user", user)
                        .map((row, ctx) -> token(row))
                        .list());
    }

    @Override
    public boolean remove(String user, String id) {
        return database.write(
                "revoke a token",
                handle -> handle.createUpdate("DELETE FROM gitsync_tokens WHERE user_id = :user AND id::text = :id")
                                .bind("user", user)
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    @Override
    public void used(String id, Instant when) {
        database.write(
                "record the use of a token",
                handle -> handle.createUpdate("UPDATE gitsync_tokens SET last_used_at = :when WHERE id = :id::uuid")
                        .bind("when", Timestamp.from(when))
                        .bind("id", id)
                        .execute());
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        Timestamp lastUsed = row.getTimestamp("last_used_at");
        return new AccessToken(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("label"),
                Arrays.stream(row.getString("spaces").split(",", -1))
                        .filter(space -> !space.isEmpty())
                        .map(SpaceId::new)
                        .collect(Collectors.toSet()),
                row.getBoolean("can_write") ? AccessToken.Right.WRITE : AccessToken.Right.READ,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                Optional.ofNullable(lastUsed).map(Timestamp::toInstant));
    }
}
