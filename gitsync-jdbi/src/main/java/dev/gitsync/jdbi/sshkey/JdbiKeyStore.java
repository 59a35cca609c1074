package dev.gitsync.jdbi.sshkey;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.sshkey.SshKeyStore;
import dev.gitsync.sshkey.SshPublicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Public keys for SSH in PostgreSQL. The script in {@code dev/gitsync/jdbi/migration/sshkeys} creates its table. Safe for use by several
 * threads.
 */
public final class JdbiKeyStore implements SshKeyStore {
    private static final String SELECT =
            "SELECT id, user_id, label, key, created_at, last_used_at FROM gitsync_ssh_keys ";

    private final Database database;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
    public JdbiKeyStore(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    @Override
    public boolean add(SshKey key) {
        return database.write(
                "store a key",
                handle -> handle.createUpdate("""
                        INSERT INTO gitsync_ssh_keys (id, user_id, label, fingerprint, key, created_at)
                        VALUES (:id::uuid, :user, :label, :fingerprint, :key, :created)
                        ON CONFLICT (fingerprint) DO NOTHING""")
                                .bind("id", key.id())
                                .bind("user", key.user())
                                .bind("label", key.label())
                                .bind("fingerprint", key.key().fingerprint())
                                .bind("key", key.key().blob())
                                .bind("created", Timestamp.from(key.created()))
                                .execute()
                        == 1);
    }

    @Override
    public Optional<SshKey> find(String fingerprint) {
        return database.read(
                "find a key",
                handle -> handle.createQuery(SELECT + "WHERE fingerprint = :fingerprint")
                        .bind("fingerprint", fingerprint)
                        .map((row, ctx) -> key(row))
                        .findOne());
    }

    @Override
    public List<SshKey> ofUser(String user) {
        return database.read(
                "list the keys of a user",
                handle -> handle.createQuery(SELECT + "WHERE user_id = :user ORDER BY created_at DESC, id")
                        .bind("user", user)
                        .map((row, ctx) -> key(row))
                        .list());
    }

    @Override
    public boolean remove(String user, String id) {
        return database.write(
                "remove a key",
                handle -> handle.createUpdate("DELETE FROM gitsync_ssh_keys WHERE user_id = :user AND id::text = :id")
                                .bind("user", user)
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    @Override
    public void used(String id, Instant when) {
        database.write(
                "record the use of a key",
                handle -> handle.createUpdate("UPDATE gitsync_ssh_keys SET last_used_at = :when WHERE id = :id::uuid")
                        .bind("when", Timestamp.from(when))
                        .bind("id", id)
                        .execute());
    }

    private static SshKey key(ResultSet row) throws SQLException {
        Timestamp lastUsed = row.getTimestamp("last_used_at");
        return new SshKey(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("label"),
                SshPublicKey.ofBlob(row.getBytes("key")),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(lastUsed).map(Timestamp::toInstant));
    }
}
