package dev.gitsync.testkit;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The attachments of an {@link InMemoryPageStore}. */
record InMemoryAttachmentStore(Function<Space, InMemorySpace> spaces) implements AttachmentStore {
    @Override
    public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        return spaces.apply(space).attachments(after, limit);
    }

    @Override
    public Optional<Attachment> attachment(Space space, PageId id) {
        return spaces.apply(space).attachment(id);
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return spaces.apply(space).sizes(hashes);
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        byte[] bytes = spaces.apply(space).contents(hash);
        if (bytes == null) {
            throw new FileNotFoundException("Space " + space.id() + " has no contents " + hash);
        }
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        byte[] bytes;
        try (InputStream in = source.open()) {
            bytes = in.readNBytes((int) source.size() + 1);
        }
        ContentHash found = TestContent.of(bytes).hash();
        if (bytes.length != source.size() || !found.equals(source.hash())) {
            throw new InvalidContentException("Contents of " + source.size() + " bytes with hash " + source.hash()
                    + " were expected, but they have "
                    + (bytes.length > source.size() ? "more" : bytes.length + " bytes and hash " + found));
        }
        spaces.apply(space).store(found, bytes);
    }
}
