package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.model.ContentHash;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An object while its client sends it. It can be read once. Not safe for use by several threads. */
final class Upload implements ContentSource {
    private final ContentHash hash;
    private final long size;
    private final LimitedRequestBody body;
    private boolean isOpened;

    Upload(ContentHash hash, long size, LimitedRequestBody body) {
        this.hash = hash;
        this.size = size;
        this.body = body;
    }

    @Override
    public ContentHash hash() {
        return hash;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        if (isOpened) {
            throw new IOException("An upload can be read only once");
        }
        isOpened = true;
        return body;
    }

    /**
     * Reads the body to its end if the store has not opened it, because the space has the object already. A connection that is closed
     * while its client still sends breaks before the client has read the response.
     */
    void skipUnlessRead() throws IOException {
        if (!isOpened) {
            open().transferTo(OutputStream.nullOutputStream());
        }
    }
}
