package dev.gitsync.store.attachment;

import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Contents that can be read, several times if necessary. Implementations are safe for use by one thread at a time.
 */
public interface ContentSource {
    /** Returns the hash that the contents must have. */
    ContentHash hash();

    /** Returns the size in bytes that the contents must have. */
    long size();

    /**
     * Opens the contents from the beginning. The caller closes the stream.
     *
     * @throws IOException when the contents can't be read, or can be read only once, like an upload, and were opened before
     */
    InputStream open() throws IOException;

    /**
     * Returns the id, 40 hexadecimal digits, of the git blob with exactly these contents, if the repository of the space has one or
     * gets one with the push that stores these contents.
     */
    default Optional<String> blob() {
        return Optional.empty();
    }
}
