package dev.gitsync.demo.files;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;

/**
 * Contents of a file that are about to be sent.
 *
 * @param name the name of the file, with or without folders
 * @param size the number of bytes
 * @param tag what identifies the contents: equal tags mean equal bytes
 * @param isDownload whether the browser must store it, even if it could show it
 * @param opener opens the contents
 */
public record FileContent(String name, long size, String tag, boolean isDownload, Opener opener) {
    /** The contents of an attachment in this space. */
    public static FileContent of(AttachmentStore store, Space space, AttachmentContent content) {
        return new FileContent(
                content.name(),
                content.size(),
                content.hash().value(),
                false,
                offset -> store.open(space, content.hash(), offset));
    }

    /** The same contents, which the browser must store if {@code newIsDownload}. */
    public FileContent asDownload(boolean newIsDownload) {
        return new FileContent(name, size, tag, newIsDownload, opener);
    }

    /** Opens contents from an offset. */
    @FunctionalInterface
    public interface Opener {
        /** Opens the contents, and skips {@code offset} bytes. The caller closes the stream. */
        InputStream open(long offset) throws IOException;
    }
}
