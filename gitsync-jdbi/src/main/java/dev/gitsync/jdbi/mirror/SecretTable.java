package dev.gitsync.jdbi.mirror;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.mirror.MirrorId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The encrypted secrets of mirrors. Only ciphertext is bound to statements. */
final class SecretTable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SELECT =
            "SELECT mirror_id, kind, key_id, nonce, ciphertext FROM gitsync_mirror_secrets ";

    private final EncryptionKeys keys;

    SecretTable(EncryptionKeys keys) {
        this.keys = keys;
    }

    /** What a secret is for. */
    enum Kind {
        CREDENTIALS("credentials"),
        WEBHOOK("webhook");

        private final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    /** A row. */
    private static final class Encrypted {
        private final MirrorId mirror;
        private final String kind;
        private final String key;
        private final byte[] nonce;
        private final byte[] ciphertext;

        Encrypted(ResultSet row) throws SQLException {
            mirror = new MirrorId(row.getString("mirror_id"));
            kind = row.getString("kind");
            key = row.getString("key_id");
            nonce = row.getBytes("nonce");
            ciphertext = row.getBytes("ciphertext");
        }

        Encrypted(MirrorId mirror, String kind, byte[] secret, EncryptionKey with) {
            this.mirror = mirror;
            this.kind = kind;
            key = with.id();
            nonce = new byte[EncryptionKey.NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            ciphertext = with.encrypt(secret, nonce, context(mirror, kind));
        }

        Optional<byte[]> decrypt(EncryptionKey with) {
            return with.decrypt(ciphertext, nonce, context(mirror, kind));
        }
    }

    void put(Handle handle, MirrorId mirror, Kind kind, byte[] secret) {
        put(handle, new Encrypted(mirror, kind.column, secret, keys.current()));
    }

    private static void put(Handle handle, Encrypted row) {
        handle.createUpdate("""
                        INSERT INTO gitsync_mirror_secrets (mirror_id, kind, key_id, nonce, ciphertext)
                        VALUES (:mirror, :kind, :key, :nonce, :ciphertext)
                        ON CONFLICT (mirror_id, kind) DO UPDATE SET
                            key_id = EXCLUDED.key_id, nonce = EXCLUDED.nonce, ciphertext = EXCLUDED.ciphertext""")
                .bind("mirror", row.mirror.value())
                .bind("kind", row.kind)
                .bind("key", row.key)
                .bind("nonce", row.nonce)
                .bind("ciphertext", row.ciphertext)
                .execute();
    }

    /** Returns what a row is authenticated with, so that it can't stand for another mirror or another kind. */
    private static byte[] context(MirrorId mirror, String kind) {
        return ("gitsync mirror secret 1\0" + mirror.value() + "\0" + kind).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a row; {@link #decrypt} is for outside of the transaction, so that its errors are not those of the database. */
    Optional<Found> find(Handle handle, MirrorId mirror, Kind kind) {
        return handle.createQuery(SELECT + "WHERE mirror_id = :mirror AND kind = :kind")
                .bind("mirror", mirror.value())
                .bind("kind", kind.column)
                .map((row, ctx) -> new Found(new Encrypted(row)))
                .findOne();
    }

    /** A secret that was found. */
    final class Found {
        private final Encrypted row;

        private Found(Encrypted row) {
            this.row = row;
        }

        /**
         * Returns the secret.
         *
         * @throws OperatorNeededException when the key is missing, or when the row was damaged or copied from elsewhere
         */
        byte[] decrypt() {
            return SecretTable.this.decrypt(row);
        }
    }

    private byte[] decrypt(Encrypted row) {
        EncryptionKey key = keys.find(row.key)
                .orElseThrow(() -> new OperatorNeededException("The stored " + words(row)
                        + " can't be decrypted: the key with the fingerprint " + row.key + " is not set (set: " + keys
                        + "). Set that key as well, or store the secret again."));
        return row.decrypt(key)
                .orElseThrow(() -> new OperatorNeededException("The stored " + words(row)
                        + " can't be decrypted: its row was changed, or copied from another mirror. Store the secret"
                        + " again."));
    }

    private static String words(Encrypted row) {
        String what = row.kind.equals(Kind.WEBHOOK.column) ? "webhook secret" : "credentials";
        return what + " of mirror " + row.mirror;
    }

    /** Deletes the credentials of a mirror, not its webhook secret. */
    void deleteCredentials(Handle handle, MirrorId mirror) {
        handle.createUpdate("DELETE FROM gitsync_mirror_secrets WHERE mirror_id = :mirror AND kind = 'credentials'")
                .bind("mirror", mirror.value())
                .execute();
    }

    /** Encrypts all secrets of other keys with the current key, and returns their number. */
    int encryptAgain(Handle handle) {
        List<Encrypted> rows = handle.createQuery(SELECT + "WHERE key_id <> :key ORDER BY mirror_id, kind FOR UPDATE")
                .bind("key", keys.current().id())
                .map((row, ctx) -> new Encrypted(row))
                .list();
        rows.forEach(row -> put(handle, new Encrypted(row.mirror, row.kind, decrypt(row), keys.current())));
        return rows.size();
    }
}
