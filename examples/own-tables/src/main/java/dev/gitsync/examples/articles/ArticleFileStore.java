package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files of a book as attachments, and stores contents before a push names them. */
record ArticleFileStore(JdbiTransactions transactions, FileContents contents) implements AttachmentStore {
    @Override
    public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        return transactions.read(
                "list the files of book " + space.id(),
                handle -> handle.createQuery("""
                                SELECT * FROM file WHERE book = :book AND NOT trashed
                                    AND id::text COLLATE "C" > :after
                                ORDER BY id::text COLLATE "C" LIMIT :limit""")
                        .bind("book", space.id().value())
                        .bind("after", after == null ? "" : after.value())
                        .bind("limit", limit)
                        .map((row, ctx) -> attachment(FileService.file(row)))
                        .list());
    }

    @Override
    public Optional<Attachment> attachment(Space space, PageId id) {
        return transactions.read(
                "read a file of book " + space.id(),
                handle -> handle.createQuery("SELECT * FROM file WHERE id = :id AND book = :book AND NOT trashed")
                        .bind("id", ArticleTranslation.number(id))
                        .bind("book", space.id().value())
                        .map((row, ctx) -> attachment(FileService.file(row)))
                        .findOne());
    }

    private static Attachment attachment(ArticleFile file) {
        return new Attachment(
                ArticleTranslation.id(file.id()), file.revision(), ArticleTranslation.content(file.draft()));
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return contents.sizes(space.id().value(), hashes);
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        return contents.open(space.id().value(), hash, offset);
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        contents.store(space.id().value(), source);
    }

    @Override
    public void renew(Space space, Set<ContentHash> hashes) {
        contents.renew(space.id().value(), hashes);
    }
}
