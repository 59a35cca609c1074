package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.model.ContentHash;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;

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
}
