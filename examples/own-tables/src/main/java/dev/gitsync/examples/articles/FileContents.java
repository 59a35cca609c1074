package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * The contents of files, in pieces of 64 KiB. Neither a file nor a connection is held in memory while a slow client sends contents:
 * each piece is a transaction of its own, and the last one makes them visible. Thread-safe.
 */
public final class FileContents {
    private static final int PIECE = 64 << 10;

    private final Jdbi jdbi;
    private final JdbiTransactions transactions;

    /** Reads and writes this database. */
    public FileContents(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.transactions = new JdbiTransactions(jdbi);
    }

    /** Returns the sizes of those contents that the book has. */
    Map<ContentHash, Long> sizes(String book, Collection<ContentHash> hashes) {
        return transactions.read(
                "look up contents of book " + book,
                handle -> handle
                        .createQuery("""
                                SELECT hash, size FROM file_content WHERE book = :book AND hash = ANY(:hashes) AND complete""")
                        .bind("book", book)
                        .bindArray(
                                "hashes",
                                String.class,
                                hashes.stream().map(ContentHash::value).toList())
                        .map((row, ctx) -> Map.entry(new ContentHash(row.getString("hash")), row.getLong("size")))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Opens contents after {@code offset} bytes. Only one piece is read at a time. */
    InputStream open(String book, ContentHash hash, long offset) throws IOException {
        long upload = transactions
                .read(
                        "open contents of book " + book,
                        handle -> handle.createQuery("""
                                        SELECT upload FROM file_content
                                        WHERE book = :book AND hash = :hash AND complete""")
                                .bind("book", book)
                                .bind("hash", hash.value())
                                .mapTo(Long.class)
                                .findOne())
                .orElseThrow(() -> new FileNotFoundException("Book " + book + " has no contents " + hash));
        return new PieceStream(transactions, upload, offset);
    }

    /** Stores contents; if the book has them, they only count as stored now. */
    void store(String book, ContentSource source) throws IOException {
        int known = jdbi.withHandle(handle -> handle.createUpdate(
                        "UPDATE file_content SET stored_at = now() WHERE book = :book AND hash = :hash AND complete")
                .bind("book", book)
                .bind("hash", source.hash().value())
                .execute());
        if (known == 0) {
            long upload = begin(book, source);
            boolean isStored = false;
            try {
                write(upload, source);
                isStored = complete(book, upload);
            } finally {
                if (!isStored) {
                    jdbi.useHandle(handle -> handle.execute("DELETE FROM file_content WHERE upload = ?", upload));
                }
            }
        }
    }

    private long begin(String book, ContentSource source) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "INSERT INTO file_content (book, hash, size) VALUES (:book, :hash, :size) RETURNING upload")
                .bind("book", book)
                .bind("hash", source.hash().value())
                .bind("size", source.size())
                .mapTo(Long.class)
                .one());
    }

    private void write(long upload, ContentSource source) throws IOException {
        ContentDigest digest = new ContentDigest();
        try (InputStream in = source.open()) {
            byte[] piece = in.readNBytes(PIECE);
            for (int place = 0; piece.length > 0 && digest.size() <= source.size(); place++) {
                digest.add(piece, 0, piece.length);
                insert(upload, place, piece);
                piece = in.readNBytes(PIECE);
            }
        }
        long size = digest.size();
        ContentHash hash = digest.hash();
        if (size != source.size() || !hash.equals(source.hash())) {
            throw new InvalidContentException("Contents of " + source.size() + " bytes with hash " + source.hash()
                    + " were expected, but they have "
                    + (size > source.size() ? "more" : size + " bytes and hash " + hash));
        }
    }

    private void insert(long upload, int place, byte[] piece) {
        jdbi.useHandle(handle ->
                handle.execute("INSERT INTO file_piece (upload, place, bytes) VALUES (?, ?, ?)", upload, place, piece));
    }

    /** Makes contents visible. Returns false if another upload of the same contents was faster; then those count as stored now. */
    private boolean complete(String book, long upload) {
        return jdbi.inTransaction(handle -> {
            History.lock(handle, book); // so that of two uploads one is first
            int faster = handle.createUpdate("""
                            UPDATE file_content other SET stored_at = now() FROM file_content mine
                            WHERE mine.upload = :upload AND other.book = mine.book AND other.hash = mine.hash AND other.complete""").bind("upload", upload).execute();
            return faster == 0
                    && handle.createUpdate("""
                                    UPDATE file_content mine SET complete = true, stored_at = now() WHERE upload = :upload""").bind("upload", upload).execute() == 1;
        });
    }

    /** Makes contents count as stored now, because a client is told that it need not upload them. */
    void renew(String book, Collection<ContentHash> hashes) {
        transactions.write(
                "renew contents of book " + book,
                handle -> handle.createUpdate("""
                        UPDATE file_content SET stored_at = now()
                        WHERE book = :book AND hash = ANY(:hashes) AND complete""")
                        .bind("book", book)
                        .bindArray(
                                "hashes",
                                String.class,
                                hashes.stream().map(ContentHash::value).toList())
                        .execute());
    }

    /** The pieces of an upload, one after the other. */
    private static final class PieceStream extends InputStream {
        private final JdbiTransactions transactions;
        private final long upload;
        private long place;
        private int at;
        private byte[] piece = {};

        PieceStream(JdbiTransactions transactions, long upload, long offset) {
            this.transactions = transactions;
            this.upload = upload;
            this.place = offset / PIECE;
            load();
            at = (int) Math.min(offset % PIECE, piece.length);
        }

        private void load() {
            at = 0;
            piece = transactions.read(
                    "read a piece of a file",
                    handle -> handle.createQuery(
                                    "SELECT bytes FROM file_piece WHERE upload = :upload AND place = :place")
                            .bind("upload", upload)
                            .bind("place", place++)
                            .mapTo(byte[].class)
                            .findOne()
                            .orElse(new byte[0]));
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == piece.length && piece.length > 0) {
                load();
            }
            int count = Math.min(length, piece.length - at);
            if (count == 0 && length > 0) {
                return -1;
            }
            System.arraycopy(piece, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
